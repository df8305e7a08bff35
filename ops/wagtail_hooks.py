"""The account's menu in the admin, panels and scripts of `ops`, and the mark of served pages."""

from collections.abc import Callable
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from ops.accounts import api_tokens
from ops.dashboard import BackupPanel, ChecklistPanel
from ops.visits.page_mark import mark

api_tokens.register_list()


@hooks.register("register_account_menu_item")
def password(request: Any) -> dict[str, Any]:
    return {
        "url": reverse("account_change_password"),
        "label": _("Change your password"),
        "help_text": _("You stay logged in on this device."),
    }


@hooks.register("register_account_menu_item")
def two_factor(request: Any) -> dict[str, Any]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Two-factor authentication"),
        "help_text": _("An app, a passkey or a security key, and recovery codes."),
    }


# Last, so that the form that asks for a page's password is not taken for the page.
@hooks.register("on_serve_page", order=1000)
def mark_page(serve: Callable[..., Any]) -> Callable[..., Any]:
    """Tell the counter of visits that a page is served."""

    def serve_marked(page: Any, request: Any, args: Any, kwargs: Any) -> Any:
        mark(request.META)
        return serve(page, request, args, kwargs)

    return serve_marked


@hooks.register("construct_homepage_panels")
def panels_for_owners(request: Any, panels: list[Component]) -> None:
    if request.user.is_superuser:
        panels += [ChecklistPanel(), BackupPanel()]


@hooks.register("insert_global_admin_js")
def session_script() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("js/session-admin.js"))


@hooks.register("insert_editor_js")
def autosave_script() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("js/autosave-admin.js"))
