"""Date fields of the admin that keep what was typed, so that the server can report mistakes.

When Wagtail's calendar loses the focus, it replaces a date that it cannot read by the current time:
"01/12/2026 09:00" as the day of publication meant "now". Our forms read dates in the usual notation
of the active language.
"""

from typing import Any

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput


class _AsTyped:
    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"validateOnBlur": False}  # type: ignore[misc]


class DateInput(_AsTyped, AdminDateInput):
    """A calendar that keeps what was typed."""


class DateTimeInput(_AsTyped, AdminDateTimeInput):
    """A calendar with times that keeps what was typed."""


def register() -> None:
    """Use these widgets for all date fields of models in Wagtail's forms."""
    for kind, widget in ((models.DateField, DateInput), (models.DateTimeField, DateTimeInput)):
        register_form_field_override(kind, override={"widget": widget})
