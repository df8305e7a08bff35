"""Permissions for home pages, on which all pages of a language depend.

Wagtail checks these for the menu beside "Publish", the page lists, bulk actions and the API, so
that none of them can take a whole site offline with one click (docs/decisions/0030).
"""

from wagtail.models import Site

from brand.core.page_permissions import OurPagePermissions


class HomePagePermissions(OurPagePermissions):
    """Forbid unpublishing a home page anywhere but on its own screen (publishing.offline_views)."""

    def can_unpublish(self) -> bool:
        return False

    def can_take_offline(self) -> bool:
        """Whether the user may take it offline on that screen: the usual right to unpublish."""
        return super().can_unpublish()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Forbid deleting a home page that is online or a site's root.

        Moving checks this as well.
        """
        if self.page.live or Site.objects.filter(root_page_id=self.page.pk).exists():
            return False
        return super().can_delete(ignore_bulk)
