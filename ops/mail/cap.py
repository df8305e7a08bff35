"""Cap the mails that strangers can make the site send, all of them together (RELIABILITY 37).

Acknowledgements, confirmations and resets go to addresses that anybody can type. Whoever sends
one asks `full_until` before, waits if it must, and calls `count` once the mail has left.
Resets count, but never wait: an account gets one an hour (`ops.accounts.password_reset`).
Mails to the owner do not count: they go to one address, which the owner has chosen.
"""

from datetime import datetime

from django.conf import settings

from ops import counting

NAME = "mail"


def full_until() -> datetime | None:
    """Return when there is room for one more mail (`MAIL_RATE`); None when there is room now."""
    return counting.full_until(NAME, settings.MAIL_RATE)


def count() -> None:
    """Count a mail that has left."""
    counting.count(NAME)
