"""By when the owner answers: computed from the stated reply time and the working days."""

from datetime import date, timedelta

from brand.models import BrandSettings


def reply_by(received: date, *, reply_days: int, working_days: str) -> date:
    """Return the day on which a client has heard from the owner at the latest.

    `received` is a local date, `reply_days` counts working days from the next one on,
    `working_days` holds digits from 1 (Monday) to 7. Public holidays are not known here.
    """
    working = {int(digit) for digit in working_days}
    if not working:
        raise ValueError("There must be at least one working day.")
    day, left = received, reply_days
    while left:
        day += timedelta(days=1)
        if day.isoweekday() in working:
            left -= 1
    return day


def reply_by_for(settings: BrandSettings, received: date) -> date:
    """`reply_by` with the owner's settings."""
    return reply_by(received, reply_days=settings.reply_days, working_days=settings.working_days)
