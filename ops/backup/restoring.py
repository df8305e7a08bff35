"""Restore a backup into an empty site; check it before anything is written, and afterwards."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from ops import backup
from ops.backup import databases, erasure, moving, schema
from ops.backup.archive import BadArchiveError, Reader, room_for
from ops.backup.archive import sync_folder as sync
from ops.progress import Tell, silently


class RestoreError(Exception):
    """Raised when a backup was not restored. The text tells the operator why."""


@dataclass(frozen=True)
class Restored:
    """The result of a restore, for the operator."""

    made_at: str
    tables: int
    rows: int
    media: int
    landmarks: dict[str, str | None]
    erased: int
    knew_erasures: bool  # whether there was a list of them


def restore(
    path: Path,
    *,
    verify: bool = False,
    progress: Callable[[int], Tell] = lambda total: silently,
) -> Restored:
    """Fill this site's empty place from the backup `path`, and erase again what had been erased.

    Every file is compared with its hash before anything is written; `verify` also compares the
    restored database with what was counted when the backup was made. An SQLite database is put in
    its place as the last step; PostgreSQL's is filled in one transaction.

    Raises RestoreError.
    """
    try:
        with Reader(path) as reader:
            return _restore(reader, path.parent, verify, progress)
    except BadArchiveError as error:
        raise RestoreError(f"{path}: {error}") from error
    except databases.DatabaseToolError as error:
        raise RestoreError(str(error)) from error
    except RestoreError:
        raise
    except Exception as error:
        # A backup may hold anything: an error (an impossible value, a full disk) is reported in one
        # sentence, and --traceback shows the rest.
        raise RestoreError(f"{type(error).__name__}: {error}") from error


def _restore(
    reader: Reader, beside: Path, verify: bool, progress: Callable[[int], Tell]
) -> Restored:
    manifest = reader.manifest
    _refuse_unless_it_fits(reader)
    tell = progress(2 * reader.size)
    reader.check(tell)
    fill = {
        ("sqlite", "sqlite"): _into_sqlite,
        ("postgresql", "postgresql"): _into_postgresql,
        ("sqlite", "postgresql"): _from_sqlite_into_postgresql,
    }[manifest.vendor, connection.vendor]
    listed = erasure.read_list(beside) | _own_list()
    erased = 0

    def finish() -> None:
        """Check and prepare the filled database before the site uses it."""
        nonlocal erased
        schema.refuse_other_tables()
        if verify:
            _compare("landmarks", manifest.landmarks, backup.read_landmarks(DEFAULT_DB_ALIAS))
        erased = erasure.apply(listed)
        backup.prepare_restored(DEFAULT_DB_ALIAS)

    # On the disk of the database, so that it can be moved into place in one step.
    near = _sqlite_path().parent if connection.vendor == "sqlite" else Path(settings.VAR_DIR)
    near.mkdir(parents=True, exist_ok=True, mode=0o700)
    work = tempfile.TemporaryDirectory(prefix=".restoring-", dir=near)
    # Until everything is in place, an error undoes what has been done.
    with work as folder, ExitStack() as undo:
        unpacked = Path(folder) / "media"
        for name in reader.media:
            reader.extract_media(name, unpacked, tell)
        place_database = fill(reader, Path(folder), tell, verify, finish, undo)
        _place_media(reader.media, unpacked, undo)
        place_database()
        undo.pop_all()
    caches["default"].clear()
    return Restored(
        made_at=manifest.made_at,
        tables=len(manifest.rows),
        rows=sum(manifest.rows.values()),
        media=len(reader.media),
        landmarks=manifest.landmarks,
        erased=erased,
        knew_erasures=bool(listed) or (beside / erasure.NAME).exists(),
    )


def _place_media(names: list[str], unpacked: Path, undo: ExitStack) -> None:
    """Move the unpacked files to where the site looks for them."""
    for name in names:
        place = Path(settings.MEDIA_ROOT) / name
        if place.exists():
            continue  # the same file: any other was refused
        for folder in reversed([p for p in place.parents if not p.exists()]):
            folder.mkdir(mode=0o700)
            undo.callback(folder.rmdir)
        shutil.move(unpacked / name, place)
        undo.callback(place.unlink)


def _own_list() -> set[tuple[str, str]]:
    return erasure.read_list(Path(settings.BACKUP_DIR)) if settings.BACKUP_DIR else set()


def _refuse_unless_it_fits(reader: Reader) -> None:
    manifest = reader.manifest
    if manifest.vendor == "postgresql" and connection.vendor == "sqlite":
        raise RestoreError(
            _("This is a backup of PostgreSQL: set DATABASE_URL to an empty PostgreSQL database.")
        )
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    unknown = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]
    if unknown:
        raise RestoreError(
            _("This backup was made by another version of the site, which knows %(names)s.")
            % {"names": ", ".join(unknown[:3])}
        )
    if in_the_way := _in_the_way(reader):
        raise RestoreError(
            _("This place is not empty: %(what)s. Move it away, or restore elsewhere.")
            % {"what": in_the_way}
        )
    place = Path(settings.VAR_DIR)
    place.mkdir(parents=True, exist_ok=True)
    if not room_for(place, reader.size + settings.MIN_FREE_BYTES):
        raise RestoreError(
            _("There is not enough free space in %(folder)s: %(size)d MB are needed.")
            % {"folder": place, "size": reader.size // 1_000_000 + 1}
        )


def _in_the_way(reader: Reader) -> str:
    """Name what a restore would overwrite, or return "". Pictures that are the same are welcome."""
    if connection.vendor == "sqlite":
        path = _sqlite_path()
        if path.exists() and _has_tables(path):
            return str(path)
    elif databases.tables(connection):
        return _("the database %(name)s has tables") % {"name": connection.settings_dict["NAME"]}
    root = Path(settings.MEDIA_ROOT)
    return next(
        (str(root / name) for name in reader.media if reader.differs(name, root / name)), ""
    )


def _sqlite_path() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _has_tables(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as database:
        try:
            return bool(database.execute("SELECT 1 FROM sqlite_master").fetchone())
        except sqlite3.DatabaseError:
            return True  # whatever it is, it is somebody's


def _into_sqlite(
    reader: Reader,
    work: Path,
    tell: Tell,
    verify: bool,
    finish: Callable[[], None],
    undo: ExitStack,
) -> Callable[[], None]:
    """Prepare the database in a file beside its place, and move it there in one step."""
    place = _sqlite_path()
    filled = work / place.name
    reader.extract(reader.manifest.database, filled, tell)
    with closing(sqlite3.connect(filled)) as database:
        databases.check_sqlite(database)
    schema.refuse_what_acts(filled)
    connection.close()
    connection.settings_dict["NAME"] = str(filled)
    try:
        if verify:
            _compare("rows", reader.manifest.rows, databases.count_rows(DEFAULT_DB_ALIAS))
        _migrate()
        finish()
    finally:
        connection.close()  # the last one out writes back the log
        connection.settings_dict["NAME"] = str(place)

    def take_the_place() -> None:
        for left in ("", "-wal", "-shm"):
            place.with_name(place.name + left).unlink(missing_ok=True)
        with filled.open("rb") as file:
            os.fsync(file.fileno())
        filled.replace(place)
        sync(place.parent)

    return take_the_place


def _into_postgresql(
    reader: Reader,
    work: Path,
    tell: Tell,
    verify: bool,
    finish: Callable[[], None],
    undo: ExitStack,
) -> Callable[[], None]:
    dump = work / "database.dump"
    reader.extract(reader.manifest.database, dump, tell)
    schema.refuse_what_acts_in_a_dump(databases.list_dump(dump))
    undo.callback(databases.drop_tables)
    databases.load_postgresql(dump)
    if verify:
        _compare("rows", reader.manifest.rows, databases.count_rows(DEFAULT_DB_ALIAS))
    _migrate()
    finish()
    return lambda: None


def _from_sqlite_into_postgresql(
    reader: Reader,
    work: Path,
    tell: Tell,
    verify: bool,
    finish: Callable[[], None],
    undo: ExitStack,
) -> Callable[[], None]:
    source = work / "database.sqlite3"
    reader.extract(reader.manifest.database, source, tell)
    # Only rows are copied, model by model. Triggers and views stay behind.
    _migrate_apart(f"sqlite:///{source}")
    undo.callback(databases.drop_tables)
    _migrate()
    with databases.opened(source) as alias:
        moving.copy_rows(alias)
        if verify:
            names = [model._meta.db_table for model in moving.copied_models()]
            there, here = databases.count_rows(alias), databases.count_rows(DEFAULT_DB_ALIAS)
            _compare("rows", {n: there[n] for n in names}, {n: here[n] for n in names})
    call_command("update_index", verbosity=0)
    finish()
    return lambda: None


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def _migrate_apart(url: str) -> None:
    """Migrate another database, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity=0", "--no-input"],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RestoreError(done.stderr.strip().rpartition("\n")[2])


def _compare(what: str, said: Mapping[str, object], found: Mapping[str, object]) -> None:
    """Raise RestoreError for the first difference between backup and restored database."""
    for name, value in said.items():
        if found.get(name) != value:
            raise RestoreError(
                _("%(what)s: the backup has %(said)s in %(name)s, the restored site has %(found)s.")
                % {"what": what, "name": name, "said": value, "found": found.get(name)}
            )
