"""What may be done with a page of ours, beyond Wagtail's permissions.

Wagtail asks these everywhere: editor, lists of pages, bulk actions, schedule and API.
"""

from typing import Any

from django.apps import apps
from wagtail.locks import ScheduledForPublishLock
from wagtail.models import Page, PagePermissionTester


def is_kept(page: Page) -> bool:
    """Whether `page` was kept from the demonstration, and nobody has said yet that it is theirs."""
    if page.live and not page.has_unpublished_changes:
        return False  # no draft: lists of pages ask this of each page, and it costs no query
    if not getattr(page.specific_deferred, "from_demo", False):
        return False
    settings: Any = apps.get_model("brand", "BrandSettings")
    return not settings.objects.filter(is_demonstration=True).exists()


class OurPagePermissions(PagePermissionTester):
    """What was kept tells of somebody else: it is published on the owner's word (decision 0022)."""

    def can_publish(self) -> bool:
        return super().can_publish() and not is_kept(self.page)

    def can_unpublish(self) -> bool:
        """A version that is planned is no reason to stay online: its plan goes as well.

        Wagtail takes the plan for a lock, and tells the owner that they have no permission.
        """
        if not isinstance(self.page.get_lock(), ScheduledForPublishLock):
            return super().can_unpublish()
        may = self.user.is_superuser or "publish" in self.permissions
        return self.user.is_active and self.page.live and not self.page_is_root and may

    def can_make_own(self) -> bool:
        """Whether the user may say that a kept page is theirs: who may publish any other page."""
        return super().can_publish() and is_kept(self.page)
