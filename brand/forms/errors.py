"""The list of errors that keep a page from being saved, with a link to each field in its tab."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.panels import ObjectList, TabbedInterface


@dataclass(frozen=True)
class FormError:
    """An error in the form field `name` ("" for the form as a whole), which has this `label`."""

    label: str
    message: str
    name: str = ""


def errors_of(form: Any) -> list[FormError]:
    """Return the errors of a page's form and of its inline rows, in the order of the form."""
    found = list(_errors(form))
    for formset in getattr(form, "formsets", {}).values():
        found += [FormError("", str(error)) for error in formset.non_form_errors()]
        for number, row in enumerate(formset.forms, 1):
            if row.errors and row not in formset.deleted_forms:
                named = f"{capfirst(str(row._meta.model._meta.verbose_name))} {number}"
                found += _errors(row, named)
    return found


def _errors(form: Any, row: str = "") -> Iterator[FormError]:
    for name, errors in form.errors.items():
        if name == NON_FIELD_ERRORS:
            yield FormError(row, str(errors[0]))
            continue
        bound = form[name]
        label = capfirst(str(bound.label))
        yield FormError(
            f"{row}, {label}" if row else label, _first(errors, bound.field), bound.html_name
        )


def _first(errors: Any, field: Any) -> str:
    """Return the first of `errors` as text. Errors inside blocks are shown in the blocks."""
    inside = hasattr(field, "block")
    return _("what is wrong is marked in red there.") if inside else str(errors[0])


def heading_of(pressed: Mapping[str, Any]) -> str:
    """Return a sentence that says what was not done, depending on the button in the POST data."""
    if "action-publish" in pressed:
        if pressed.get("go_live_at"):
            return _("Not scheduled yet. Put this right, then try again:")
        return _("Not published yet. Put this right, then publish again:")
    if "action-submit" in pressed or "action-restart-workflow" in pressed:
        return _("Not sent for review yet. Put this right, then send it again:")
    return _("Not saved yet. Put this right, then save again:")


class _WithErrors:
    """A bound panel with a list of errors, and the context of its template."""

    form: Any
    request: Any

    @property
    def form_errors(self) -> list[FormError]:
        return errors_of(self.form) if self.form.is_bound else []

    @property
    def error_heading(self) -> str:
        return heading_of(self.request.POST)


class TabsWithErrors(TabbedInterface):
    """Tabs below a list of errors, each of them a link that opens the tab of its field."""

    class BoundPanel(_WithErrors, TabbedInterface.BoundPanel):
        template_name = "brand/tabs_with_errors.html"


class FieldsWithErrors(ObjectList):
    """The fields of a screen without tabs, below the same list."""

    class BoundPanel(_WithErrors, ObjectList.BoundPanel):
        template_name = "brand/fields_with_errors.html"
