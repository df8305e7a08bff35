"""Responses that are the same for every visitor: the mark, and what a page cache may keep.

A view marks what it answers; nothing is kept because of its address. The layer that keeps pages is
`ops.page_cache`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeGuard, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_cache_control

Response = TypeVar("Response", bound=HttpResponse)
# Set in the WSGI environment by the page cache: it compresses what it keeps.
IN_FRONT = "vitrine.page_cache"
_MARK = "is_for_everybody"
# What a marked response does not depend on, although a middleware says so: the language is that of
# the address, nobody is logged in, fragments are never kept, and the cache compresses.
INDEPENDENT = {
    *("accept-encoding", "accept-language", "cookie"),
    *("hx-boosted", "hx-history-restore-request", "hx-request"),
}


def mark_public(request: HttpRequest, response: Response) -> Response:
    """Mark `response` as the same for every visitor, and return it.

    What somebody gets who may be logged in is marked as private instead.
    """
    if is_anonymous(request.META):
        setattr(response, _MARK, True)
    else:
        patch_cache_control(response, private=True)
    return response


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark what `view` answers: a file at an address that is the same in all languages."""

    @wraps(view)
    def marking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Else the answer would say that it is in the language of whoever asked first.
        translation.activate(settings.LANGUAGE_CODE)
        return mark_public(request, view(request, *args, **kwargs))

    return marking


def is_anonymous(environ: dict[str, object]) -> bool:
    """Return whether a request (its WSGI environment) carries neither session nor token."""
    cookies = str(environ.get("HTTP_COOKIE", ""))
    return settings.SESSION_COOKIE_NAME not in cookies and "HTTP_AUTHORIZATION" not in environ


def is_public(response: object) -> TypeGuard[HttpResponse]:
    """Return whether `response` is marked, and nothing added to it since speaks against it."""
    if not isinstance(response, HttpResponseBase) or not getattr(response, _MARK, False):
        return False
    said = response.headers.get("Cache-Control", "").lower()
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "private" not in said
        and "no-store" not in said
        and set(names(response.headers.get("Vary", ""))) <= INDEPENDENT
    )


def names(field: str) -> list[str]:
    """Return the names in a list such as that of Vary, in lower case."""
    return [name.strip().lower() for name in field.split(",") if name.strip()]
