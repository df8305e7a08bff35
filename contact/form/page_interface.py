"""The interface that the form's views expect of the page that routes to them."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.http import HttpRequest
from django.template.response import TemplateResponse
from wagtail.models import Locale

# The routes of the page beside the form's own: one for each button that does not send.
CHANGE_SERVICE = "form/service/"
SUGGEST_EMAIL = "form/email/"
ACCEPT_EMAIL = "form/email/accept/"


def form_path(path: str) -> str:
    """Return the path of the form, given its own or that of one of its buttons.

    Asks no database. A page's slug has no "/", so none looks like one of these routes.
    """
    for route in (CHANGE_SERVICE, ACCEPT_EMAIL, SUGGEST_EMAIL):
        if path.endswith(f"/{route}"):
            return path.removesuffix(route)
    return path


class Channel(Protocol):
    """A way to reach the owner. `href` is its link, None where there is none."""

    kind: str

    @property
    def href(self) -> str | None: ...
    @property
    def text(self) -> str: ...


class FormPage(Protocol):
    """A page with an inquiry form (`contact.page.models.ContactPage`)."""

    @property
    def locale(self) -> Locale: ...
    @property
    def open_channels(self) -> Sequence[Channel]: ...
    def get_url(self) -> str | None: ...
    def load(self) -> None: ...
    def action_path(self, action: str) -> str: ...
    def thanks_path(self, receipt: str) -> str: ...
    def render(
        self,
        request: HttpRequest,
        *args: Any,
        template: str | None = None,
        context_overrides: dict[str, Any] | None = None,
    ) -> TemplateResponse: ...
