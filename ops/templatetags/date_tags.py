"""Dates in words, for templates: `{% load date_tags %}`."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import template

from ops import dates

register = template.Library()


def _filter(name: str, in_words: Callable[[Any], str]) -> None:
    """Make a filter of `in_words`; what is no date, as a variable that is not there, gives ""."""

    @register.filter(name)
    def shown(value: date | str | None) -> str:
        return in_words(value) if isinstance(value, date) else ""


_filter("weekday_in_words", dates.weekday_in_words)
_filter("date_in_words", dates.date_in_words)
_filter("moment_in_words", dates.moment_in_words)
