"""Values that header, page and footer all need, computed once per request."""

from collections.abc import Callable
from typing import TypeVar

from django.template.context import Context

T = TypeVar("T")


def cached(context: Context, name: str, find: Callable[[Context], T]) -> T:
    """Return `find(context)`, computed once per request and `name` (uncached without a request)."""
    request = context.get("request")
    if request is None:
        return find(context)
    cache = request.__dict__.setdefault("_brand_cache", {})
    if name not in cache:
        cache[name] = find(context)
    return cache[name]
