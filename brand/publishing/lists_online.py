"""Publish a list page with the first page below it, and unpublish it with the last.

This is for list pages such as that of services, which exist only for the pages below them. A home
page is never published by the way: the admin says that it is missing (docs/decisions/0031).
"""

from collections.abc import Container, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.admin import messages
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageLogEntry

from brand.core.page_permissions import is_kept
from brand.text.placeholders import has_placeholder


def is_list(page: Page) -> bool:
    """Whether `page` exists only for the pages below it."""
    return getattr(page.specific_class, "goes_online_with_children", False)


def hidden_ancestors(page: Page) -> list[Page]:
    """Return the ancestors of `page` that are offline, from the top."""
    return list(page.get_ancestors().filter(live=False, depth__gt=1).specific())


def publish_lists_above(instance: Page, revision: Any = None, **signal: Any) -> None:
    """Publish the list pages above `instance` that are ready, as the user who published that.

    Receiver of `page_published`, which editor, schedule, bulk action, API and commands all send.
    """
    user = get_active_log_context().user or (revision and revision.user)
    for page in hidden_ancestors(instance):
        if is_list(page):
            draft = page.get_latest_revision_as_object()
            if (user is None or page.permissions_for_user(user).can_publish()) and _ready(draft):
                draft.save_revision(user=user, log_action=True).publish(user=user)


def list_left_empty(page: Page, gone: Container[int] = ()) -> Page | None:
    """Return the list page above `page` if it is online and has no other live page, else None.

    `gone` holds primary keys of further pages that do not count.
    """
    above = Page.objects.filter(path=page.path[: -page.steplen], live=True).first()
    if above is None or not is_list(above):
        return None
    others = above.get_children().live().exclude(pk=page.pk).values_list("pk", flat=True)
    return None if any(pk not in gone for pk in others) else above.specific


def unpublish_list_left_empty(instance: Page, **signal: Any) -> None:
    """Unpublish the list page above `instance` if no other page in it is live.

    Receiver of `page_unpublished` (editor, expiry, bulk action, API) and of `post_delete`, which
    Django sends when all pages of one deletion are gone.
    """
    if above := list_left_empty(instance):
        _unpublish(above)


def follow_move(instance: Page, parent_page_before: Page, **signal: Any) -> None:
    """Unpublish the list that a page left empty, and publish the one that it moved to.

    Receiver of `post_page_move`.
    """
    if not instance.live:
        return
    publish_lists_above(instance)
    before = Page.objects.get(pk=parent_page_before.pk)
    if before.live and is_list(before) and not before.get_children().live().exists():
        _unpublish(before.specific)


def _unpublish(page: Page) -> None:
    user = get_active_log_context().user
    UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)


def _ready(draft: Page) -> bool:
    """Whether `draft` is valid, without placeholders, and not kept from the demonstration."""
    if is_kept(draft):
        return False
    try:
        draft.full_clean()
    except ValidationError:
        return False
    fields: Iterable[Any] = draft._meta.concrete_fields
    return not any(has_placeholder(getattr(draft, field.attname)) for field in fields)


def add_published_messages(request: HttpRequest, *pages: Page) -> None:
    """Say in the admin what was published along with `pages`, and what still hides them."""
    along = PageLogEntry.objects.filter(
        uuid=get_active_log_context().uuid, action="wagtail.publish"
    ).exclude(page_id__in=[page.pk for page in pages])
    for entry in along.select_related("page"):
        inside = next((page for page in pages if page.is_descendant_of(entry.page)), pages[0])
        messages.success(
            request,
            _("“%(title)s” is online too, since it lists “%(page)s”.")
            % {"title": entry.label, "page": inside.get_admin_display_title()},
            buttons=[_edit(entry.page_id)],
        )
    for page in pages:
        _tell_what_is_missing(request, page)


def _tell_what_is_missing(request: HttpRequest, page: Page) -> None:
    if page.live and is_list(page) and not page.get_children().live().exists():
        messages.warning(
            request,
            _("“%(page)s” is online, but there is nothing in it yet.")
            % {"page": page.get_admin_display_title()},
        )
    for above in hidden_ancestors(page):
        messages.warning(
            request,
            _("Visitors do not find “%(page)s” yet: “%(title)s”, above it, is not online.")
            % {"title": above.get_admin_display_title(), "page": page.get_admin_display_title()},
            buttons=[_edit(above.pk)],
        )


def add_unpublished_messages(request: HttpRequest, pages: Iterable[Page]) -> None:
    """Say in the admin which lists went offline along with `pages`, and when they return."""
    along = PageLogEntry.objects.filter(
        uuid=get_active_log_context().uuid, action="wagtail.unpublish", page__live=False
    ).exclude(page_id__in=[page.pk for page in pages if page.pk])
    for entry in along.select_related("page"):
        if is_list(entry.page):
            messages.warning(
                request,
                _("“%(title)s” is offline too: it has no pages. It comes back with the next one.")
                % {"title": entry.label},
                buttons=[_edit(entry.page_id)],
            )


def _edit(pk: int) -> Any:
    return messages.button(reverse("wagtailadmin_pages:edit", args=[pk]), _("Edit"))
