"""The editor's form of every page, and the dialog in which a page is scheduled."""

from datetime import datetime
from typing import Any

from anyascii import anyascii
from django.utils import timezone
from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, PublishingPanel
from wagtail.models import Page

from brand.forms.dates import DateTimeInput
from brand.text.slugs import free_slug, slug_from

SCHEDULE = ("go_live_at", "expire_at")


class PageForm(WagtailAdminPageForm):
    """The form of every page: number an address that is taken, and drop dates that have passed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            # A missing address is made from the title.
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        self._free_address()
        self._let_go_of_past_dates()
        return super().clean()

    def _free_address(self) -> None:
        """Make a missing address from the title, and number one that is already taken.

        The address field is in another tab, where nobody looks for the reason of an error, so
        "services-2" is kinder than an error. An address that the owner typed is refused. The field
        keeps showing the address without the number, so that it still follows the title.
        """
        if "slug" not in self.cleaned_data:
            return
        title = self.cleaned_data.get("title") or ""
        made = slug_from(title) or "page"  # if the title has no letter or digit
        slug = self.cleaned_data["slug"] = self.cleaned_data["slug"] or made
        if Page._slug_is_available(slug, self.parent_page, self.instance):
            return
        if slug in {slugify(title), slugify(anyascii(title)), made}:
            beside = self.parent_page.get_children().not_page(self.instance)
            taken = set(beside.values_list("slug", flat=True))
            self.cleaned_data["slug"] = free_slug(
                slug, taken, max_length=Page._meta.get_field("slug").max_length
            )

    def _let_go_of_past_dates(self) -> None:
        """Drop dates that have passed since they were set.

        Wagtail keeps them in the draft and then refuses to save it: "must be in the future". A past
        date that is typed now is kept, and refused.
        """
        now = timezone.now()
        for name in SCHEDULE:
            date, before = self.cleaned_data.get(name), getattr(self.instance, name, None)
            if date and before and date <= now and _to_minutes(date) == _to_minutes(before):
                self.cleaned_data[name] = None


def _to_minutes(date: datetime) -> datetime:
    """Return `date` without seconds, as the form shows it."""
    return date.replace(second=0, microsecond=0)


class SchedulePanel(PublishingPanel):
    """Wagtail's panel, except that a typed date is kept when the dialog is closed.

    Wagtail's panel silently drops the date, and "Publish" then publishes at once. Here the date
    counts, and the button says so (static/js/editor-admin.js).
    """

    def __init__(self, **kwargs: Any) -> None:
        fields = [
            FieldPanel(
                name,
                widget=DateTimeInput(js_overlay_parent_selector="#schedule-publishing-dialog"),
            )
            for name in SCHEDULE
        ]
        super().__init__(**{"children": fields} | kwargs)
