"""An empty, migrated database, made once per run and copied, because migrating takes long."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg

# A file on SQLite, the name of a database on PostgreSQL; empty if pytest is run by hand.
SQLITE = os.environ.get("MIGRATED_SQLITE", "")
POSTGRESQL = os.environ.get("MIGRATED_POSTGRESQL", "")


def migrate(url: str, folder: Path) -> None:
    """Migrate the database at `url`, a DATABASE_URL."""
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"],
        env={**os.environ, "DATABASE_URL": url, "VAR_DIR": str(folder)},
        stdin=subprocess.DEVNULL,
        check=True,
    )


@contextmanager
def migrated_databases(postgresql: str = "") -> Iterator[dict[str, str]]:
    """Make one on SQLite and, if `postgresql` is a server's DATABASE_URL, one there.

    Yield the environment that the parts of a run need.
    """
    with tempfile.TemporaryDirectory(prefix="vitrine-migrated-") as name:
        file = Path(name) / "migrated.sqlite3"
        wanted = {"MIGRATED_SQLITE": str(file)}
        urls = [f"sqlite:///{file}"]
        if postgresql:
            urls.append(new_database(postgresql, "migrated"))
            wanted["MIGRATED_POSTGRESQL"] = "migrated"
        with ThreadPoolExecutor() as pool:
            folders = [Path(tempfile.mkdtemp(dir=name)) for _ in urls]
            list(pool.map(migrate, urls, folders))
        yield wanted


def new_database(server: str, name: str, options: str = "") -> str:
    """Make an empty database, or a copy (`TEMPLATE x`), on the PostgreSQL at `server`.

    Return its DATABASE_URL. An existing database of that name is deleted.
    """
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} {options}")
    return server.rsplit("/", 1)[0] + f"/{name}"


def copy_sqlite(target: Path) -> bool:
    """Put a copy at `target`; return False if there is none to copy."""
    if SQLITE:
        shutil.copyfile(SQLITE, target)
    return bool(SQLITE)
