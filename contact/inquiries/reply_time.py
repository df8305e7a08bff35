"""By when the owner answers. Whoever names that day asks here: form, mails, inbox, dashboard.

It is computed once for each inquiry, when it comes in, and kept with it: what a client was told
does not move when settings change.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone

from contact.inquiries.settings import InquirySettings

USUAL_WEEK = "12345"


def promised_day(settings: InquirySettings, received: datetime) -> date:
    """Return the day on which somebody who wrote at `received` has heard from the owner at the
    latest, in the site's time zone, by the owner's settings. Never raises: no inquiry may be
    lost for want of a date.
    """
    return reply_by(
        timezone.localdate(received, timezone.get_default_timezone()),
        reply_days=settings.reply_days,
        # The form lets nobody save a week without working days; a program might.
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
    """Return the public holidays of a country in a year; none where there is no data."""
    if not country:
        return frozenset()
    # Imported when first asked for: starting takes less, and of most countries nothing is loaded.
    import holidays

    try:
        return frozenset(holidays.country_holidays(country, years=year, expand=False))
    except NotImplementedError:  # what the package says of a country that it does not know
        return frozenset()
