"""A page that is published below one that is not: what visitors need above it goes online too.

A list of services is there for its services: it is published with the first of them. A home page
is the owner's decision: the admin says that it is missing (docs/decisions/0031).
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageLogEntry

from brand.page_permissions import is_kept
from brand.unwritten import has_unwritten


def hidden_ancestors(page: Page) -> list[Page]:
    """The pages above `page` that visitors cannot open, from the top."""
    return list(page.get_ancestors().filter(live=False, depth__gt=1).specific())


def publish_lists_above(instance: Page, revision: Any = None, **signal: Any) -> None:
    """Publish what is there for `instance` and is finished, in the name of who published that.

    Receives `page_published`: editor, schedule, bulk action, API and commands all send it.
    """
    user = get_active_log_context().user or (revision and revision.user)
    for page in hidden_ancestors(instance):
        if getattr(page, "goes_online_with_children", False):
            draft = page.get_latest_revision_as_object()
            if (user is None or page.permissions_for_user(user).can_publish()) and _ready(draft):
                draft.save_revision(user=user, log_action=True).publish(user=user)


def _ready(draft: Page) -> bool:
    """Whether nothing in `draft` waits to be written, put right, or made the owner's."""
    if is_kept(draft):
        return False
    try:
        draft.full_clean()
    except ValidationError:
        return False
    fields: Iterable[Any] = draft._meta.concrete_fields
    return not any(has_unwritten(getattr(draft, field.attname)) for field in fields)


def tell(request: HttpRequest, page: Page) -> None:
    """Say in the admin what went online along with `page`, and what keeps visitors from it."""
    along = PageLogEntry.objects.filter(
        uuid=get_active_log_context().uuid, action="wagtail.publish"
    ).exclude(page_id=page.pk)
    for entry in along:
        messages.success(
            request,
            _("“%(title)s” is online too: “%(page)s” stands in it.")
            % {"title": entry.label, "page": page.get_admin_display_title()},
            buttons=[_edit(entry.page_id)],
        )
    for above in hidden_ancestors(page):
        messages.warning(
            request,
            _("Visitors do not find “%(page)s” yet: “%(title)s”, above it, is not online.")
            % {"title": above.get_admin_display_title(), "page": page.get_admin_display_title()},
            buttons=[_edit(above.pk)],
        )


def _edit(pk: int) -> Any:
    return messages.button(reverse("wagtailadmin_pages:edit", args=[pk]), _("Edit"))
