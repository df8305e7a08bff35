"""Links to the import: on the dashboard, and beside home pages and interviews."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from brand.home.page import HomePage
from brand.interview_import.models import ImportedTranscript
from brand.interview_import.targets import User, may_import_to


class ImportPanel(Component):
    """Offer to import an interview, and list the user's unfinished imports."""

    name = "interview_import"
    order = 30
    template_name = "brand/interview_import/panel.html"
    SHOWN = 3

    def __init__(self, user: User) -> None:
        self.user = user

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        unfinished = ImportedTranscript.objects.filter(user=self.user, page=None)  # type: ignore[misc]
        return {"imports": unfinished.defer("text", "first_reading")[: self.SHOWN]}


def buttons(page: Page, user: User) -> Iterator[Button]:
    """Yield a button that leads to the import, if `page` can take an interview."""
    page = page.specific_deferred
    if may_import_to(page, user):
        label = _("Import an interview") if isinstance(page, HomePage) else _("Add from a text")
        url = f"{reverse('interview_import:start')}?target={page.pk}"
        yield Button(label, url, icon_name="openquote", priority=35)
