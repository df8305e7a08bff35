"""What may be done with a home page: it carries all pages of its language.

Wagtail asks these permissions everywhere: for the menu beside "Publish", the lists of pages, bulk
actions and the API. So none of them takes a site away with one press (docs/decisions/0030).
"""

from wagtail.models import Site

from brand.core.page_permissions import OurPagePermissions


class HomePagePermissions(OurPagePermissions):
    """A home page goes offline on a screen of its own (publishing.offline_views), not elsewhere."""

    def can_unpublish(self) -> bool:
        return False

    def can_take_offline(self) -> bool:
        """Whether the user may do so there: who may unpublish any other page."""
        return super().can_unpublish()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Not while visitors read it, and never what the site begins at. Moving asks this too."""
        if self.page.live or Site.objects.filter(root_page_id=self.page.pk).exists():
            return False
        return super().can_delete(ignore_bulk)
