"""The page cache of this site, put together from its settings."""

import os
from functools import cache
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import ENVIRONMENT_VARIABLE, settings
from django.db import connection

from ops.page_cache.generation import FileGeneration, Generation
from ops.page_cache.layer import PageCache, WSGIApplication
from ops.page_cache.shared_generation import SharedGeneration
from ops.page_cache.store import Store
from ops.page_cache.version import version_of


def folder() -> Path:
    """Return the folder of the cache. Nothing in it has to be backed up."""
    return Path(settings.VAR_DIR) / "page_cache"


@cache
def on_this_machine() -> FileGeneration:
    """Return what all processes that share VAR_DIR agree on."""
    return FileGeneration(folder())


@cache
def generation() -> Generation:
    """Return what all processes of this site agree on, on however many machines.

    A file of SQLite is on one machine; any other database may serve several.
    """
    if connection.vendor == "sqlite":
        return on_this_machine()
    return SharedGeneration(on_this_machine())


@cache
def store() -> Store:
    """Return the pages of this machine."""
    origin = urlsplit(settings.BASE_URL)
    return Store(folder() / "pages", (origin.scheme, origin.netloc))


@cache
def version() -> str:
    return version_of(Path(settings.BASE_DIR), import_module(os.environ[ENVIRONMENT_VARIABLE]))


def in_front_of(application: WSGIApplication) -> PageCache:
    """Return `application` with the page cache before it."""
    return PageCache(application, generation(), store(), version())
