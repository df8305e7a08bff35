"""Write dates in words. Only this module knows that a French month begins on its "1er".

Django's formats have no ordinal but the English one, so "1 décembre" is all that they can say.
"""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language


def weekday_in_words(day: date) -> str:
    """Return a day soon to come, in the active language: "mardi 1er décembre"."""
    return date_format(day, f"l {_day_of_month(day)} F")


def date_in_words(day: date) -> str:
    """Return a date with its year: "1er décembre 2026", "1 December 2026"."""
    return date_format(day, f"{_day_of_month(day)} F Y")


def month_in_words(day: date) -> str:
    """Return the month of a day, with its year: "décembre 2026"."""
    return date_format(day, "F Y")


def moment_in_words(moment: datetime) -> str:
    """Return a moment in the active time zone: "1er décembre 2026 à 9 h 05", "…, 09:05"."""
    local = timezone.localtime(moment)
    # A time of day as the Imprimerie nationale writes it, with spaces that do not break.
    time = " \\à G\N{NO-BREAK SPACE}\\h\N{NO-BREAK SPACE}i" if _is_french() else ", H:i"
    return date_format(local, f"{_day_of_month(local)} F Y{time}")


def _day_of_month(day: date) -> str:
    return "j\\e\\r" if day.day == 1 and _is_french() else "j"


def _is_french() -> bool:
    return (get_language() or "")[:2] == "fr"
