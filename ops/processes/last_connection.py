"""The last connection to the database of a site that stops."""

from contextlib import suppress
from pathlib import Path

from django.db import DatabaseError, connection


def close_last_connection() -> None:
    """Let SQLite write its log back into the database, so that one file has everything.

    SQLite does it when the last connection closes. Web processes end with theirs open (they keep
    them between requests), so that another one is opened and closed after them.
    """
    if connection.vendor != "sqlite" or not Path(connection.settings_dict["NAME"]).exists():
        return
    with suppress(DatabaseError):  # locked, full or broken: the log stays beside the database
        connection.ensure_connection()
    connection.close()
