"""Store a page of the starter site, in the place of the demonstration's page if there is one."""

from typing import Any, TypeVar
from uuid import UUID

from modelcluster.models import get_all_child_relations
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from brand.starter.references import forget_lost

P = TypeVar("P", bound=Page)
# The owner's fields of Page. Position in the tree and view restrictions are not among them.
_SHARED = (
    "title",
    "slug",
    "seo_title",
    "search_description",
    "show_in_menus",
    "go_live_at",
    "expire_at",
)


def create_or_replace(page: P, parent: Page, old: Page | None, key: UUID) -> P:
    """Store the unsaved `page` below `parent` with the translation key `key`, and return it.

    If there is an `old` page, keep its primary key and place in the tree, so that pages below and
    view restrictions stay, but replace its fields and child rows and delete its history. A new page
    is unpublished. `page` must have its locale.
    """
    page.translation_key = key
    page.slug = find_available_slug(parent, page.slug, ignore_page_id=old.pk if old else None)
    if old is None:
        page.live = False
        return Page.objects.get(pk=parent.pk).add_child(instance=page)
    # Load it again: pages were deleted, so objects in memory have stale tree data.
    kept = Page.objects.get(pk=old.pk).specific
    own = [field.attname for field in page._meta.local_concrete_fields if not field.primary_key]
    for name in (*_SHARED, *own, "translation_key"):
        setattr(kept, name, getattr(page, name))
    for relation in get_all_child_relations(kept):
        setattr(kept, relation.get_accessor_name(), [])
    # An alias would get its source's words back when that is next published.
    kept.alias_of = None
    kept.draft_title = kept.title
    kept.has_unpublished_changes = False
    kept.save()
    kept.revisions.all().delete()
    kept.refresh_from_db()
    return kept


def release(page: Page, user: Any) -> None:
    """Remove locks, workflow and schedule from `page`.

    Wagtail refuses to act on a locked page, and a scheduled version would be published by itself.
    """
    if workflow := page.current_workflow_state:
        workflow.cancel(user=user)
    page.revisions.update(approved_go_live_at=None)
    page.locked, page.locked_by, page.locked_at = False, None, None
    page.save(clean=False, update_fields=["locked", "locked_by", "locked_at"])


def keep_as_draft(page: Page, content: dict[str, Any], user: Any) -> None:
    """Make `content`, in a revision's format, the latest draft of `page`.

    References to deleted objects are removed.
    """
    current = Page.objects.get(pk=page.pk).specific
    current.from_demo = True  # until the owner makes it theirs (brand.core.page_permissions)
    current.save(clean=False, update_fields=["from_demo"])
    forget_lost(content)
    for relation in get_all_child_relations(current):
        rows = content.get(relation.get_accessor_name(), [])
        stored = relation.related_model.objects.filter(pk__in=[row["pk"] for row in rows])
        there = set(stored.values_list("pk", flat=True))
        for row in rows:
            # Deleted rows become new ones, as the editor would look for their primary keys.
            row["pk"] = row["pk"] if row["pk"] in there else None
    current.with_content_json(content).save_revision(user=user, log_action=True)


def publish(page: Page, user: Any) -> None:
    """Publish `page` as `user`, so that the history shows who did it."""
    page.save_revision(user=user, log_action=True).publish(user=user)
