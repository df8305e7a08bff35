"""A session that ends while somebody writes in the admin: they are told, and lose nothing.

Whatever the browser sends by itself (autosave, previews, choosers) gets a plain 401 instead of
the log-in's page, so that `static/js/session-admin.js` can say so. A form that was sent all the
same is answered by a page that holds what was typed, to be sent again after logging in.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

ADMIN = "/admin/"
# Not even for the one who typed them: a page that holds a password can be saved or printed.
_NEVER_HELD = ("csrfmiddlewaretoken", "password")
_UNREADABLE = (
    BadRequest,
    MultiPartParserError,
    RequestDataTooBig,
    SuspiciousOperation,
    UnicodeError,
    UnreadablePostError,
)


class EndedSessionMiddleware:
    """Where the admin would send somebody to the log-in, keep what they were about to save."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(ADMIN) or not _is_refusal(request, response):
            return response
        if _is_background(request):
            return _ended()
        if request.method == "POST":
            return _hold(request)
        return response


def _is_refusal(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether Wagtail has refused somebody because they are not logged in.

    It leads to the log-in, or says 403 to what calls itself XMLHttpRequest. Any other 403 is
    somebody else's, such as that of `csrf_failure`, which knows better what may be held.
    """
    to_login = urlsplit(response.get("Location", "")).path == reverse("admin_login")
    forbidden = response.status_code == 403 and _is_ajax(request)
    return (to_login or forbidden) and request.user.is_anonymous


def _is_ajax(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def _is_background(request: HttpRequest) -> bool:
    """Whether a script asks, and nobody would see a page."""
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    return _is_ajax(request) or mode != "navigate" or not request.accepts("text/html")


def _ended() -> JsonResponse:
    return JsonResponse({"success": False, "error_code": "session_ended"}, status=401)


def _hold(request: HttpRequest) -> HttpResponse:
    """A page with everything that was posted, except passwords and files."""
    try:
        posted = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if not any(word in name for word in _NEVER_HELD)
        ]
        files = [file.name for _name, found in request.FILES.lists() for file in found]
    except _UNREADABLE:
        posted, files = [], []
    context = {"posted": posted, "files": files, "address": request.get_full_path()}
    return _page(request, "ops/held.html", context, status=403)


def _page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """In the browser's language: without a session nobody knows the one chosen in the account."""
    with translation.override(translation.get_language_from_request(request)):
        return render(request, template, context, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: most often somebody logged in or out in another tab.

    What comes from this very site is held, as above. What another site sent is refused: one
    press on "Save" would be all that an attacker needs.
    """
    if not request.path.startswith(ADMIN) or not _comes_from_here(request):
        return _page(request, "ops/csrf_failure.html", status=403)
    if _is_background(request):
        return _ended()
    return _hold(request)


def _comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser vouches that a page of this site sent the request."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


@never_cache
@require_safe
@ensure_csrf_cookie
def state(request: HttpRequest) -> JsonResponse:
    """Whether who asks may still work in the admin; and a CSRF cookie for them to go on with."""
    return JsonResponse({"logged_in": request.user.has_perm("wagtailadmin.access_admin")})


@never_cache
@require_safe
def resumed(request: HttpRequest) -> HttpResponse:
    """Where the log-in in a second tab ends: there is nothing to do here but to go back."""
    return _page(request, "ops/resumed.html")
