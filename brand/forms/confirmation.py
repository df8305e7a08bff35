"""The form of a screen that asks for a tick before it does something."""

from typing import Any

from django import forms
from django.http import HttpRequest


class TickForm(forms.Form):
    """A form with one checkbox that must be ticked."""

    sure = forms.BooleanField(error_messages={"required": ""})

    def __init__(self, *args: Any, label: str, without: str, **kwargs: Any) -> None:
        """`label` is shown beside the checkbox; `without` is the error if it is not ticked."""
        super().__init__(*args, **kwargs)
        self.fields["sure"].label = label
        self.fields["sure"].error_messages["required"] = without

    @classmethod
    def of(cls, request: HttpRequest, *, label: str, without: str) -> "TickForm":
        """Return the form with the POST data of `request`; without data, if it is not a POST."""
        posted = request.POST if request.method == "POST" else None
        return cls(posted, label=label, without=without)
