"""Checks across the inline rows of an editor that report the error at the row in question."""

from collections.abc import Collection
from typing import Any

from django.utils.functional import Promise


def validate_unique_field(
    page_form: Any,
    rows: str,
    field: str,
    message: str | Promise,
    taken: Collection[str] | None = None,
) -> bool:
    """Add `message` to each of the `rows` whose `field` repeats a value; return whether none did.

    With `taken`, refuse the values in it instead. Empty values and deleted rows do not count. Call
    this after the form has been validated. A form without these rows passes: the API's form has
    only the fields that it writes.
    """
    seen: set[str] = set()
    fine = True
    for form in page_form.formsets[rows].forms if rows in page_form.formsets else ():
        cleaned = getattr(form, "cleaned_data", {})
        value = "" if cleaned.get("DELETE") else cleaned.get(field) or ""
        if value and value in (seen if taken is None else taken):
            form.add_error(field, message)
            fine = False
        seen.add(value)
    return fine
