"""One view for page and fragment: which of the two a request wants, and who may keep it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
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


class FragmentMiddleware:
    """Keeps fragments out of every cache.

    A browser that opens a tab again, or goes back, takes what it has kept for an address, and
    does not ask whether that was for htmx (`Vary`): it would show the fragment as the page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if wants_fragment(request):
            answer.headers["Cache-Control"] = "no-store"
        return answer
