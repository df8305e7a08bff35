"""Put a page where the demonstration has one, or make it: nothing of the old one remains in it."""

from typing import Any, TypeVar
from uuid import UUID

from modelcluster.models import get_all_child_relations
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from brand.starter.references import forget_lost

P = TypeVar("P", bound=Page)
# What the owner sees of Page itself; where it stands in the tree and who may read it stay.
_SHARED = (
    "title",
    "slug",
    "seo_title",
    "search_description",
    "show_in_menus",
    "go_live_at",
    "expire_at",
)


def put(page: P, parent: Page, old: Page | None, key: UUID) -> P:
    """Store `page`, which is not saved yet, below `parent` under the translation key `key`.

    In the place of `old` if there is one: same primary key and place in the tree, so that pages
    below it and restrictions stay; its fields, child rows and history go. Returns the page,
    unpublished if it is new. `page` has its locale.
    """
    page.translation_key = key
    page.slug = find_available_slug(parent, page.slug, ignore_page_id=old.pk if old else None)
    if old is None:
        page.live = False
        return Page.objects.get(pk=parent.pk).add_child(instance=page)
    # Pages were deleted meanwhile: what an object in memory knows of the tree is old.
    kept = Page.objects.get(pk=old.pk).specific
    own = [field.attname for field in page._meta.local_concrete_fields if not field.primary_key]
    for name in (*_SHARED, *own, "translation_key"):
        setattr(kept, name, getattr(page, name))
    for relation in get_all_child_relations(kept):
        setattr(kept, relation.get_accessor_name(), [])
    # Else its words would come back with the next publication of the page it follows.
    kept.alias_of = None
    kept.draft_title = kept.title
    kept.has_unpublished_changes = False
    kept.save()
    kept.revisions.all().delete()
    kept.refresh_from_db()
    return kept


def release(page: Page, user: Any) -> None:
    """Take from `page` its lock, its workflow and what is planned: Wagtail would refuse to act.

    A version that waits for its day would go online by itself.
    """
    if workflow := page.current_workflow_state:
        workflow.cancel(user=user)
    page.revisions.update(approved_go_live_at=None)
    page.locked, page.locked_by, page.locked_at = False, None, None
    page.save(clean=False, update_fields=["locked", "locked_by", "locked_at"])


def keep_as_draft(page: Page, content: dict[str, Any], user: Any) -> None:
    """Make `content`, as a revision stores it, the latest draft of `page`.

    Without references to what has been deleted meanwhile.
    """
    current = Page.objects.get(pk=page.pk).specific
    current.from_demo = True  # until the owner says that it is theirs (brand.core.page_permissions)
    current.save(clean=False, update_fields=["from_demo"])
    forget_lost(content)
    for relation in get_all_child_relations(current):
        rows = content.get(relation.get_accessor_name(), [])
        stored = relation.related_model.objects.filter(pk__in=[row["pk"] for row in rows])
        there = set(stored.values_list("pk", flat=True))
        for row in rows:
            # A row that has gone becomes a new one: the editor would look for it.
            row["pk"] = row["pk"] if row["pk"] in there else None
    current.with_content_json(content).save_revision(user=user, log_action=True)


def publish(page: Page, user: Any) -> None:
    """Publish `page` as the work of `user`: the history says who began with it."""
    page.save_revision(user=user, log_action=True).publish(user=user)
