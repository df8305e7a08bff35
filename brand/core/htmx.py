"""Serve a whole page or a fragment of it from one view, and keep fragments out of caches."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

# What `wants_fragment` looks at, for the header `Vary` of addresses that give a page or a fragment.
VARY = "HX-Request, HX-Boosted, HX-History-Restore-Request"


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a fragment of the page.

    Boosted links and restored history entries need the whole page, although htmx sends them.
    """
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by HtmxMiddleware
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def template_name_for(request: HttpRequest, page: str, fragment: str) -> str:
    """Return the template `page`, or its partial `fragment` ("#name") if htmx asks for it."""
    return page + fragment if wants_fragment(request) else page
