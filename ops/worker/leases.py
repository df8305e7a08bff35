"""Let one worker at a time claim a row by a lease, and try again later if it fails.

What holds, and what does not, is written down in docs/decisions/0009. A row has `due_at`,
`claimed_until` and `attempts`.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.utils import timezone

Row = TypeVar("Row", bound=models.Model)
LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)


def claim_next(due: Callable[[], models.QuerySet[Row]], claim: Callable[[Row], bool]) -> Row | None:
    """Claim the row of `due()` that has been due longest; None when there is none."""
    # Most calls find nothing, and need no lock for that.
    while due().exists():
        with transaction.atomic():
            rows = due().order_by("due_at", "pk")
            if connection.features.has_select_for_update_skip_locked:
                # Parallel workers take different rows.
                rows = rows.select_for_update(skip_locked=True, of=("self",))
            row = rows.first()
            if row is None:
                return None
            if claim(row):
                return row
    return None


def claim(row: Any, among: models.QuerySet[Any]) -> bool:
    """Take the row for the length of a lease; False if somebody else was faster.

    `among` are the rows that may be taken. The lease is the next due time itself: a worker that
    dies leaves a row that becomes due again by the clock alone (RELIABILITY 13).
    """
    until = timezone.now() + LEASE
    claimed = among.filter(pk=row.pk, due_at=row.due_at).update(
        due_at=until, claimed_until=until, attempts=models.F("attempts") + 1
    )
    if claimed:
        row.due_at = row.claimed_until = until
        row.attempts += 1
    return bool(claimed)


def pause_after(attempts: int) -> timedelta:
    """Return the pause after so many attempts: it doubles, with jitter, up to four hours."""
    pause = min(FIRST_PAUSE * 2 ** min(attempts - 1, 12), LONGEST_PAUSE)
    return pause * random.uniform(0.8, 1.2)  # noqa: S311  (no secret)
