"""Turn DATABASE_URL, CACHE_URL and PURGE_URL into Django's and Wagtail's settings.

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


def purge_settings(url: str) -> dict[str, str]:
    """Return the settings of a cache in front of the site that takes PURGE requests, or Cloudflare.

    `cloudflare://token@zone` has an API token that may purge, and the zone's id.
    """
    check(url, ("http", "https", "cloudflare"), "cloudflare://token@zone or http://cache.internal/")
    backends = "wagtail.contrib.frontend_cache.backends"
    if not url.startswith("cloudflare:"):
        return {"BACKEND": f"{backends}.HTTPBackend", "LOCATION": url}
    token, _, zone = url.removeprefix("cloudflare://").rpartition("@")
    if not token or not zone:
        raise ValueError("a token or a zone is missing: write cloudflare://token@zone.")
    return {"BACKEND": f"{backends}.CloudflareBackend", "BEARER_TOKEN": token, "ZONEID": zone}


def check(url: str, schemes: Collection[str], example: str) -> None:
    """Raise ValueError, with an `example`, unless `url` is an address with one of `schemes`."""
    try:
        address = urlsplit(url)
        address.port  # noqa: B018  (raises ValueError for what is none)
    except ValueError as error:
        raise ValueError(f"that is no address: write {example}.") from error
    if address.scheme not in schemes:
        raise ValueError(f"nothing is called {address.scheme!r}: write {example}.")
