"""Number fields of the admin: text inputs that accept "1 200,50 €" and report what is no number.

`<input type="number">` sends nothing at all for input that it does not understand, and Wagtail's
forms switch off the browser's validation: a price was silently lost.
"""

import re
from typing import Any

from django import forms
from django.db import models
from wagtail.admin.forms.models import register_form_field_override

_BETWEEN_THOUSANDS = re.compile(r"[\s’']")
_CURRENCY = re.compile(r"(?<=\d)€$")


class _AsWritten:
    """Mixin for number fields: read numbers in the usual notation of the active language."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = _CURRENCY.sub("", _BETWEEN_THOUSANDS.sub("", value))
        return super().to_python(value)  # type: ignore[misc]


class IntegerField(_AsWritten, forms.IntegerField):
    pass


class DecimalField(_AsWritten, forms.DecimalField):
    pass


def register() -> None:
    """Use these fields for all number fields of models in Wagtail's forms."""
    for kind, field, keys in (
        (models.IntegerField, IntegerField, "numeric"),
        (models.DecimalField, DecimalField, "decimal"),
    ):
        text = {
            "form_class": field,
            "localize": True,
            "widget": forms.TextInput({"inputmode": keys}),
        }
        register_form_field_override(
            kind, override=lambda db_field, text=text: {} if db_field.choices else text
        )
