"""Pages that were kept from the demonstration: drafts, until the owner publishes them."""

from typing import Any

from wagtail.models import Page, Revision

from brand.models import BasePage, BrandSettings


def kept_pages() -> list[Page]:
    """Pages whose latest draft is marked as the demonstration's, in the order of the tree.

    Once the demonstration is over, none of these drafts is public. One query.
    """
    drafts = Page.objects.filter(latest_revision__content__from_demo=True)
    return list(drafts.select_related("locale").order_by("path"))


def make_own(
    sender: type[Page], instance: Page, revision: Revision | None = None, **kwargs: Any
) -> None:
    """What somebody publishes once the demonstration is over is theirs (of `page_published`).

    While it is here all of it stays marked: one word that was changed leaves the others.
    """
    if not isinstance(instance, BasePage) or not instance.from_demo:
        return
    if BrandSettings.objects.filter(is_demonstration=True).exists():
        return
    instance.from_demo = False
    instance.save(clean=False, update_fields=["from_demo"])
    if revision is not None:
        revision.content["from_demo"] = False
        revision.save(update_fields=["content"])
