"""Dates in the admin stay as they were typed, and the server says what is no date.

Wagtail's calendar replaces what it cannot read by this very moment as soon as the field is left:
"01/12/2026 09:00" as the day of publication meant "now". The forms read dates as they are
written in the active language.
"""

from typing import Any

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput


class _AsTyped:
    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"validateOnBlur": False}  # type: ignore[misc]


class DateInput(_AsTyped, AdminDateInput):
    """A calendar that leaves alone what was typed."""


class DateTimeInput(_AsTyped, AdminDateTimeInput):
    """A calendar with hours that leaves alone what was typed."""


def register() -> None:
    """Use these widgets for the dates of all models in Wagtail's forms."""
    for kind, widget in ((models.DateField, DateInput), (models.DateTimeField, DateTimeInput)):
        register_form_field_override(kind, override={"widget": widget})
