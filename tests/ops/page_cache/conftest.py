"""A site of its own whose changes are committed, and page caches in front of it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from brand.models import StandardPage
from ops.models import User
from ops.page_cache.changes import Watcher
from ops.page_cache.generation import FileGeneration
from ops.page_cache.layer import PageCache
from ops.page_cache.store import Store
from tests import factories, migrated

ORIGIN = ("http", "localhost")


class Process:
    """One process of a site: an application, and what it shares with the others."""

    def __init__(self, folder: Path, application: Any = None, version: str = "v") -> None:
        self.generation = FileGeneration(folder)
        self.store = Store(folder / "pages", ORIGIN)
        self.application = application or WSGIHandler()
        self.cache = PageCache(self.application, self.generation, self.store, version)


class OwnDatabase:
    """A database to which the connection writes for real, begun with a copy of `original`."""

    def __init__(self, original: Path, file: Path) -> None:
        self._original, self._file = original, file
        self._name = connection.settings_dict["NAME"]

    def renew(self) -> None:
        """Begin with the copy again."""
        self._use(str(self._file))
        shutil.copy(self._original, self._file)

    def leave(self) -> None:
        self._use(self._name)
        connection.execute_wrappers.clear()

    def _use(self, name: Any) -> None:
        connection.close()
        connection.settings_dict["NAME"] = name
        cache.clear()


@pytest.fixture(scope="session")
def site_file(django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site: a home page, an interview of two answers, a service, a text, the form."""
    file = tmp_path_factory.mktemp("page_cache") / "site.sqlite3"
    migrated.copy_sqlite(file)
    own = OwnDatabase(file, file.with_suffix(".copy"))
    with django_db_blocker.unblock():
        own.renew()
        try:
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
            own.leave()
    # Closing the last connection has written everything into the one file.
    return shutil.move(file.with_suffix(".copy"), file)  # type: ignore[return-value]


@pytest.fixture
def database(site_file: Path, django_db_blocker: Any, tmp_path: Path) -> Iterator[OwnDatabase]:
    own = OwnDatabase(site_file, tmp_path / "own.sqlite3")
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
    connection.execute_wrappers.append(watcher)
    return watcher


@pytest.fixture
def process(watched: Watcher, folder: Path) -> Process:
    return Process(folder)


@pytest.fixture
def processes(folder: Path) -> Callable[..., Process]:
    """Make another process of the same site."""
    return lambda application=None, version="v": Process(folder, application, version)
