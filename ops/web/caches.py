"""Caches that may fail: one that cannot be reached counts as empty, without an error page."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.redis import RedisCache

logger = logging.getLogger(__name__)


def _or_else(name: str, otherwise: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method that calls `name` of the next class, and `otherwise` when that fails."""

    def method(self: "Forgiving", *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(super(Forgiving, self), name)(*args, **kwargs)
        except self.failures as error:
            logger.warning("the cache does not answer: %s", type(error).__name__)
            return otherwise(*args, **kwargs)

    return method


def _absent(key: str, *args: Any, **kwargs: Any) -> int:
    raise ValueError(f"Key {key!r} not found")  # what a backend says of a key it does not have


class Forgiving:
    """Mixed into a cache backend: reads that fail find nothing, writes that fail are dropped."""

    failures: tuple[type[Exception], ...] = (OSError,)  # a full disk

    get = _or_else("get", lambda key, default=None, version=None: default)
    get_many = _or_else("get_many", lambda keys, version=None: {})
    has_key = _or_else("has_key", lambda key, version=None: False)
    # An empty cache takes what is added: False would say that somebody else's is there already.
    add = _or_else("add", lambda *args, **kwargs: True)
    set = _or_else("set", lambda *args, **kwargs: None)
    set_many = _or_else("set_many", lambda data, *args, **kwargs: list(data))
    touch = _or_else("touch", lambda *args, **kwargs: False)
    incr = _or_else("incr", _absent)
    delete = _or_else("delete", lambda *args, **kwargs: False)
    delete_many = _or_else("delete_many", lambda *args, **kwargs: None)
    clear = _or_else("clear", lambda: None)


class ForgivingRedisCache(Forgiving, RedisCache):
    """Redis, which several replicas share. A page waits one second for it at most."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        from redis.exceptions import RedisError  # loaded only where there is a Redis

        self.failures = (OSError, RedisError)
        patience = {"socket_connect_timeout": 1, "socket_timeout": 1}
        super().__init__(server, params | {"OPTIONS": patience | params.get("OPTIONS", {})})


class ForgivingFileCache(Forgiving, FileBasedCache):
    """Files of this machine."""


def answers() -> str | None:
    """Readiness: whether what is put into the cache can be read back."""
    cache.set("ops.probe", "seen", 60)
    return None if cache.get("ops.probe") == "seen" else "unavailable"
