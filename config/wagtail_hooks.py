"""Additions to the admin that need several rooms: “Start with mine”, help, the developers' menu."""

from collections.abc import Mapping
from typing import Any

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.ui.components import Component

from config import speculation_rules
from config.admin import developers, help
from config.onboarding import plan, views


class StartPanel(Component):
    """Invites the owner to make the site theirs."""

    name = "start"
    order = 5
    template_name = "config/start_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"user": parent_context["request"].user}


@hooks.register("construct_homepage_panels")
def start_panel(request: Any, panels: list[Component]) -> None:
    if request.user.is_superuser and plan.is_here():
        panels.append(StartPanel())


@hooks.register("register_admin_urls")
def start_url() -> list[URLPattern]:
    return [path("start/", views.start, name="start")]


@hooks.register("register_admin_urls")
def help_and_developers_urls() -> list[URLPattern]:
    return [
        path("help/", help.page, name="help"),
        path("developers/", developers.developers, name="developers"),
    ]


hooks.register("on_serve_page", speculation_rules.name_rules)
hooks.register("register_help_menu_item", help.menu_item)
hooks.register("construct_help_menu", help.arrange_menu)
hooks.register("register_settings_menu_item", developers.DevelopersMenuItem)
hooks.register("construct_settings_menu", developers.move)
