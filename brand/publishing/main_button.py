"""The editor's main button publishes, for those who may; what it takes to be asked comes later."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.action_menu import WorkflowMenuItem
from wagtail.permission_policies.pages import PagePermissionPolicy

# What asks somebody else to look at a page; with one person there is nobody to ask.
_ASKING = {"action-submit", "action-restart-workflow"}
_FIRST, _LAST = "action-publish", "action-unpublish"


def are_several() -> bool:
    """Whether more than one person may work on pages."""
    people = PagePermissionPolicy().users_with_any_permission(["add", "change", "publish"])
    return people.filter(is_active=True).count() > 1


def arrange(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Wagtail's hook `construct_page_action_menu`: the first item becomes the button."""
    if any(item.name in _ASKING for item in items) and not are_several():
        items[:] = [item for item in items if item.name not in _ASKING]
    # What a workflow offers to the one who has to approve stays before everything else.
    rank = {_FIRST: 1, "action-save-draft": 2, _LAST: 4}
    items.sort(key=lambda item: 0 if isinstance(item, WorkflowMenuItem) else rank.get(item.name, 3))


def editor_script() -> SafeString:
    """The script that writes on the button what it will do."""
    return format_html(
        '<script src="{}" data-now="{}" data-later="{}" defer></script>',
        static("js/editor-admin.js"),
        _("Publish"),
        _("Schedule for %(date)s"),
    )
