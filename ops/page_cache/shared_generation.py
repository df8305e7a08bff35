"""The generation of a site whose database other machines may use as well.

Its name is a row of that database, which changes in the very transaction that changes the content:
nobody ever sees one without the other, whoever is killed, stopped, cut off or brought back from an
older copy. Each process asks once a second at most, so another machine shows no page that is older
than that. On this machine the files tell at once.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import Error, connection

from ops.page_cache.generation import FileGeneration, new_name

FRESH = 1.0  # seconds for which an answer of the database is believed
FIRST = "first"  # the name before anything has changed
TABLE = "ops_contentgeneration"
_NAME = f"SELECT name FROM {TABLE} WHERE id = 1"  # noqa: S608
_RENAME = (
    f"INSERT INTO {TABLE} (id, name) VALUES (1, %s)"  # noqa: S608
    " ON CONFLICT (id) DO UPDATE SET name = excluded.name"
)
NEVER = float("-inf")


class SharedGeneration:
    """`files` is the generation of this machine. `clock` returns seconds.

    While the database does not answer, nothing is kept and nothing served from the cache.
    """

    def __init__(self, files: FileGeneration, clock: Callable[[], float] = time.monotonic) -> None:
        self._files = files
        self._clock = clock
        # What the database has said, and until when it is believed: one value, so that a thread
        # that was slow cannot give an old name the time of a new one.
        self._said: tuple[str | None, float] = (None, NEVER)
        self._has_table = False

    def current(self) -> str | None:
        here = self._files.current()
        everywhere = here and self._everywhere()
        return everywhere and f"{here}-{everywhere}"

    @contextmanager
    def change(self, connection: Any) -> Iterator[None]:
        with self._files.change(connection):
            if self._find_table(connection):
                # What the database checks in the end may wait for others: not while the row is
                # locked, for which they would wait.
                connection.check_constraints()
                _rename(connection)
            try:
                yield
            finally:
                self._said = (None, NEVER)

    def renew(self) -> None:
        _rename(connection)
        self._said = (None, NEVER)
        self._files.renew()

    def _find_table(self, connection: Any) -> bool:
        """Whether the table is there: the first migrations change content before it is."""
        if not self._has_table:
            self._has_table = TABLE in connection.introspection.table_names()
        return self._has_table

    def _everywhere(self) -> str | None:
        name, until = self._said
        now = self._clock()
        if now >= until:
            name = _ask()
            self._said = (name, now + FRESH)
        return name


def _ask() -> str | None:
    """Return the name in the database, None if it does not answer."""
    try:
        # No request begins here, at which Django would look.
        connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute(_NAME)
            row = cursor.fetchone()
    except Error:
        return None
    return row[0] if row else FIRST


def _rename(connection: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_RENAME, [new_name()])
