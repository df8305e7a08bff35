"""Pages kept from the demonstration: drafts, until the owner says that they are theirs."""

from django.db import transaction
from wagtail.models import Page

from brand.core.base_page import BasePage


def kept_pages() -> list[Page]:
    """Pages whose latest draft is marked as the demonstration's, in the order of the tree.

    Once the demonstration is over, none of these drafts is public. One query.
    """
    drafts = Page.objects.filter(latest_revision__content__from_demo=True)
    return list(drafts.select_related("locale").order_by("path"))


@transaction.atomic
def make_own(page: BasePage) -> None:
    """Take the mark of the demonstration from `page` and its draft, which can then be published."""
    page.from_demo = False
    page.save(clean=False, update_fields=["from_demo"])
    if draft := page.latest_revision:
        draft.content["from_demo"] = False
        draft.save(update_fields=["content"])
