"""Answers without the database when it is down, so that nobody loses a message just typed.

The page shows the form as it was sent, and the remembered ways to reach the owner.
"""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _

from contact.form import direct_contact
from contact.form.forms import BRIEF_PREFIX, HONEYPOT
from contact.form.page_interface import form_path
from contact.form.refusals import MAX_KEPT, RETRY_AFTER, is_too_large

logger = logging.getLogger(__name__)
SHOWN = {"name": _("Your name"), "email": _("Your e-mail address"), "message": _("Your message")}
CARRIED = ("token", "organisation", "service", "answer", HONEYPOT)


class DatabaseUnavailableMiddleware:
    """Answers 503 instead of 500 when the database is gone, and gives a typed form back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Called by Django for what a view, or a template rendered late, has raised."""
        if not isinstance(error, (OperationalError, InterfaceError)):
            return None
        logger.error("the database does not answer: %s", type(error).__name__)
        response = HttpResponse(
            render_to_string("503.html", {"ways": direct_contact.recall(), **_typed(request)}),
            status=503,
        )
        response["Retry-After"] = str(RETRY_AFTER)
        add_never_cache_headers(response)
        return response


def _typed(request: HttpRequest) -> dict[str, object]:
    """Return the fields of a form that was sent, to be sent again; {} for other requests."""
    if request.method != "POST" or is_too_large(request) or "token" not in request.POST:
        return {}
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if name in CARRIED or name.startswith(BRIEF_PREFIX)
        for value in values
    ]
    return {
        "action": form_path(request.path),
        "shown": [(name, label, request.POST.get(name, "")) for name, label in SHOWN.items()],
        "carried": carried[:MAX_KEPT],
    }
