"""Fixtures for the tests of several rooms."""

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
    """Whether the result of a test can depend on the database.

    Tests of transcripts, of the code's style and of the width of pages do not.
    """
    if item.get_closest_marker("looks") or item.get_closest_marker("any_database"):
        return False
    cls = getattr(item, "cls", None)
    return (
        any(item.get_closest_marker(name) for name in ("django_db", "e2e", "faults", "postgresql"))
        or bool({"db", "committed_db", "transactional_db"} & set(getattr(item, "fixturenames", ())))
        or (isinstance(cls, type) and issubclass(cls, TransactionTestCase))
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Everything on SQLite, but what is about PostgreSQL; there, what needs a database."""
    wanted = {
        item: needs_the_database(item)
        if ON_POSTGRESQL
        else item.get_closest_marker("postgresql") is None
        for item in items
    }
    config.hook.pytest_deselected(items=[item for item in items if not wanted[item]])
    items[:] = [item for item in items if wanted[item]]


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """On SQLite, begin with a copy of the migrated database (pytest-django's hook)."""
    if not ON_POSTGRESQL:
        migrated.copy_sqlite(Path(settings.VAR_DIR) / "test.sqlite3")
    return not ON_POSTGRESQL


@pytest.fixture(scope="session", autouse=True)
def _mails_are_queued(django_test_environment: None) -> None:
    """Queue mails as on a site. Django's test runner would bypass the queue."""
    settings.EMAIL_BACKEND = "ops.mail.queue.EmailBackend"


@pytest.fixture(autouse=True)
def _as_a_process_begins() -> None:
    """Reset the language, which a request leaves behind, and the cached sites."""
    translation.activate(settings.LANGUAGE_CODE)
    cache.clear()
    Site.clear_site_root_paths_cache()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Create a home page once, because publishing one takes more than a hundred queries."""
    with django_db_blocker.unblock():
        factories.home()


@pytest.fixture
def home(db: None) -> HomePage:
    return HomePage.objects.get()


@pytest.fixture
def as_migrated(db: None) -> None:
    """The database as migrated, without a home page."""
    factories.as_migrated()


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database without a transaction around the test: other processes see its rows.

    New rows are deleted at the end. Emptying all tables would also delete rows of migrations.
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
    """A client in which the owner is logged in."""
    client = Client()
    client.force_login(owner)
    return client


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List the tests that could not be run. In CI nothing may be skipped."""
    skipped = terminalreporter.stats.get("skipped", [])
    for report in skipped:
        terminalreporter.write_line(f"SKIPPED: {report.nodeid}: {report.longrepr[2]}")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = 1
