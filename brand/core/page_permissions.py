"""Permissions for pages, in addition to Wagtail's.

Wagtail checks these everywhere: editor, page lists, bulk actions, schedule and API.
"""

from typing import Any

from django.apps import apps
from wagtail.locks import ScheduledForPublishLock
from wagtail.models import Page, PagePermissionTester


def is_kept(page: Page) -> bool:
    """Whether `page` was kept from the demonstration and the owner has not made it theirs yet."""
    if page.live and not page.has_unpublished_changes:
        return False  # without a draft: saves page lists a query for each page
    if not getattr(page.specific_deferred, "from_demo", False):
        return False
    settings: Any = apps.get_model("brand", "BrandSettings")
    return not settings.objects.filter(is_demonstration=True).exists()


class OurPagePermissions(PagePermissionTester):
    """Keep pages of the demonstration offline until the owner makes them theirs (decision 0022)."""

    def can_publish(self) -> bool:
        return super().can_publish() and not is_kept(self.page)

    def can_unpublish(self) -> bool:
        """Allow unpublishing a page that has a scheduled version, and cancel the schedule.

        Wagtail treats the schedule as a lock and says that the owner lacks the permission.
        """
        if not isinstance(self.page.get_lock(), ScheduledForPublishLock):
            return super().can_unpublish()
        may = self.user.is_superuser or "publish" in self.permissions
        return self.user.is_active and self.page.live and not self.page_is_root and may

    def can_make_own(self) -> bool:
        """Whether the user may make a kept page their own. Publishing rights are required."""
        return super().can_publish() and is_kept(self.page)
