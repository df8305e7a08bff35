"""Reasons to refuse a form whose fields are right, each with its HTTP status."""

from dataclasses import dataclass
from enum import Enum

from django.http import HttpRequest

MAX_BODY = 1_000_000  # bytes; a message of 10,000 characters has 90,000 at most
MAX_FIELDS = 100
# Answers to the questions of other services that travel along in a form.
MAX_KEPT = 50
RETRY_AFTER = 60  # seconds until it is worth asking a database again that could not write


class Reason(Enum):
    """The reason for which a form is refused. The template compares `value`.

    For all but the first two it adds other ways to reach the owner.
    """

    STALE = "stale"
    USED_UP = "used_up"
    RATE_LIMITED = "too_many"
    TOO_MANY_FIELDS = "too_many_fields"
    TOO_LARGE = "too_large"
    UNAVAILABLE = "unavailable"


STATUS = {
    Reason.STALE: 422,
    Reason.USED_UP: 422,
    Reason.RATE_LIMITED: 429,
    Reason.TOO_MANY_FIELDS: 400,
    Reason.TOO_LARGE: 413,
    Reason.UNAVAILABLE: 503,
}


@dataclass(frozen=True)
class Refusal:
    """A refused form. `retry_after` is a number of seconds, None if unknown."""

    reason: Reason
    retry_after: int | None = None

    @property
    def status(self) -> int:
        return STATUS[self.reason]

    @property
    def minutes(self) -> int:
        """Return after how many minutes, rounded up, it is worth trying again."""
        return -(-(self.retry_after or 0) // 60)


def is_too_large(request: HttpRequest) -> bool:
    """Tell whether the body is larger than any form of ours, without reading it."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > MAX_BODY


def has_too_many_fields(request: HttpRequest) -> bool:
    return sum(len(values) for _, values in request.POST.lists()) > MAX_FIELDS
