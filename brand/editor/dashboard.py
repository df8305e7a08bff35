"""The dashboard's list of pages: one click leads from the log-in to any page's editor."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision
from wagtail.permission_policies.pages import PagePermissionPolicy

from brand.home.page import HomePage


@dataclass(frozen=True)
class Branch:
    """A page that the user may edit, with those directly below it.

    `comes` is when a version of it will be published, `goes` when it will be unpublished.
    """

    page: Page
    comes: datetime | None = None
    goes: datetime | None = None
    below: list["Branch"] = field(default_factory=list)


class PagesPanel(Component):
    """Each home page with the pages below it, as far as the user may edit them."""

    name = "pages"
    order = 22
    template_name = "brand/pages_panel.html"

    def __init__(self, user: AbstractBaseUser | AnonymousUser) -> None:
        self.user = user

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"homes": self._homes()}

    def _homes(self) -> list[Branch]:
        """Return the tree of pages, two levels below the home pages. Always three queries."""
        home_depth = min(HomePage.objects.values_list("depth", flat=True), default=2)
        editable = PagePermissionPolicy().instances_user_has_permission_for(self.user, "change")
        pages = editable.filter(depth__gte=home_depth, depth__lte=home_depth + 2)
        homes: list[Branch] = []
        branches: dict[str, Branch] = {}
        planned = _planned()
        now = timezone.now()
        for page in pages.select_related("locale").order_by("path"):
            goes = page.expire_at if page.live and page.expire_at and page.expire_at > now else None
            branch = branches[page.path] = Branch(page, planned.get(str(page.pk)), goes)
            above = branches.get(page.path[: -Page.steplen])
            (above.below if above else homes).append(branch)
        return homes


def _planned() -> dict[str, datetime]:
    """Return {primary key: date} of all pages with a scheduled version."""
    revisions = Revision.page_revisions.exclude(approved_go_live_at=None)
    return dict(revisions.values_list("object_id", "approved_go_live_at"))
