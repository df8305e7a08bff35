"""Ask once a request: header, page and footer want the same things."""

from collections.abc import Callable
from typing import TypeVar

from django.template.context import Context

T = TypeVar("T")


def cached(context: Context, name: str, find: Callable[[Context], T]) -> T:
    """Return `find(context)`, asked once for each request and `name`; each time without one."""
    request = context.get("request")
    if request is None:
        return find(context)
    cache = request.__dict__.setdefault("_brand_cache", {})
    if name not in cache:
        cache[name] = find(context)
    return cache[name]
