"""Readiness: whether the site is able to work, and the worker's sign of life."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from ops.models import Heartbeat
from ops.registry import Registry

WORKER_SILENCE = timedelta(minutes=10)
# In seconds. A database that keeps a check waiting is not healthy: each statement fails after
# PATIENCE, and no check begins after TIME_FOR_ALL.
PATIENCE = 1.0
TIME_FOR_ALL = 4.0

# A check returns None when all is well, else one word or two for the operator: no secrets.
# It may query the database and must not wait long.
Check = Callable[[], str | None]
checks = Registry[Check]()


def beat() -> None:
    """Record that the worker is alive."""
    Heartbeat.objects.update_or_create(name="worker", defaults={"seen_at": timezone.now()})


def worker_is_silent() -> bool:
    """Whether no worker has been seen for ten minutes (or ever)."""
    since = timezone.now() - WORKER_SILENCE
    return not Heartbeat.objects.filter(name="worker", seen_at__gte=since).exists()


def database_accepts_writes() -> str | None:
    with transaction.atomic():
        Heartbeat.objects.update_or_create(name="probe", defaults={"seen_at": timezone.now()})
    return None


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """Return the migrations in the code of this process. They do not change; reading takes long."""
    return frozenset(MigrationLoader(None).disk_migrations)


def migrations_are_applied() -> str | None:
    applied = MigrationRecorder(connection).applied_migrations()
    return "unapplied" if _known_migrations() - set(applied) else None


def disk_has_room() -> str | None:
    """Check the free space where the site writes: its folder, its pictures, its database."""
    places = {Path(settings.VAR_DIR), Path(settings.MEDIA_ROOT)}
    if connection.vendor == "sqlite":
        places.add(Path(connection.settings_dict["NAME"]).parent)
    for place in places:
        existing = next(p for p in (place, *place.absolute().parents) if p.exists())
        if shutil.disk_usage(existing).free < settings.MIN_FREE_BYTES:
            return "low"
    return None


@contextmanager
def _impatient() -> Iterator[None]:
    """Let statements on this thread's connection fail after PATIENCE instead of ten seconds.

    Raises what the connection raises when there is no database.
    """
    milliseconds = int(PATIENCE * 1000)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout")
            before = cursor.fetchone()[0]
            cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
        else:
            cursor.execute("SELECT current_setting('statement_timeout')")
            before = cursor.fetchone()[0]
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [str(milliseconds)])
    try:
        yield
    finally:
        # A connection that broke meanwhile is thrown away by Django, its setting with it.
        if connection.connection is not None and connection.is_usable():
            with connection.cursor() as cursor:
                if connection.vendor == "sqlite":
                    cursor.execute(f"PRAGMA busy_timeout = {int(before)}")
                else:
                    cursor.execute("SELECT set_config('statement_timeout', %s, false)", [before])


def run_checks() -> dict[str, str]:
    """Run every check; return {name: what is wrong}. Empty means ready.

    A check that raises counts as failed with the name of its exception, never its text:
    the answer is public. None makes the answer wait: once the time is up, what has not been
    asked is called "not checked".
    """
    everything = {
        "database": database_accepts_writes,
        "migrations": migrations_are_applied,
        "disk": disk_has_room,
        **checks,
    }
    began = time.monotonic()
    try:
        with _impatient():
            problems = {name: _answer(check, began) for name, check in everything.items()}
    except Exception as error:
        problems = {"database": type(error).__name__}
    return {name: problem for name, problem in problems.items() if problem}


def _answer(check: Check, began: float) -> str | None:
    if time.monotonic() - began > TIME_FOR_ALL:
        return "not checked"
    try:
        return check()
    except Exception as error:
        return type(error).__name__
