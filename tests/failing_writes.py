"""A database on which one write fails: the first, the second, and so on."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db import OperationalError, connection

WRITES = ("INSERT", "UPDATE", "DELETE")
# Made of other tables, after them and apart: Wagtail logs a failure there and goes on.
INDEXES = re.compile(r'"(modelsearch|wagtailsearch|wagtailcore_referenceindex)')


class Failpoint:
    """Makes the `number`-th write or commit fail, `when` it is not yet done, or just done.

    `broke` is the statement that failed, "" while none has.
    """

    def __init__(self, number: int, when: str) -> None:
        self.number, self.when, self.seen, self.broke = number, when, 0, ""

    def execute(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        act = partial(execute, sql, params, many, context)
        if not sql.startswith(WRITES) or INDEXES.search(sql.split("SET")[0]):
            return act()
        return self.step(act, f"{sql} {params}")

    def step(self, act: Callable[[], Any], what: str) -> Any:
        self.seen += 1
        if self.seen != self.number:
            return act()
        self.broke = what
        if self.when == "after":
            act()
        raise OperationalError("disk I/O error")


@contextmanager
def failing(number: int, when: str) -> Iterator[Failpoint]:
    """Let the `number`-th write or commit on this thread's connection fail."""
    point, commit = Failpoint(number, when), connection._commit
    connection._commit = lambda: point.step(commit, "COMMIT")
    try:
        with connection.execute_wrapper(point.execute):
            yield point
    finally:
        del connection._commit
