"""Make a backup while the site runs, once a day, and delete old ones."""

import logging
import re
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django
import wagtail
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from ops.backup import databases, erasure
from ops.backup.archive import MEDIA, Manifest, Reader, Writer, sync_folder
from ops.models import Heartbeat
from ops.progress import Tell, silently

logger = logging.getLogger(__name__)

NAME = re.compile(r"vitrine-(\d{8}T\d{6})Z(-\d+)?\.zip")
EVERY = timedelta(hours=24)
LATE = timedelta(days=2)
KEPT_AT_LEAST = 3
# A backup that began so long ago and is not finished was interrupted.
FORSAKEN = timedelta(hours=6)
RETRY = timedelta(hours=1)


def folder() -> Path | None:
    """Return the folder of the backups, or None when they are switched off."""
    return Path(settings.BACKUP_DIR) if settings.BACKUP_DIR else None


def archives(place: Path) -> list[tuple[datetime, Path]]:
    """Return the backups in `place` with the time of each, the newest first."""
    if not place.is_dir():
        return []
    found = []
    for path in place.iterdir():
        if match := NAME.fullmatch(path.name):
            made = datetime.strptime(match[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            found.append((made, path))
    return sorted(found, reverse=True)


def newest() -> tuple[datetime, Path] | None:
    """Return the newest backup of this site with its time, or None."""
    place = folder()
    found = archives(place) if place else []
    return found[0] if found else None


def take(place: Path, progress: Callable[[int], Tell] = lambda total: silently) -> Path:
    """Make a backup in `place`, read it back, and return its file.

    `progress` is given the number of bytes that will be dealt with and returns what is told of
    each piece. Raises OSError (a full disk), databases.DatabaseToolError, or
    archive.BadArchiveError when what was written is not what can be read. Nothing that was there
    is changed by a failure.
    """
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    erasure.write_down(place)
    made = datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=place) as work:
        copied, held = databases.copy(Path(work))
        # After the database: every file that it refers to is there, unless deleted meanwhile.
        media = [path for path in sorted(_media_root().rglob("*")) if path.is_file()]
        size = copied.stat().st_size + sum(path.stat().st_size for path in media if path.exists())
        tell = progress(2 * size)
        part = Path(work) / "archive.zip"
        writer = Writer(part, tell)
        try:
            with copied.open("rb") as file:
                # A dump of PostgreSQL is compressed already.
                writer.add(copied.name, file, compress=connection.vendor == "sqlite")
            copied.unlink()
            for path in media:
                _add_media(writer, path)
            writer.finish(
                Manifest(
                    made_at=made.isoformat(timespec="seconds"),
                    versions=_versions(),
                    vendor=connection.vendor,
                    database=copied.name,
                    migrations=held.migrations,
                    rows=held.rows,
                    landmarks=held.landmarks,
                )
            )
        finally:
            writer.close()
        with Reader(part) as reader:
            reader.check(tell)
        target = _free_name(place, made)
        part.replace(target)
    sync_folder(place)
    return target


def _media_root() -> Path:
    return Path(settings.MEDIA_ROOT)


def _add_media(writer: Writer, path: Path) -> None:
    name = MEDIA + path.relative_to(_media_root()).as_posix()
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return  # deleted since it was listed
    with file:
        writer.add(name, file, compress=False)


def _versions() -> dict[str, str]:
    return {"django": django.__version__, "wagtail": wagtail.__version__}


def _free_name(place: Path, made: datetime) -> Path:
    stem = f"vitrine-{made:%Y%m%dT%H%M%SZ}"
    number, target = 1, place / f"{stem}.zip"
    while target.exists():
        number += 1
        target = place / f"{stem}-{number}.zip"
    return target


def prune(place: Path, days: int, now: datetime | None = None) -> list[Path]:
    """Delete backups older than `days`, save the newest three, and return which.

    The remains of interrupted backups go, too.
    """
    now = now or datetime.now(UTC)
    too_old = [
        path for made, path in archives(place)[KEPT_AT_LEAST:] if now - made > timedelta(days=days)
    ]
    for path in too_old:
        path.unlink(missing_ok=True)
    for left in place.glob(".making-*"):
        if now.timestamp() - left.stat().st_mtime > FORSAKEN.total_seconds():
            for each in left.iterdir():
                each.unlink(missing_ok=True)
            left.rmdir()
    return too_old


def is_due(now: datetime) -> bool:
    """Whether the newest backup is a day old."""
    last = newest()
    return last is None or now - last[0] > EVERY


def take_if_due() -> threading.Thread | None:
    """Begin a backup beside the worker's other jobs if it is time; mails must not wait for it.

    Returns the thread, or None if there is nothing to do or another worker does it.
    """
    place = folder()
    if place is None or not is_due(datetime.now(UTC)) or not _claim():
        return None
    thread = threading.Thread(target=_take_and_prune, args=(place,), name="backup", daemon=True)
    thread.start()
    return thread


def _claim() -> bool:
    """Return whether this worker may begin a backup now: one at a time, an hour after a failure."""
    now = timezone.now()
    _, created = Heartbeat.objects.get_or_create(name="backup", defaults={"seen_at": now})
    stale = Heartbeat.objects.filter(name="backup", seen_at__lt=now - RETRY)
    return created or bool(stale.update(seen_at=now))


def _take_and_prune(place: Path) -> None:
    began = time.monotonic()
    try:
        made = take(place)
        prune(place, settings.BACKUP_KEEP_DAYS)
        logger.info(
            "backup %s: %d kB in %.1f s",
            made.name, made.stat().st_size // 1000, time.monotonic() - began,
        )  # fmt: skip
    except Exception:
        logger.exception("no backup could be made in %s", place)
    finally:
        connections.close_all()


def problem() -> str | None:
    """For readiness: None, or "late" when there is no backup of the last two days."""
    place = folder()
    if place is None:
        return None
    last = newest()
    if last is not None:
        return "late" if datetime.now(UTC) - last[0] > LATE else None
    # No backup was ever made: the worker of a new site has an hour to make one.
    begun = Heartbeat.objects.filter(name="backup", seen_at__lt=timezone.now() - RETRY)
    return "late" if begun.exists() else None
