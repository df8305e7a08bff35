"""Access to the database of a site under test, without any of the site's code."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import psycopg

SERVER = os.environ.get("DATABASE_URL", "")
ON_POSTGRESQL = SERVER.startswith("postgres")


@dataclass(frozen=True)
class Database:
    """A database. `url` is a DATABASE_URL: sqlite:///… or postgres://…"""

    url: str

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    @property
    def name(self) -> str:
        return self.url.rpartition("/")[2]

    @contextmanager
    def connection(self) -> Iterator[Any]:
        """Open a connection that begins no transaction by itself. Placeholders are %s."""
        if self.is_sqlite:
            path = self.url.removeprefix("sqlite:///")
            with closing(sqlite3.connect(path, timeout=60, isolation_level=None)) as connection:
                yield connection
        else:
            with psycopg.connect(self.url, autocommit=True) as connection:
                yield connection

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows."""
        with self.connection() as connection:
            marked = sql.replace("%s", "?") if self.is_sqlite else sql
            cursor = connection.execute(marked, values)
            return cursor.fetchall() if cursor.description else []

    def count(self, table: str) -> int:
        return int(self.rows(f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608

    def make_tight(self) -> None:
        """Leave no free space in existing files, so that the next write needs a larger one."""
        if self.is_sqlite:
            assert self.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0] == 0

    @contextmanager
    def somebody_reads(self) -> Iterator[None]:
        """Read as a long report does. Meanwhile SQLite keeps all new data in its log."""
        with self.connection() as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM contact_inquiry").fetchall()
            try:
                yield
            finally:
                connection.execute("ROLLBACK")

    @contextmanager
    def write_lock(self) -> Iterator[None]:
        """Hold the write lock, as another program does that writes and does not finish."""
        with self.connection() as connection:
            if self.is_sqlite:
                connection.execute("BEGIN IMMEDIATE")
            else:
                connection.execute("BEGIN")
                connection.execute("LOCK TABLE contact_inquiry IN EXCLUSIVE MODE")
            try:
                yield
            finally:
                connection.execute("ROLLBACK")

    def let_time_pass(self, much: timedelta) -> None:
        """Move the due times of mails into the past, as if `much` had passed."""
        with self.connection() as connection:
            cursor = connection.execute("SELECT * FROM contact_delivery WHERE state = 'pending'")
            waiting = cursor.fetchall()
            names = [column[0] for column in cursor.description]
            clocks = [name for name in ("due_at", "claimed_until") if name in names]
            connection.execute("BEGIN")
            mark = "?" if self.is_sqlite else "%s"
            for values in waiting:
                row = dict(zip(names, values, strict=True))
                for name in clocks:
                    connection.execute(
                        f"UPDATE contact_delivery SET {name} = {mark} WHERE id = {mark}",  # noqa: S608
                        (moved(row[name], much), row["id"]),
                    )
            connection.execute("COMMIT")


def moved(stamp: Any, much: timedelta) -> Any:
    """Return a stored time, moved into the past. SQLite has it as text in Django's format."""
    if isinstance(stamp, str):
        return (datetime.fromisoformat(stamp) - much).strftime("%Y-%m-%d %H:%M:%S.%f")
    return stamp and stamp - much
