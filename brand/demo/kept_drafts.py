"""Pages kept from the demonstration, which stay drafts until the owner makes them their own."""

from django.db import transaction
from wagtail.models import Page

from brand.core.base_page import BasePage


def kept_pages() -> list[Page]:
    """Return the pages whose latest draft belongs to the demonstration, in tree order.

    Once the demonstration is over, none of these drafts is public. One query.
    """
    drafts = Page.objects.filter(latest_revision__content__from_demo=True)
    return list(drafts.select_related("locale").order_by("path"))


@transaction.atomic
def claim_page(page: BasePage) -> None:
    """Remove the demonstration's mark from `page` and its draft, so that it can be published."""
    page.from_demo = False
    page.save(clean=False, update_fields=["from_demo"])
    if draft := page.latest_revision:
        draft.content["from_demo"] = False
        draft.save(update_fields=["content"])
