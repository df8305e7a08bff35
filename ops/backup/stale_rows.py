"""Delete rows of a restored backup that are no longer true: sessions, signs of life, mails."""

from django.contrib.sessions.models import Session

from ops.models import Heartbeat, QueuedMail


def forget_signs_of_life(alias: str) -> None:
    """End all sessions (some were logged out since), and forget the worker of that time."""
    Session.objects.using(alias).all().delete()
    Heartbeat.objects.using(alias).all().delete()


def forget_queued_mails(alias: str) -> None:
    """Delete the queued mails: they have been sent since, or are out of date."""
    QueuedMail.objects.using(alias).all().delete()
