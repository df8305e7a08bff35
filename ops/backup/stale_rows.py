"""What of a backup must not come alive again: who was logged in, and who was at work."""

from django.contrib.sessions.models import Session

from ops.models import Heartbeat, QueuedMail


def forget_signs_of_life(alias: str) -> None:
    """End all sessions (some were logged out since), and forget the worker of that time."""
    Session.objects.using(alias).all().delete()
    Heartbeat.objects.using(alias).all().delete()


def forget_queued_mails(alias: str) -> None:
    """Drop mails that waited then: they left since, or say what is no longer so."""
    QueuedMail.objects.using(alias).all().delete()
