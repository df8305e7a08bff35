"""Count recent events for rate limits, in the database, for all processes together.

A name says what is counted and, where that matters, for whom, as a digest: no address is kept.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from ops.environment.rate import Rate
from ops.models import Counted

KEPT = timedelta(days=1)  # as long as the longest period that is asked for


def full_until(name: str, rate: Rate | None) -> datetime | None:
    """Return when `rate` leaves room for one more `name`; None when it does now.

    Several that ask in the same instant may each go on.
    """
    if rate is None:
        return None
    now = timezone.now()
    recent = Counted.objects.filter(name=name, at__gt=now - rate.period).order_by("-at")
    # The one whose leaving makes room: the oldest of the last `count`.
    oldest = recent.values_list("at", flat=True)[rate.count - 1 : rate.count].first()
    return oldest + rate.period if oldest else None


def count(name: str) -> None:
    """Count one more `name`, now."""
    Counted.objects.create(name=name, at=timezone.now())


def purge() -> int:
    """Delete counts that are older than a day; return how many."""
    return Counted.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
