"""Addresses as people type them from a printed card: `/Services/` leads to `/services/`."""

import copy
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language_from_path, override

# What is typed by hand: pages and the card. Elsewhere capitals have a meaning (one-time links).
TYPED = frozenset({"wagtail_serve", "vcard"})


class CapitalsMiddleware:
    """Leads on from an address with capitals that does not exist, if the one without does.

    Costs nothing but on the way to a 404.
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
    """Whether a visitor who asks for `path` instead gets a page, an answer or the card."""
    asked = copy.copy(request)
    asked.path = asked.path_info = path
    # What Wagtail has found, or not found, for the address as it came.
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
