"""Read a database as it is at one moment while others write to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything in the block as it was at one moment. Others may write, the block may not.

    A write inside raises DatabaseError. Inside a transaction of the caller, PostgreSQL reads by the
    rules of that transaction.
    """
    nested = connection.in_atomic_block
    begin = _sqlite if connection.vendor == "sqlite" else transaction.atomic
    with begin(), connection.cursor() as cursor:
        if connection.vendor == "postgresql" and not nested:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@contextmanager
def _sqlite() -> Iterator[None]:
    """Open a transaction without the write lock that all other transactions begin with."""
    connection.ensure_connection()
    sqlite: Any = connection
    mode, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
    # Outside the transaction: one that broke takes no more statements.
    sqlite.connection.execute("PRAGMA query_only = ON")
    try:
        with transaction.atomic():
            yield
    finally:
        if sqlite.connection is not None:  # Django closes one that cannot even roll back
            sqlite.connection.execute("PRAGMA query_only = OFF")
        sqlite.transaction_mode = mode
