"""Days and months of the calendar."""

import calendar
from datetime import date, datetime
from typing import TypeVar

from django.utils import timezone

Day = TypeVar("Day", bound=date)  # a datetime is one, too


def today() -> date:
    """Return the site's day (TIME_ZONE), whatever time zone a user of the admin has chosen."""
    return datetime.now(timezone.get_default_timezone()).date()


def months_before(day: Day, months: int) -> Day:
    """Return `day` moved back by calendar months; the 31st becomes the month's last day."""
    years, month0 = divmod(day.year * 12 + day.month - 1 - months, 12)
    last_day = calendar.monthrange(years, month0 + 1)[1]
    return day.replace(year=years, month=month0 + 1, day=min(day.day, last_day))
