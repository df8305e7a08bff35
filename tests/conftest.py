"""Fixtures that several rooms share."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import translation
from wagtail.models import ModelLogEntry, Site

from brand.models import HomePage
from contact.models import Inquiry, InquirySettings
from ops.models import Heartbeat, User
from tests import factories, migrated

ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")


def needs_the_database(item: pytest.Item) -> bool:
    """Whether a test can turn out otherwise on another database.

    Reading a transcript cannot, nor can how the code is written or how wide a page is.
    """
    if item.get_closest_marker("looks") or item.get_closest_marker("any_database"):
        return False
    cls = getattr(item, "cls", None)
    return (
        any(item.get_closest_marker(name) for name in ("django_db", "e2e", "faults", "postgresql"))
        or bool({"db", "committed_db", "transactional_db"} & set(getattr(item, "fixturenames", ())))
        or (isinstance(cls, type) and issubclass(cls, TransactionTestCase))
    )


def in_folders(item: pytest.Item) -> bool:
    """Whether a test stands in the folders of TEST_FOLDERS; "-a b" is any but those."""
    wanted = os.environ.get("TEST_FOLDERS", "")
    if not wanted:
        return True
    folder = item.path.relative_to(Path(__file__).parent).parts[0]
    return (folder in wanted.lstrip("-").split()) is not wanted.startswith("-")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Everything on SQLite; on PostgreSQL, what needs a database; of it, what run.py asks for."""
    wanted = {item: in_folders(item) for item in items}
    for item in items:
        elsewhere = item.get_closest_marker("postgresql") is not None
        wanted[item] &= needs_the_database(item) if ON_POSTGRESQL else not elsewhere
    config.hook.pytest_deselected(items=[item for item in items if not wanted[item]])
    items[:] = [item for item in items if wanted[item]]


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Begin with the database that the run has migrated, if there is one (pytest-django's hook)."""
    return not ON_POSTGRESQL and migrated.copy_sqlite(Path(settings.VAR_DIR) / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def _mails_are_queued(django_test_environment: None) -> None:
    """As on a site: Django would have its test mails skip the queue."""
    settings.EMAIL_BACKEND = "ops.mail.queue.EmailBackend"


@pytest.fixture(autouse=True)
def _as_a_process_begins() -> None:
    """No test sees another one's language (a request leaves its own), nor its cached sites."""
    translation.activate(settings.LANGUAGE_CODE)
    cache.clear()
    Site.clear_site_root_paths_cache()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Every test begins with a home page: publishing one takes more than a hundred queries."""
    with django_db_blocker.unblock():
        factories.home()


@pytest.fixture
def home(db: None) -> HomePage:
    return HomePage.objects.get()


@pytest.fixture
def as_migrated(db: None) -> None:
    """The database before anybody made a home page."""
    factories.as_migrated()


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database without a transaction around the test: other processes see its rows.

    They are taken away at the end, rather than by emptying every table: migrations made some.
    """
    with django_db_blocker.unblock():
        InquirySettings.objects.update(notification_email="owner@example.org")
        try:
            yield
        finally:
            Inquiry.objects.all().delete()
            ModelLogEntry.objects.all().delete()
            Heartbeat.objects.all().delete()
            InquirySettings.objects.update(notification_email="")
            connection.close()


@pytest.fixture
def owner(db: None) -> User:
    return User.objects.create_superuser("owner@example.org", "long enough to pass")


@pytest.fixture
def admin(owner: User) -> Client:
    """A browser in which the owner is logged in."""
    client = Client()
    client.force_login(owner)
    return client


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what could not be tested here; in CI nothing may be skipped."""
    skipped = terminalreporter.stats.get("skipped", [])
    for report in skipped:
        terminalreporter.write_line(f"SKIPPED: {report.nodeid}: {report.longrepr[2]}")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = 1
