"""Tell somebody whose session ends while they write in the admin, and keep what they typed.

Whatever the browser sends by itself (autosave, previews, choosers) gets a plain 401 instead of
the log-in's page, so that `static/js/session-admin.js` can say so. A form that was sent all the
same is answered by a page that holds what was typed, to be sent again after logging in.
"""

from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.utils import translation

ADMIN = "/admin/"
# Never kept, even for the person who typed them: a page with a password can be saved or printed.
_NEVER_HELD = ("csrfmiddlewaretoken", "password")
_UNREADABLE = (
    BadRequest,
    MultiPartParserError,
    RequestDataTooBig,
    SuspiciousOperation,
    UnicodeError,
    UnreadablePostError,
)


def is_ajax(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def is_background(request: HttpRequest) -> bool:
    """Whether a script asks, and nobody would see a page."""
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    return is_ajax(request) or mode != "navigate" or not request.accepts("text/html")


def refuse() -> JsonResponse:
    return JsonResponse({"success": False, "error_code": "session_ended"}, status=401)


def hold(request: HttpRequest) -> HttpResponse:
    """Return a page that holds everything that was posted, except passwords and files."""
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
    return show_page(request, "ops/held.html", context, status=403)


def show_page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Render in the browser's language: without a session the account's is unknown."""
    with translation.override(translation.get_language_from_request(request)):
        return render(request, template, context, status=status)
