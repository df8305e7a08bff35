"""A choice of working days: seven checkboxes, stored as the digits of the ticked ones."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.choices import CallableChoiceIterator
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst


def _named() -> Iterator[tuple[str, str]]:
    """Yield (digit, name) of the days from Monday, "1", to Sunday, "7" (ISO 8601), translated."""
    for number, name in WEEKDAYS.items():
        yield str(number + 1), capfirst(str(name))


class WeekdaysInput(forms.CheckboxSelectMultiple):
    """Seven checkboxes for a text such as "12345", Monday to Friday."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"class": "v-weekdays"} | (attrs or {}), choices=CallableChoiceIterator(_named)
        )

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return super().get_context(name, list(value or ""), attrs)

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # The model field is a text field, which passes its maximum length on to the widget.
        built = super().build_attrs(*args, **kwargs)
        return {name: value for name, value in built.items() if name != "maxlength"}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        ticked: list[str] = super().value_from_datadict(data, files, name) or []
        return "".join(sorted(ticked))
