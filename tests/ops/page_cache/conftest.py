"""A site of its own whose changes are committed, and page caches in front of it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection

from brand.models import StandardPage
from ops.models import User
from ops.page_cache.changes import Watcher
from ops.page_cache.generation import FileGeneration
from ops.page_cache.layer import PageCache
from ops.page_cache.store import Store
from tests import factories, migrated
from tests.conftest import ON_POSTGRESQL

ORIGIN = ("http", "localhost")


class Process:
    """One process of a site: an application, and what it shares with the others."""

    def __init__(self, folder: Path, application: Any = None, version: str = "v") -> None:
        self.generation = FileGeneration(folder)
        self.store = Store(folder / "pages", ORIGIN)
        self.application = application or WSGIHandler()
        self.cache = PageCache(self.application, self.generation, self.store, version)


def stop_watching() -> None:
    for watcher in list(connection.execute_wrappers):
        if isinstance(watcher, Watcher):
            watcher.end()


class OwnDatabase:
    """A database to which the connection writes for real, begun with a copy of `original`.

    A copy of a file, or of a database on the same server.
    """

    def __init__(self, original: str, name: str) -> None:
        self._original, self.name = original, name
        self._tests = connection.settings_dict["NAME"]

    def renew(self) -> None:
        """Begin with the copy again."""
        if ON_POSTGRESQL:
            self._use(self._tests)
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
                cursor.execute(f"CREATE DATABASE {self.name} TEMPLATE {self._original}")
        else:
            connection.close()
            shutil.copy(self._original, self.name)
        self._use(self.name)

    def leave(self) -> None:
        self._use(self._tests)
        stop_watching()

    def _use(self, name: Any) -> None:
        connection.close()
        connection.settings_dict["NAME"] = name
        cache.clear()


@pytest.fixture(scope="session")
def site_database(django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A small site: a home page, an interview of two answers, a service, a text, the form."""
    if ON_POSTGRESQL:
        own = OwnDatabase(migrated.POSTGRESQL or "template0", "page_cache_site")
    else:
        file = tmp_path_factory.mktemp("page_cache") / "site.sqlite3"
        own = OwnDatabase(str(migrated.migrated_sqlite()), str(file))
    with django_db_blocker.unblock():
        own.renew()
        try:
            if not migrated.POSTGRESQL and ON_POSTGRESQL:
                call_command("migrate", verbosity=0)
            home = factories.home()
            topic = factories.topic("Campagnes")
            factories.interview(
                home, factories.answer("Pourquoi ?", topics=[topic]), factories.answer("Comment ?")
            )
            factories.service(home)
            factories.contact(home, ("email", "david@example.org"))
            home.add_child(instance=StandardPage(title="Texte", slug="texte", locale=home.locale))
            User.objects.create_superuser("owner@example.org", "long enough to pass")
        finally:
            # Closing the last connection writes everything into the one file.
            own.leave()
    return own.name


@pytest.fixture
def database(site_database: str, django_db_blocker: Any, tmp_path: Path) -> Iterator[OwnDatabase]:
    name = "page_cache_own" if ON_POSTGRESQL else str(tmp_path / "own.sqlite3")
    own = OwnDatabase(site_database, name)
    with django_db_blocker.unblock():
        own.renew()
        try:
            yield own
        finally:
            own.leave()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "page_cache"


@pytest.fixture
def watched(database: OwnDatabase, folder: Path) -> Watcher:
    """The changes of this process are noticed."""
    watcher = Watcher(connection, FileGeneration(folder))
    watcher.begin()
    return watcher


@pytest.fixture
def process(watched: Watcher, folder: Path) -> Process:
    return Process(folder)


@pytest.fixture
def processes(folder: Path) -> Callable[..., Process]:
    """Make another process of the same site."""
    return lambda application=None, version="v": Process(folder, application, version)
