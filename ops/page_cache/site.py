"""The page cache of this site, put together from its settings."""

from functools import cache
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from ops.page_cache.generation import FileGeneration, Generation
from ops.page_cache.layer import PageCache, WSGIApplication
from ops.page_cache.store import Store
from ops.page_cache.version import version_of


def folder() -> Path:
    """Return the folder of the cache. Nothing in it has to be backed up."""
    return Path(settings.VAR_DIR) / "page_cache"


@cache
def generation() -> Generation:
    """Return what all processes of this site agree on."""
    return FileGeneration(folder())


@cache
def store() -> Store:
    """Return the pages of this machine."""
    origin = urlsplit(settings.BASE_URL)
    return Store(folder() / "pages", (origin.scheme, origin.netloc))


@cache
def version() -> str:
    return version_of(Path(settings.BASE_DIR), import_module(settings.SETTINGS_MODULE))


def in_front_of(application: WSGIApplication) -> PageCache:
    """Return `application` with the page cache before it."""
    return PageCache(application, generation(), store(), version())
