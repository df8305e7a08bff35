"""How many mails strangers can make the site send: a cap on all of them together (RELIABILITY 37).

Acknowledgements, confirmations and resets go to addresses that anybody can type. Whoever sends
one asks `full_until` before, waits if it must, and calls `count` once the mail has left.
Mails to the owner do not count: they go to one address, which the owner has chosen.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from ops.models import StrangersMail

KEPT = timedelta(days=1)


def full_until() -> datetime | None:
    """Return when there is room for one more mail (`MAIL_RATE`); None when there is room now.

    Workers that ask in the same instant may each send one.
    """
    rate = settings.MAIL_RATE
    if rate is None:
        return None
    now = timezone.now()
    recent = StrangersMail.objects.filter(sent_at__gt=now - rate.period).order_by("-sent_at")
    # The one whose leaving makes room: the oldest of the last `count`.
    oldest = recent.values_list("sent_at", flat=True)[rate.count - 1 : rate.count].first()
    return oldest + rate.period if oldest else None


def count() -> None:
    """Count a mail that has left."""
    if settings.MAIL_RATE is not None:
        StrangersMail.objects.create(sent_at=timezone.now())


def purge() -> int:
    """Forget what no cap looks at any more; return how many rows went."""
    period = settings.MAIL_RATE.period if settings.MAIL_RATE else KEPT
    return StrangersMail.objects.filter(sent_at__lt=timezone.now() - max(period, KEPT)).delete()[0]
