"""Turn DATABASE_URL and CACHE_URL into Django's settings.

No message repeats an address: it may hold a password.
"""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from environ import Env

DATABASES = ("postgres", "postgresql", "sqlite")


def database_settings(url: str) -> dict[str, Any]:
    """Return the settings of a database. Raises ValueError for any but SQLite and PostgreSQL."""
    check(url, DATABASES, "postgres://user:password@host/name")
    return dict(Env.db_url_config(url))


def cache_settings(url: str) -> dict[str, Any]:
    """Return the settings of a cache. Raises ValueError for one that is not known."""
    check(url, Env.CACHE_SCHEMES, "redis://host:6379/0")
    return dict(Env.cache_url_config(url))


def check(url: str, schemes: Collection[str], example: str) -> None:
    """Raise ValueError, with an `example`, unless `url` is an address with one of `schemes`."""
    try:
        address = urlsplit(url)
        address.port  # noqa: B018  (raises ValueError for what is none)
    except ValueError as error:
        raise ValueError(f"that is no address: write {example}.") from error
    if address.scheme not in schemes:
        raise ValueError(f"nothing is called {address.scheme!r}: write {example}.")
