"""Read the environment's variables, and refuse a wrong value in a sentence that names it."""

import math
import os
from collections.abc import Callable, Collection
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")
_YES, _NO = {"1", "true", "yes", "on", "y", "t"}, {"0", "false", "no", "off", "n", "f"}


class ConfigurationError(ImproperlyConfigured):
    """A variable that an operator has to correct. The message says which, and how."""


def read(name: str, default: str, parse: Callable[[str], T], *, may_be_empty: bool = False) -> T:
    """Return what `parse` makes of the variable `name`; of `default` where it is not set.

    Empty is the same as not set, unless it `may_be_empty`. Raises ConfigurationError for what
    `parse` refuses with a ValueError.
    """
    text = os.environ.get(name, default).strip()
    try:
        return parse(text if text or may_be_empty else default)
    except ValueError as error:
        raise ConfigurationError(f"{name}: {error}") from error


def whole_number(name: str, default: int, *, least: int = 0, most: int | None = None) -> int:
    """Return the whole number in `name`, from `least` to `most`."""

    def parse(text: str) -> int:
        value = int(text) if text.isascii() and text.lstrip("-").isdigit() else None
        if value is None or value < least or (most is not None and value > most):
            bounds = f"from {least} to {most}" if most is not None else f"of {least} or more"
            raise ValueError(f"{text!r} is no whole number {bounds}: write {default}.")
        return value

    return read(name, str(default), parse)


def number(name: str, default: float) -> float:
    """Return the number in `name`, 0 or more."""

    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not 0 <= value < math.inf:
            raise ValueError(f"{text!r} is no number of 0 or more: write {default}.")
        return value

    return read(name, str(default), parse)


def switch(name: str, *, default: bool) -> bool:
    """Return whether `name` is on: 1, true, yes or on; 0, false, no or off mean that it is not."""

    def parse(text: str) -> bool:
        if text.lower() not in _YES | _NO:
            raise ValueError(f"{text!r} is neither on nor off: write 1 or 0.")
        return text.lower() in _YES

    return read(name, "1" if default else "0", parse)


def time_zone(name: str, default: str) -> str:
    """Return the name of the time zone in `name`."""

    def parse(text: str) -> str:
        try:
            return ZoneInfo(text).key
        except (ValueError, LookupError, OSError) as error:
            raise ValueError(f"{text!r} is no time zone: write {default}.") from error

    return read(name, default, parse)


def choice(name: str, default: str, allowed: Collection[str], what: str) -> str:
    """Return the value of `name`, one of `allowed`. `what` is what these are called."""

    def parse(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"{text!r} is no {what}: write {default}.")
        return text

    return read(name, default, parse)
