"""Read the daily counts, and delete old ones."""

from datetime import date, timedelta

from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from ops.models import DailyCount
from ops.months import months_before

Kind = DailyCount.Kind
KEPT_MONTHS = 25  # as the CNIL has it for statistics of visits (LAW-FR, Trackers)


def views_per_day(days: int) -> list[tuple[date, int]]:
    """Return (day, page views) of the last `days` days, today being the last."""
    today = timezone.localdate()
    asked = [today - timedelta(days=ago) for ago in reversed(range(days))]
    rows = DailyCount.objects.filter(kind=Kind.PAGE, day__gte=asked[0])
    counted = dict(rows.values_list("day").annotate(Sum("count")))
    return [(day, counted.get(day, 0)) for day in asked]


def views_per_month(months: int) -> list[tuple[date, int]]:
    """Return (first day, page views) of the last `months` months, the current one included."""
    this_month = timezone.localdate().replace(day=1)
    asked = [months_before(this_month, ago) for ago in reversed(range(months))]
    rows = DailyCount.objects.filter(kind=Kind.PAGE, day__gte=asked[0])
    by_month = rows.annotate(month=TruncMonth("day")).values_list("month").annotate(Sum("count"))
    counted = dict(by_month)
    return [(month, counted.get(month, 0)) for month in asked]


def most_counted(kind: Kind, since: date, limit: int) -> list[tuple[str, int]]:
    """Return the `limit` names of `kind` with the highest counts since that day, highest first."""
    rows = DailyCount.objects.filter(kind=kind, day__gte=since).values_list("name")
    return list(rows.annotate(total=Sum("count")).order_by("-total", "name")[:limit])


def purge() -> int:
    """Delete counts that are older than KEPT_MONTHS; return how many."""
    oldest = months_before(timezone.localdate(), KEPT_MONTHS)
    return DailyCount.objects.filter(day__lt=oldest).delete()[0]
