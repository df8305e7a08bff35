"""One view for page and fragment: which of the two a request wants, and who may keep it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page.

    A boosted link or a restored history entry wants the page although htmx asks.
    """
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by HtmxMiddleware
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def template_name_for(request: HttpRequest, page: str, fragment: str) -> str:
    """Return the name of the fragment ("#name") of the template `page`, or of the whole."""
    return page + fragment if wants_fragment(request) else page
