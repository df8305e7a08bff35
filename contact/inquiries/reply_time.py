"""Computes the day by which the owner answers, for form, mails, inbox and dashboard.

It is computed when an inquiry comes in, and stored with it: later changes of the settings do not
move the day that a client was told.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib.metadata import version

from django.core.cache import cache
from django.utils import timezone

from contact.inquiries.settings import InquirySettings

USUAL_WEEK = "12345"
KEPT = 90 * 24 * 60 * 60  # seconds for which the site's cache keeps public holidays


def promised_day(settings: InquirySettings, received: datetime) -> date:
    """Return the latest day of an answer to a message `received` at this moment.

    The day is in the site's time zone. Never raises: no inquiry may be lost for a missing date.
    """
    return reply_by(
        timezone.localdate(received, timezone.get_default_timezone()),
        reply_days=settings.reply_days,
        # The form refuses a week without working days, but a program could store one.
        working_days=settings.working_days or USUAL_WEEK,
        country=settings.country,
    )


def reply_by(received: date, *, reply_days: int, working_days: str, country: str = "") -> date:
    """Return the last of `reply_days` working days that follow `received`, a local date.

    `working_days` holds digits from 1 (Monday) to 7; public holidays of `country` (ISO 3166, ""
    for none) are no working days. Raises ValueError without any working day.
    """
    working = {int(digit) for digit in working_days}
    if not working:
        raise ValueError("There must be at least one working day.")
    day, left = received, reply_days
    while left:
        day += timedelta(days=1)
        if day.isoweekday() in working and day not in public_holidays(country, day.year):
            left -= 1
    return day


@lru_cache(maxsize=64)
def public_holidays(country: str, year: int) -> frozenset[date]:
    """Return the public holidays of a country in a year; none where there is no data.

    The site's cache keeps them, as the package loads all countries to tell those of one: a third
    of a second and 11 MB, which only the first process ever spends.
    """
    if not country:
        return frozenset()
    key = f"holidays-{version('holidays')}-{country}-{year}"
    known = cache.get(key)
    if known is None:
        known = _from_the_package(country, year)
        cache.set(key, known, timeout=KEPT)
    return frozenset(known)


def _from_the_package(country: str, year: int) -> list[date]:
    import holidays  # slow to load

    try:
        return sorted(holidays.country_holidays(country, years=year, expand=False))
    except NotImplementedError:  # the package does not know the country
        return []
