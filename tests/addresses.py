"""The addresses of our own screens in the admin and the account, from the URL configuration."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

ROOMS = ("ops.", "brand.", "services.", "contact.", "config.", "allauth.")
# Wagtail's own screens that show our content: dashboard, settings, our snippets.
AROUND = (
    "/admin/",
    "/admin/settings/brand/brandsettings/",
    "/admin/settings/brand/publishersettings/",
    "/admin/settings/contact/inquirysettings/",
    "/admin/account/",
)


def entries(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, Any]]:
    """Yield every pattern of the URL configuration, after `prefix`, with its view."""
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from entries(entry, path)
        elif isinstance(entry, URLPattern):
            yield path, entry.callback


def _is_ours(view: Any) -> bool:
    views = (view, getattr(view, "view_class", None), getattr(view, "__wrapped__", None))
    return any(getattr(v, "__module__", "").startswith(ROOMS) for v in views)


# Screens with a fixed address. Those of a single row (an inquiry, an import) need the row.
OUR_SCREENS = sorted(
    {
        path
        for path, view in entries(get_resolver())
        if path.startswith(("/admin/", "/account/", "/styleguide/"))
        and not any(sign in path for sign in "<(^")
        and _is_ours(view)
        and "logout" not in path
    }
    | set(AROUND)
)
