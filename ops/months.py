"""Count in calendar months."""

import calendar
from datetime import date
from typing import TypeVar

Day = TypeVar("Day", bound=date)  # a datetime is one, too


def months_before(day: Day, months: int) -> Day:
    """Return `day` moved back by calendar months; the 31st becomes the month's last day."""
    years, month0 = divmod(day.year * 12 + day.month - 1 - months, 12)
    last_day = calendar.monthrange(years, month0 + 1)[1]
    return day.replace(year=years, month=month0 + 1, day=min(day.day, last_day))
