"""/livez and /readyz: what they check, their time limits, and what they never reveal.

RELIABILITY 14 and 28.
"""

import sqlite3
import sys
import threading
from collections import namedtuple
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import django
import psycopg
import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from contact.models import Delivery, Inquiry
from ops import health
from ops.models import Heartbeat


def readyz() -> tuple[int, dict[str, str]]:
    response = Client().get("/readyz")
    return response.status_code, response.json()["problems"]


@pytest.fixture
def waiting_mail() -> Callable[[timedelta], None]:
    """A mail that has been due for a given time."""

    def wait_for(time: timedelta) -> None:
        inquiry = Inquiry.objects.create(name="N", email="n@x.example")
        Delivery.objects.create(inquiry=inquiry, kind="notification", due_at=timezone.now() - time)

    return wait_for


def beat(ago: timedelta) -> None:
    Heartbeat.objects.update_or_create(name="worker", defaults={"seen_at": timezone.now() - ago})


@pytest.mark.django_db
class TestWhatItAsks:
    def test_a_migration_that_is_missing(self) -> None:
        MigrationRecorder(connection).record_unapplied("contact", "0001_initial")
        assert readyz() == (503, {"migrations": "unapplied"})

    def test_little_space_on_the_disk(self, settings: Any) -> None:
        settings.MIN_FREE_BYTES = 1 << 60
        assert readyz() == (503, {"disk": "low"})

    @pytest.mark.parametrize("place", ["VAR_DIR", "MEDIA_ROOT"])
    def test_each_place_where_the_site_writes(
        self, place: str, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Pictures may be on a disk of their own, in a folder that does not exist yet."""
        settings.VAR_DIR = settings.MEDIA_ROOT = "/"
        setattr(settings, place, tmp_path / "not" / "there" / "yet")
        free = namedtuple("Usage", "free")
        monkeypatch.setattr(
            "shutil.disk_usage", lambda path: free(0 if path == tmp_path else 1 << 40)
        )
        assert readyz() == (503, {"disk": "low"})

    @pytest.mark.parametrize(("minutes", "problems"), [(9, {}), (11, {"deliveries": "overdue"})])
    def test_the_age_of_the_oldest_mail_that_is_due(
        self, waiting_mail: Any, minutes: int, problems: dict[str, str]
    ) -> None:
        beat(timedelta(seconds=5))
        waiting_mail(timedelta(minutes=minutes))
        assert readyz() == (503 if problems else 200, problems)

    @pytest.mark.parametrize(("minutes", "problems"), [(9, {}), (11, {"worker": "silent"})])
    def test_a_worker_that_is_silent_while_mails_are_due(
        self, waiting_mail: Any, minutes: int, problems: dict[str, str]
    ) -> None:
        beat(timedelta(minutes=minutes))
        assert readyz() == (200, {})  # nothing to do for it
        waiting_mail(timedelta(minutes=1))
        assert readyz() == (503 if problems else 200, problems)

    def test_what_is_not_due_yet_worries_nobody(self, waiting_mail: Any) -> None:
        waiting_mail(-timedelta(hours=1))
        assert readyz() == (200, {})

    def test_other_rooms_add_their_own(self) -> None:
        with health.checks.temporarily({}):
            health.checks.register("throttle", lambda: "degraded")
            assert readyz() == (503, {"throttle": "degraded"})


@pytest.mark.django_db
class TestWhatItNeverTells:
    def test_neither_versions_nor_secrets(self, settings: Any) -> None:
        def fail() -> None:
            raise RuntimeError(f"{settings.SECRET_KEY} at {settings.VAR_DIR} {django.__version__}")

        settings.MIN_FREE_BYTES = 1 << 60
        with health.checks.temporarily({"other": fail}):
            answers = [Client().get(path) for path in ("/livez", "/readyz")]
        assert answers[1].json()["problems"] == {"disk": "low", "other": "RuntimeError"}
        for answer in answers:
            told = answer.content.decode() + str(answer.headers)
            secrets = (settings.SECRET_KEY, str(settings.VAR_DIR), django.__version__)
            for secret in (*secrets, sys.version.split()[0], connection.settings_dict["NAME"]):
                assert str(secret) not in told


@contextmanager
def no_database() -> Iterator[None]:
    """Make the database's server or file disappear."""
    told = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = (
        "/nowhere/at/all" if connection.vendor == "sqlite" else "no_such_database"
    )
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = told


@contextmanager
def locked_database() -> Iterator[None]:
    """Hold a write lock, as another process that does not finish."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        other = sqlite3.connect(told["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        other = psycopg.connect(
            host=told["HOST"], port=told["PORT"], user=told["USER"], dbname=told["NAME"]
        )
        other.execute("LOCK TABLE ops_heartbeat IN ACCESS EXCLUSIVE MODE")
    try:
        yield
    finally:
        other.close()


def patience() -> str:
    """Return the time limit of this connection: SQLite's timeout, PostgreSQL's limit."""
    name = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW statement_timeout"
    with connection.cursor() as cursor:
        cursor.execute(name)
        return str(cursor.fetchone()[0])


class TestItDoesNotHang:
    """Without a transaction around the test, which would lock the database itself."""

    def test_livez_answers_while_the_database_is_gone(self, committed_db: None) -> None:
        connection.close()
        with no_database():
            assert Client().get("/livez").content == b"ok\n"
            assert readyz() == (503, {"database": "OperationalError"})
        assert readyz() == (200, {})

    def test_a_locked_database_is_not_waited_for(self, committed_db: None) -> None:
        """It gives up by itself, long before the ten seconds that an inquiry may wait."""
        before, seen = patience(), []
        spy = {"spy": lambda: seen.append(patience())}
        with health.checks.temporarily(spy), locked_database():
            assert readyz() == (503, {"database": "OperationalError"})
        assert seen == ["1000" if connection.vendor == "sqlite" else "1s"]
        assert patience() == before
        assert readyz() == (200, {})

    @pytest.mark.django_db
    def test_once_the_time_is_up_nothing_more_is_asked(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def slow() -> None:
            threading.Event().wait(0.3)

        def never() -> None:
            pytest.fail("asked")

        monkeypatch.setattr(health, "TIME_FOR_ALL", 0.3)
        with health.checks.temporarily({"slow": slow, "next": never}):
            assert readyz()[1]["next"] == "not checked"
