"""A screen that asks for a tick before something happens: the tick, and what is said without it."""

from typing import Any

from django import forms
from django.http import HttpRequest


class TickForm(forms.Form):
    """The tick without which nothing happens."""

    sure = forms.BooleanField(error_messages={"required": ""})

    def __init__(self, *args: Any, label: str, without: str, **kwargs: Any) -> None:
        """`label` stands beside the tick; `without` is said where it is missing."""
        super().__init__(*args, **kwargs)
        self.fields["sure"].label = label
        self.fields["sure"].error_messages["required"] = without

    @classmethod
    def of(cls, request: HttpRequest, *, label: str, without: str) -> "TickForm":
        """The form as it was sent, or as it is shown first."""
        posted = request.POST if request.method == "POST" else None
        return cls(posted, label=label, without=without)
