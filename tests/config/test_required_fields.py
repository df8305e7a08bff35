"""An empty field is reported with a request: "Required" says neither what nor why."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.test import Client

from brand.models import HomePage
from contact.models import InquirySettings

pytestmark = pytest.mark.any_database

SETTINGS = "/admin/settings/contact/inquirysettings/"


ROOMS = {"config", "contact", "services", "brand", "ops"}


def is_ours(form: type) -> bool:
    return form.__module__.split(".")[0] in ROOMS


def our_forms() -> Iterator[type[forms.BaseForm]]:
    """Yield every form that this project defines."""
    import_module("config.urls")  # which imports everything that has a form
    waiting: list[type[forms.BaseForm]] = [forms.BaseForm]
    while waiting:
        for child in waiting.pop().__subclasses__():
            waiting.append(child)
            if is_ours(child):
                yield child


def own_fields(form: type[forms.BaseForm]) -> Iterator[tuple[str, forms.Field]]:
    """Yield the fields that we have written, but not those of a library's form."""
    fields = getattr(form, "base_fields", {})
    brought = [getattr(base, "base_fields", {}) for base in form.__mro__ if not is_ours(base)]
    for name, field in fields.items():
        if not any(field is theirs.get(name) for theirs in brought):
            yield name, field


def test_no_form_of_ours_says_only_that_a_field_is_required() -> None:
    plain = str(forms.Field.default_error_messages["required"])
    bare = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in our_forms()
        for name, field in own_fields(form)
        # A choice without an empty option always has a value.
        if field.required and not isinstance(field, forms.ChoiceField)
        if str(field.error_messages["required"]) == plain
    }
    assert bare == set()


@pytest.mark.django_db
def test_the_settings_say_what_to_do(home: HomePage, admin: Client) -> None:
    site = InquirySettings.objects.get().site_id
    response = admin.post(f"{SETTINGS}{site}/", {})
    page = BeautifulSoup(response.content, "html.parser")
    said = [error.get_text(" ", strip=True) for error in page.select("[data-field-errors]")]
    said = [words for words in said if words]
    assert any("au moins un jour" in words for words in said)
    assert not [words for words in said if "requis" in words or "obligatoire" in words]
    # And in one list above the fields, with the way to each.
    assert "Jours ouvrés" in [a.get_text() for a in page.select(".v-errors a")]
