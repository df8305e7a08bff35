"""Values that several parts of a page need, computed once per request."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from django.http import HttpRequest
from django.template.context import Context

T = TypeVar("T")


def cached(context: Context, name: str, find: Callable[[Context], T]) -> T:
    """Return `find(context)`, computed once per request and `name` (uncached without a request)."""
    return once(context.get("request"), name, lambda: find(context))


def once(request: HttpRequest | None, key: Hashable, find: Callable[[], T]) -> T:
    """Return `find()`, computed once per request and `key` (uncached without a request)."""
    if request is None:
        return find()
    cache = request.__dict__.setdefault("_brand_cache", {})
    if key not in cache:
        cache[key] = find()
    found: T = cache[key]
    return found
