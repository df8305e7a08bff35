"""The page cache of this site, put together from its settings."""

import os
from functools import cache
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import ENVIRONMENT_VARIABLE, settings

from ops.page_cache.generation import FileGeneration, Generation
from ops.page_cache.layer import PageCache, WSGIApplication
from ops.page_cache.store import Store
from ops.page_cache.version import version_of


def folder() -> Path:
    """Return the folder of the cache. Nothing in it has to be backed up."""
    return Path(settings.VAR_DIR) / "page_cache"


@cache
def generation() -> Generation:
    """Return what all processes of this site agree on, through Redis where there is one."""
    shared = settings.CACHES["default"]
    if not shared["BACKEND"].endswith("RedisCache"):
        return FileGeneration(folder())
    from redis import Redis  # loaded only where there is a Redis

    from ops.page_cache.redis_generation import RedisGeneration

    location = shared["LOCATION"]
    first = location if isinstance(location, str) else location[0]  # the one that takes writes
    patience = {"socket_connect_timeout": 1, "socket_timeout": 1}
    return RedisGeneration(Redis.from_url(first, **patience), settings.BASE_URL)


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
