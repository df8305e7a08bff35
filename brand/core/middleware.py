"""Redirect addresses typed with capitals, as from a printed card: `/Services/` to `/services/`."""

import copy
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language_from_path, override

# The views whose addresses people type: pages and the contact card. Elsewhere capitals matter, as
# in one-time links.
TYPED = frozenset({"wagtail_serve", "vcard"})


class CapitalsMiddleware:
    """Redirect a missing address with capitals to the one in lower case, if that one exists.

    Only responses that would be a 404 pay for the check.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        small = request.path_info.lower()
        if (
            answer.status_code != 404
            or request.method not in {"GET", "HEAD"}
            or small == request.path_info
        ):
            return answer
        path = next((p for p in (small, f"{small}/") if exists(request, p)), None)
        if path is None:
            return answer
        query = request.META.get("QUERY_STRING", "")
        address = escape_leading_slashes(escape_uri_path(path))
        return HttpResponsePermanentRedirect(f"{address}{'?' if query else ''}{query}")


def exists(request: HttpRequest, path: str) -> bool:
    """Whether `path` would give a visitor a page, an answer or the contact card."""
    asked = copy.copy(request)
    asked.path = asked.path_info = path
    # Wagtail caches on the request what it found for the original address.
    asked.__dict__.pop("_wagtail_route_for_request", None)
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            match = resolve(path)
            if match.url_name not in TYPED:
                return False
            answer = match.func(asked, *match.args, **match.kwargs)
        except (Http404, Resolver404):
            return False
    return answer.status_code < 400
