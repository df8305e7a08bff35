"""Notice every change of content, at the one place through which all of them pass: SQL.

Signals of models would miss what is updated in bulk, by the page tree in SQL of its own, or through
a relation. Whatever writes counts as a change, unless `unseen` says that no page shows it.
"""

import re
from collections.abc import Callable
from typing import Any

from django.core.signals import request_finished
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from wagtail.models import Site

from ops.page_cache.generation import Generation
from ops.page_cache.unseen import is_unseen

# What a statement begins with that changes no row. Whatever else there is counts as a change.
READING = frozenset(
    {
        *("SELECT", "VALUES", "EXPLAIN", "SHOW", "PRAGMA", "SET", "ANALYZE", "VACUUM", "LOCK"),
        *("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"),
        *("DECLARE", "FETCH", "CLOSE"),
    }
)
# Where a statement may be followed by another. A literal may hold the sign as well: then too much
# counts as a change, which is slow and never wrong.
_ANOTHER = re.compile(r";\s*\S")
_FIRST_WORD = re.compile(r"[\s(]*(\w+)")
_WRITES_INSIDE = re.compile(r"\b(?:INSERT|UPDATE|DELETE|MERGE)\b", re.IGNORECASE)


def is_change(sql: str) -> bool:
    """Whether a statement may change what a page shows."""
    found = _FIRST_WORD.match(sql)
    word = found[1].upper() if found else ""
    if word == "WITH" or (word in READING and ";" in sql and _ANOTHER.search(sql)):
        return bool(_WRITES_INSIDE.search(sql))
    if word in READING:
        return False
    return bool(_ANOTHER.search(sql)) or not is_unseen(sql)


class Watcher:
    """Watches one database connection, as a wrapper of what it executes."""

    def __init__(self, connection: BaseDatabaseWrapper, generation: Generation) -> None:
        self._connection = connection
        self._generation = generation
        self._pending: Any = None

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
    ) -> Any:
        self.end_unless_open()  # of a transaction that was rolled back
        if not is_change(str(sql)):
            return execute(sql, params, many, context)
        if self._pending is None:
            self._pending = self._generation.begin_change()
        if self._connection.in_atomic_block:
            self._end_on_commit()
        try:
            return execute(sql, params, many, context)
        finally:
            self.end_unless_open()

    def _end_on_commit(self) -> None:
        # Registered again if the savepoint in which it was has been rolled back.
        if all(hook[1] != self.end for hook in self._connection.run_on_commit):
            transaction.on_commit(self.end, using=self._connection.alias)

    def end_unless_open(self) -> None:
        """End the change whose transaction is over: committed at once, or rolled back."""
        connection = self._connection
        is_open = connection.in_atomic_block or not (
            connection.connection is None or connection.autocommit
        )
        if self._pending is not None and not is_open:
            self.end()

    def end(self) -> None:
        """Let a new generation begin."""
        pending, self._pending = self._pending, None
        if pending is not None:
            # Somebody may have read, and kept, the addresses of sites before the commit.
            Site.clear_site_root_paths_cache()
            self._generation.end_change(pending)


def watch(generation: Generation) -> None:
    """Tell `generation` from now on of the changes that this process makes."""

    def begin(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
        if not any(isinstance(known, Watcher) for known in connection.execute_wrappers):
            connection.execute_wrappers.append(Watcher(connection, generation))

    connection_created.connect(begin, weak=False, dispatch_uid="page_cache")
    request_finished.connect(end_rolled_back, dispatch_uid="page_cache")


def end_rolled_back(**kwargs: Any) -> None:
    """End what a request has begun and not committed."""
    for connection in connections.all(initialized_only=True):
        for watcher in connection.execute_wrappers:
            if isinstance(watcher, Watcher):
                watcher.end_unless_open()
