"""Make "Publish" the editor's main button, and hide review while there is only one editor."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.action_menu import WorkflowMenuItem
from wagtail.permission_policies.pages import PagePermissionPolicy

# Menu items that ask for a review, which needs a second person.
_ASKING = {"action-submit", "action-restart-workflow"}
_FIRST, _LAST = "action-publish", "action-unpublish"


def has_several_editors() -> bool:
    """Whether more than one active user may work on pages."""
    people = PagePermissionPolicy().users_with_any_permission(["add", "change", "publish"])
    return people.filter(is_active=True).count() > 1


def arrange_buttons(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Sort the menu's items for Wagtail's hook `construct_page_action_menu`.

    The first is the button.
    """
    if any(item.name in _ASKING for item in items) and not has_several_editors():
        items[:] = [item for item in items if item.name not in _ASKING]
    # The items for the reviewer of a workflow come before all others.
    rank = {_FIRST: 1, "action-save-draft": 2, _LAST: 4}
    items.sort(key=lambda item: 0 if isinstance(item, WorkflowMenuItem) else rank.get(item.name, 3))


def editor_script() -> SafeString:
    """Return the script that labels the button with what it will do."""
    return format_html(
        '<script src="{}" data-now="{}" data-later="{}" defer></script>',
        static("js/editor-admin.js"),
        _("Publish"),
        _("Schedule for %(date)s"),
    )
