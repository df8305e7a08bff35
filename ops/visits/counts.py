"""Read the daily counts, and delete old ones."""

from collections import Counter
from datetime import date, timedelta

from django.db.models import Sum

from ops.days import months_before, today
from ops.models import DailyCount

Kind = DailyCount.Kind
KEPT_MONTHS = 25  # as the CNIL has it for statistics of visits (LAW-FR, Trackers)


def views_per_day(days: int) -> list[tuple[date, int]]:
    """Return (day, page views) of the last `days` days, today being the last."""
    last = today()
    asked = [last - timedelta(days=ago) for ago in reversed(range(days))]
    rows = DailyCount.objects.filter(kind=Kind.PAGE, day__gte=asked[0])
    counted = dict(rows.values_list("day").annotate(Sum("count")))
    return [(day, counted.get(day, 0)) for day in asked]


def views_per_month(months: int) -> list[tuple[date, int]]:
    """Return (first day, page views) of the last `months` months, the current one included."""
    this_month = today().replace(day=1)
    asked = [months_before(this_month, ago) for ago in reversed(range(months))]
    rows = DailyCount.objects.filter(kind=Kind.PAGE, day__gte=asked[0])
    counted: Counter[date] = Counter()
    # Put together here: on SQLite a function in Python would be called for every row.
    for day, count in rows.values_list("day").annotate(Sum("count")):
        counted[day.replace(day=1)] += count
    return [(month, counted[month]) for month in asked]


def most_counted(kind: Kind, since: date, limit: int) -> list[tuple[str, int]]:
    """Return the `limit` names of `kind` with the highest counts since that day, highest first."""
    rows = DailyCount.objects.filter(kind=kind, day__gte=since).values_list("name")
    return list(rows.annotate(total=Sum("count")).order_by("-total", "name")[:limit])


def purge() -> int:
    """Delete counts that are older than KEPT_MONTHS; return how many."""
    oldest = months_before(today(), KEPT_MONTHS)
    return DailyCount.objects.filter(day__lt=oldest).delete()[0]
