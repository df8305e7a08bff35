"""Serve a whole page or a fragment of it from one view, and keep fragments out of caches."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a fragment of the page.

    Boosted links and restored history entries need the whole page, although htmx sends them.
    """
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by HtmxMiddleware
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def template_name_for(request: HttpRequest, page: str, fragment: str) -> str:
    """Return the template `page`, or its partial `fragment` ("#name") if htmx asks for it."""
    return page + fragment if wants_fragment(request) else page


class FragmentMiddleware:
    """Keep fragments out of every cache.

    A browser that reopens a tab or goes back shows what it has cached for the address and ignores
    `Vary`: it would show a cached fragment as if it were the page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if wants_fragment(request):
            answer.headers["Cache-Control"] = "no-store"
        return answer
