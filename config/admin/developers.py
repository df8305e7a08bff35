"""“For developers”: a page for those items of the settings menu that an owner never needs.

The items stay in Wagtail's registry, with their own rules of who sees them; only the place where
they are shown is another.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem, settings_menu

# What each is for, by the name that Wagtail gives to its item.
EXPLANATIONS: dict[str, Promise] = {
    "redirects": _("Old addresses that lead to new ones. Renaming a page adds one automatically."),
    "groups": _("What several people with the same role may do."),
    "workflows": _("Who has to approve a page before it is published."),
    "workflow-tasks": _("The steps of such an approval."),
    "collections": _("Folders for pictures and documents, each with its own readers."),
    "sites": _("Under which address the site is found. Set from BASE_URL."),
    "api_tokens": _("Keys for programs that write to this site over its API."),
}


@dataclass(frozen=True)
class Tool:
    """An item of the page."""

    label: str
    url: str
    icon_name: str
    explanation: str


def tools(request: HttpRequest) -> list[Tool]:
    """Return the items that the user may use, in the order of EXPLANATIONS."""
    items = {item.name: item for item in settings_menu.registered_menu_items}
    return [
        Tool(str(item.label), item.url, item.icon_name, str(explanation))
        for name, explanation in EXPLANATIONS.items()
        if (item := items.get(name)) and item.is_shown(request)
    ]


class DevelopersMenuItem(MenuItem):
    """Settings → For developers, shown to users who may use any of its items."""

    def __init__(self) -> None:
        super().__init__(
            _("For developers"), reverse("developers"), name="developers", icon_name="code",
            order=9999,
        )  # fmt: skip

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(tools(request))


def move(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's hook `construct_settings_menu`."""
    items[:] = [item for item in items if item.name not in EXPLANATIONS]


def developers(request: HttpRequest) -> HttpResponse:
    """Show the page."""
    title = _("For developers")
    context = {
        "header_title": title,
        "header_icon": "code",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("developers"), "label": title},
        ],
        "tools": tools(request),
    }
    return render(request, "config/developers.html", context)
