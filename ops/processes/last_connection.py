"""The end of a process that kept connections to the database open."""

from contextlib import suppress

from django.db import DatabaseError, connection, connections


def close_connections() -> None:
    """Close the connections of this thread, and let SQLite write its log back if they are the last.

    Threads that end with their process do not close theirs: a connection is opened once more, so
    that the last process to stop leaves the whole database in one file.
    """
    if connection.vendor == "sqlite":
        with suppress(DatabaseError):  # gone, full or locked: the log is kept beside the database
            connection.ensure_connection()
    connections.close_all()
