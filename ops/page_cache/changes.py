"""Notice every change of content, at the one place through which all of them pass: SQL.

Signals of models would miss what is updated in bulk, by the page tree in SQL of its own, or through
a relation. Whatever writes counts as a change, unless `unseen` says that no page shows it.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from typing import Any

from django.db import OperationalError, transaction
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
# What may stand in a transaction, whatever the database.
_WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|MERGE|WITH)\b", re.IGNORECASE)


def is_change(sql: str) -> bool:
    """Whether a statement may change what a page shows."""
    found = _FIRST_WORD.match(sql)
    word = found[1].upper() if found else ""
    if word == "WITH" or (word in READING and ";" in sql and _ANOTHER.search(sql)):
        return bool(_WRITES_INSIDE.search(sql))
    if word in READING:
        return False
    return bool(_ANOTHER.search(sql)) or not is_unseen(sql)


class NotAnnounced(OperationalError):
    """Raised instead of making a change of which nobody can be told, as on a full disk."""


class Watcher:
    """Watches one database connection: what it executes, and when it commits."""

    def __init__(self, connection: BaseDatabaseWrapper, generation: Generation) -> None:
        self._connection = connection
        self._generation = generation
        # Whether the open transaction has written what a page may show.
        self._has_changes = False

    def begin(self) -> None:
        """Watch from now on. Django has a hook for statements, but none before a commit."""
        database: Any = self._connection
        database.execute_wrappers.append(self)
        database.commit = self._announcing(database.commit)
        # SQLite commits what is open when autocommit is switched on.
        database.set_autocommit = self._announcing(database.set_autocommit)
        database.rollback = self._forgetting(database.rollback)

    def end(self) -> None:
        """Watch no longer."""
        self._connection.execute_wrappers.remove(self)
        for name in ("commit", "set_autocommit", "rollback"):
            delattr(self._connection, name)

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
    ) -> Any:
        text = str(sql)
        if not is_change(text):
            return execute(sql, params, many, context)
        if not self._connection.get_autocommit():
            self._has_changes = True
            return execute(sql, params, many, context)
        if self._connection.vendor == "sqlite" or not _WRITES.match(text):
            # SQLite does not commit while a statement has rows to return.
            with self._announced():
                return execute(sql, params, many, context)
        with transaction.atomic(using=self._connection.alias):
            return self(execute, sql, params, many, context)

    def _announcing(self, commit: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(commit)
        def announced(*args: Any, **kwargs: Any) -> Any:
            changed, self._has_changes = self._has_changes, False
            if not changed:
                return commit(*args, **kwargs)
            with self._announced():
                return commit(*args, **kwargs)

        return announced

    def _forgetting(self, rollback: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(rollback)
        def forgotten(*args: Any, **kwargs: Any) -> Any:
            self._has_changes = False
            return rollback(*args, **kwargs)

        return forgotten

    @contextmanager
    def _announced(self) -> Iterator[None]:
        """Commit within. Raises NotAnnounced, before the block, if nobody can be told."""
        with ExitStack() as change:
            try:
                change.enter_context(self._generation.change(self._connection))
            except OSError as error:
                raise NotAnnounced(f"a change cannot be announced: {error}") from error
            # Somebody may have read, and kept, the addresses of sites before the commit.
            change.callback(Site.clear_site_root_paths_cache)
            yield


def watch(generation: Generation) -> None:
    """Tell `generation` from now on of the changes that this process makes."""

    def begin(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
        if not any(isinstance(known, Watcher) for known in connection.execute_wrappers):
            Watcher(connection, generation).begin()

    connection_created.connect(begin, weak=False, dispatch_uid="page_cache")
