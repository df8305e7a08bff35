"""The list of errors that keep a page from being saved, with a link to each field in its tab."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.panels import ObjectList, TabbedInterface


@dataclass(frozen=True)
class Mistake:
    """An error: `what` is wrong with the form field `name` ("" for the form as a whole)."""

    field: str
    what: str
    name: str = ""


def mistakes_of(form: Any) -> list[Mistake]:
    """Return the errors of a page's form and of its inline rows, in the order of the form."""
    found = list(_mistakes(form))
    for formset in getattr(form, "formsets", {}).values():
        found += [Mistake("", str(error)) for error in formset.non_form_errors()]
        for number, row in enumerate(formset.forms, 1):
            if row.errors and row not in formset.deleted_forms:
                named = f"{capfirst(str(row._meta.model._meta.verbose_name))} {number}"
                found += _mistakes(row, named)
    return found


def _mistakes(form: Any, row: str = "") -> Iterator[Mistake]:
    for name, errors in form.errors.items():
        if name == NON_FIELD_ERRORS:
            yield Mistake(row, str(errors[0]))
            continue
        bound = form[name]
        label = capfirst(str(bound.label))
        yield Mistake(
            f"{row}, {label}" if row else label, _first(errors, bound.field), bound.html_name
        )


def _first(errors: Any, field: Any) -> str:
    """Return the first of `errors` as text. Errors inside blocks are shown in the blocks."""
    inside = hasattr(field, "block")
    return _("what is wrong is marked in red there.") if inside else str(errors[0])


def refused(pressed: Mapping[str, Any]) -> str:
    """Return a sentence that says what was not done, depending on the button in the POST data."""
    if "action-publish" in pressed:
        if pressed.get("go_live_at"):
            return _("Not scheduled yet. Put this right, then try again:")
        return _("Not published yet. Put this right, then publish again:")
    if "action-submit" in pressed or "action-restart-workflow" in pressed:
        return _("Not sent for review yet. Put this right, then send it again:")
    return _("Not saved yet. Put this right, then save again:")


class _Refusal:
    """A bound panel with a list of mistakes, and the context of its template."""

    form: Any
    request: Any

    @property
    def mistakes(self) -> list[Mistake]:
        return mistakes_of(self.form) if self.form.is_bound else []

    @property
    def refused(self) -> str:
        return refused(self.request.POST)


class TabsWithErrors(TabbedInterface):
    """Tabs below a list of errors, each of them a link that opens the tab of its field."""

    class BoundPanel(_Refusal, TabbedInterface.BoundPanel):
        template_name = "brand/tabs_with_errors.html"


class FieldsWithErrors(ObjectList):
    """The fields of a screen without tabs, below the same list."""

    class BoundPanel(_Refusal, ObjectList.BoundPanel):
        template_name = "brand/fields_with_errors.html"
