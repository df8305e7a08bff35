"""Refuse to restore a database with anything but our tables, such as triggers or views.

A backup is a file that somebody handed over. A trigger or a view in it would go on acting in the
restored site, unseen.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.db.migrations import RunSQL, SeparateDatabaseAndState
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from ops.backup.archive import BadArchiveError

# Kinds of entries in a dump of PostgreSQL that hold rows or constrain them.
_KINDS = (
    "COMMENT|CONSTRAINT|DEFAULT|EXTENSION|FK CONSTRAINT|INDEX|SEQUENCE|SEQUENCE OWNED BY|"
    "SEQUENCE SET|TABLE|TABLE DATA"
)
# "217; 1259 16390 TABLE public auth_group vitrine"
_ENTRY = re.compile(r"\d+; \d+ \d+ (?P<what>.*)")
_PASSIVE = re.compile(rf"(?:{_KINDS}) (?:-|public) .*")


def refuse_what_acts(path: Path) -> None:
    """Raise BadArchiveError for a trigger, view or virtual table that no migration makes."""
    with closing(sqlite3.connect(path)) as database:
        ours = {_bare(statement) for statement in _written_in_migrations()}
        rows = database.execute("SELECT type, name, sql FROM sqlite_master")
        _refuse(
            f"{kind} {name}"
            for kind, name, sql in rows
            if (kind not in {"table", "index"} or "VIRTUAL" in (sql or "")[:20].upper())
            and _bare(sql or "") not in ours
        )


def refuse_other_tables() -> None:
    """Raise BadArchiveError for a table in the site's migrated database that no model has."""
    introspection = connection.introspection
    known = {
        *introspection.django_table_names(only_existing=False),
        MigrationRecorder.Migration._meta.db_table,
    }
    # A full-text index has tables of its own, which are named after it.
    _refuse(
        f"table {name}"
        for name in introspection.table_names()
        if name not in known and "_fts" not in name
    )


def refuse_what_acts_in_a_dump(listing: str) -> None:
    """Do the same for PostgreSQL; `listing` is the output of `pg_restore --list`."""
    entries = [match["what"] for line in listing.splitlines() if (match := _ENTRY.match(line))]
    _refuse(entry for entry in entries if not _PASSIVE.fullmatch(entry))


def _refuse(unknown: Iterable[str]) -> None:
    if names := sorted(unknown):
        raise BadArchiveError(
            _("its database has what this site never makes: %(names)s")
            % {"names": ", ".join(names[:5])}
        )


def _bare(statement: str) -> str:
    """Return a statement of SQL in a normal form, to compare it with others."""
    return " ".join(statement.split()).rstrip("; ")


def _written_in_migrations() -> Iterator[str]:
    """Return every statement that a migration runs as literal SQL."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for migration in loader.disk_migrations.values():
        yield from _statements(migration.operations)


def _statements(operations: Iterable[Operation]) -> Iterator[str]:
    for operation in operations:
        if isinstance(operation, SeparateDatabaseAndState):
            yield from _statements(operation.database_operations)
        elif isinstance(operation, RunSQL) and isinstance(operation.sql, str):
            yield operation.sql
