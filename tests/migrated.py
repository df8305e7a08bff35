"""An empty, migrated database, made once per set of migrations and copied by tests.

Migrating takes long. On SQLite the file is kept in .pytest_cache/ (`make clean` deletes it); on
PostgreSQL it exists as long as the server of a run.
"""

import hashlib
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

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".pytest_cache"
# The name of a database; empty if pytest is run by hand.
POSTGRESQL = os.environ.get("MIGRATED_POSTGRESQL", "")


def migrate(url: str, folder: Path) -> None:
    """Migrate the database at `url`, a DATABASE_URL."""
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"],
        env=os.environ
        | {
            "DATABASE_URL": url,
            "VAR_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        },
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        check=True,
    )


def kept_sqlite() -> Path:
    """Return the path of the file, with a digest of the migrations and packages in its name."""
    made_by = [ROOT / "requirements.txt", Path(__file__)]
    made_by += sorted(ROOT.glob("*/migrations/*.py"))
    digest = hashlib.sha256()
    for file in made_by:
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return KEPT / f"migrated-{digest.hexdigest()[:16]}.sqlite3"


def migrated_sqlite() -> Path:
    """Return the path of the file, and make it if it is missing (atomically)."""
    file = kept_sqlite()
    if not file.exists():
        KEPT.mkdir(exist_ok=True)
        for old in KEPT.glob("migrated-*.sqlite3"):
            old.unlink(missing_ok=True)
        with tempfile.TemporaryDirectory(dir=KEPT) as name:
            made = Path(name) / "migrated.sqlite3"
            migrate(f"sqlite:///{made}", Path(name))
            made.replace(file)
    return file


@contextmanager
def migrated_databases(postgresql: str = "") -> Iterator[dict[str, str]]:
    """Make one on SQLite and, if `postgresql` is a server's DATABASE_URL, one there.

    Yield the environment that the parts of a run need.
    """
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor() as pool:
        on_sqlite = pool.submit(migrated_sqlite)
        if postgresql:
            migrate(new_database(postgresql, "migrated"), Path(name))
        on_sqlite.result()
    yield {"MIGRATED_POSTGRESQL": "migrated"} if postgresql else {}


def new_database(server: str, name: str, options: str = "") -> str:
    """Make an empty database, or a copy (`TEMPLATE x`), on the PostgreSQL at `server`.

    Return its DATABASE_URL. An existing database of that name is deleted.
    """
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} {options}")
    return server.rsplit("/", 1)[0] + f"/{name}"


def copy_sqlite(target: Path) -> None:
    """Put a copy at `target`."""
    shutil.copy(migrated_sqlite(), target)
