"""Parse a rate limit as an operator writes it: "30/10m"."""

import re
from dataclasses import dataclass
from datetime import timedelta

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_RATE = re.compile(r"(\d{1,6})/(\d{0,5})([smhd])")


@dataclass(frozen=True)
class Rate:
    """At most `count` times in any `period`."""

    count: int
    period: timedelta


def parse_rate(text: str) -> Rate | None:
    """Return the rate that `text` names, or None for an empty text: no limit.

    "30/10m" is thirty in ten minutes, "100/h" a hundred in one hour. Raises ValueError, with
    an example, for anything else.
    """
    if not text.strip():
        return None
    found = _RATE.fullmatch(text.strip())
    if not found or not int(found[1]) or found[2] == "0":
        raise ValueError(f"{text!r} is no rate: write 30/10m for thirty in ten minutes.")
    seconds = int(found[2] or 1) * _UNITS[found[3]]
    return Rate(int(found[1]), timedelta(seconds=seconds))
