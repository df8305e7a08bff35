"""Copy a database consistently while others write to it, and restore it."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from ops import backup
from ops.snapshot import snapshot

COPY = "backup_copy"  # the alias under which the copy of an SQLite database is read
NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
TIME_FOR_TOOLS = 3600.0  # seconds that pg_dump and pg_restore may take


class DatabaseToolError(Exception):
    """Raised when a program of PostgreSQL is missing or fails. The text is the program's."""


@dataclass(frozen=True)
class Contents:
    """The contents of a database at the moment of its copy."""

    migrations: list[tuple[str, str]]
    rows: dict[str, int]
    landmarks: dict[str, str | None]


def contents(alias: str) -> Contents:
    """Count the rows of every table of `alias`, and read its landmarks."""
    return Contents(
        migrations=sorted(MigrationRecorder(connections[alias]).applied_migrations()),
        rows=count_rows(alias),
        landmarks=backup.read_landmarks(alias),
    )


def count_rows(alias: str) -> dict[str, int]:
    """Return {table: rows}, without the tables that a search index keeps for itself."""
    database = connections[alias]
    tables = [name for name in database.introspection.table_names() if "_fts" not in name]
    counts = {}
    with database.cursor() as cursor:
        for table in sorted(tables):
            name = database.ops.quote_name(table)
            cursor.execute(f"SELECT count(*) FROM {name}")  # noqa: S608
            counts[table] = cursor.fetchone()[0]
    return counts


def copy(folder: Path) -> tuple[Path, Contents]:
    """Copy the site's database into `folder`, as it is at one moment; others may go on writing.

    Returns the file and what is in it. Raises DatabaseToolError.
    """
    target = folder / NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        _copy_sqlite(str(connection.settings_dict["NAME"]), target)
        with opened(target) as alias:
            return target, contents(alias)
    return target, _dump_postgresql(target)


def _copy_sqlite(source: str, target: Path) -> None:
    with (
        closing(sqlite3.connect(source, timeout=30)) as live,
        closing(sqlite3.connect(target)) as copied,
    ):
        try:
            # All pages at once: in steps, every write by another process would restart the copy.
            live.backup(copied, pages=-1)
            copied.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.Error as error:
            raise DatabaseToolError(str(error)) from error
        check_sqlite(copied)


def check_sqlite(database: sqlite3.Connection) -> None:
    """Raise DatabaseToolError unless SQLite finds the file whole."""
    try:
        said = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        said = str(error)
    if said != "ok":
        raise DatabaseToolError(
            _("SQLite reports that the database is damaged: %(why)s") % {"why": said}
        )


@contextmanager
def opened(path: Path) -> Iterator[str]:
    """Let Django read the SQLite file `path`, and yield its alias."""
    settings = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}
    connections.databases[COPY] = connections.configure_settings({"default": settings})["default"]
    try:
        yield COPY
    finally:
        connections[COPY].close()
        del connections[COPY], connections.databases[COPY]


def _dump_postgresql(target: Path) -> Contents:
    # The rows counted here and the dump by pg_dump show the same moment.
    with snapshot(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        exported = cursor.fetchone()[0]
        _run_on_the_database(
            "pg_dump",
            ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={exported}"],
            ["--file", str(target)],
        )
        return contents(DEFAULT_DB_ALIAS)


def load_postgresql(dump: Path) -> None:
    """Fill the site's empty PostgreSQL database from `dump`: all of it or nothing.

    Raises DatabaseToolError.
    """
    connection.close()
    _run_on_the_database(
        "pg_restore",
        ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"],
        [str(dump)],
    )


def list_dump(dump: Path) -> str:
    """Return the table of contents of `dump` (`pg_restore --list`). Raises DatabaseToolError."""
    return _run("pg_restore", ["--list", str(dump)])


def _run_on_the_database(program: str, options: list[str], files: list[str]) -> None:
    # Django has the arguments and environment for PostgreSQL's programs. The password is in the
    # environment, where the list of processes does not show it.
    arguments, environment = connection.client_class.settings_to_cmd_args_env(
        connection.settings_dict, []
    )
    where = [*arguments[1:-1], "--dbname", arguments[-1]]
    _run(program, [*options, *where, *files], environment or {})


def _run(program: str, arguments: list[str], environment: Mapping[str, str] = {}) -> str:
    found = shutil.which(program)
    if found is None:
        raise DatabaseToolError(
            _("%(program)s is not installed here. On Debian: apt-get install postgresql-client")
            % {"program": program}
        )
    done = subprocess.run(  # noqa: S603
        [found, *arguments],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=TIME_FOR_TOOLS,
        check=False,
    )
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip().splitlines()
        raise DatabaseToolError(words[0] if words else f"{program}: {done.returncode}")
    return done.stdout.decode(errors="replace")


def drop_tables() -> None:
    """Empty the site's database again after a failed restore."""
    with connection.cursor() as cursor:
        for table in tables(connection):
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")


def tables(database: BaseDatabaseWrapper) -> set[str]:
    """Return the names of all tables."""
    return set(database.introspection.table_names())
