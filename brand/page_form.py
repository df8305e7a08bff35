"""The editor's form of every page, and the dialog in which a page is scheduled."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, PublishingPanel

from brand.date_inputs import DateTimeInput

SCHEDULE = ("go_live_at", "expire_at")


class PageForm(WagtailAdminPageForm):
    """A page whose schedule has been carried out is a page without a schedule."""

    def clean(self) -> dict[str, Any]:
        """Let go of dates that have passed since they were set.

        Wagtail keeps them in the draft, and then refuses to save it: "must be in the future".
        A past date that somebody types now stays, and is refused.
        """
        now = timezone.now()
        for name in SCHEDULE:
            date, before = self.cleaned_data.get(name), getattr(self.instance, name, None)
            if date and before and date <= now and _to_minutes(date) == _to_minutes(before):
                self.cleaned_data[name] = None
        return super().clean()


def _to_minutes(date: datetime) -> datetime:
    """As the field shows it."""
    return date.replace(second=0, microsecond=0)


class SchedulePanel(PublishingPanel):
    """Wagtail's panel, but a date that was typed stays when the dialog is closed.

    Wagtail's takes it back without a word, and "Publish" is then online at once. Here it counts,
    and the button says so (static/js/editor-admin.js).
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
