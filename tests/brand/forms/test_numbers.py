"""Numbers typed in the admin are accepted in the usual notation, or refused with a message."""

from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import models
from django.utils import translation
from wagtail.admin.forms.models import WagtailAdminModelForm, formfield_for_dbfield

from contact.models import InquirySettings
from services.models import Offer

pytestmark = pytest.mark.any_database

OURS = {"ops", "brand", "services", "contact"}
NUMBERS = [
    field
    for model in apps.get_models()
    if model._meta.app_label in OURS
    for field in model._meta.get_fields()
    if isinstance(field, models.IntegerField | models.DecimalField)
    and not field.choices
    and field.editable
    and not field.primary_key
]


def form_of(model: Any, field: str) -> Any:
    meta = type("Meta", (WagtailAdminModelForm.Meta,), {"model": model, "fields": [field]})
    return type("Form", (WagtailAdminModelForm,), {"Meta": meta})


@pytest.mark.parametrize(
    ("language", "typed", "price"),
    [
        ("fr", "1 200", "1200"), ("fr", "1\u202f200,50\u00a0€", "1200.50"), ("fr", "80", "80"),
        ("fr", "1200.5", "1200.5"), ("en", "1200.50", "1200.50"), ("en", "€", None),
        ("fr", "environ 80", None), ("fr", "80-90", None), ("fr", "-5", None),
    ],
)  # fmt: skip
def test_a_price_is_taken_as_written_or_refused(
    language: str, typed: str, price: str | None
) -> None:
    with translation.override(language):
        form = form_of(Offer, "price_from")({"price_from": typed})
        assert form.is_valid() is (price is not None)
        if price:
            assert form.cleaned_data["price_from"] == Decimal(price)
        else:
            assert "price_from" in form.errors
            assert f'value="{typed}"' in str(form["price_from"])


def test_a_stored_price_is_shown_as_it_may_be_typed() -> None:
    for language in ("fr", "en"):
        with translation.override(language):
            form_class = form_of(Offer, "price_from")
            shown = form_class(instance=Offer(price_from=Decimal("1200.50")))["price_from"].value()
            field = form_class()["price_from"].field
            assert field.clean(field.widget.format_value(shown)) == Decimal("1200.50")


def test_a_count_is_taken_as_written_or_refused() -> None:
    form_class = form_of(InquirySettings, "reply_days")
    assert form_class({"reply_days": " 2 "}).is_valid()
    assert not form_class({"reply_days": "2 jours"}).is_valid()


@pytest.mark.parametrize("field", NUMBERS, ids=str)
def test_no_number_of_ours_is_asked_for_by_a_field_that_keeps_silent(field: Any) -> None:
    form_field = formfield_for_dbfield(field)
    assert form_field is None or not isinstance(form_field.widget, forms.NumberInput)


def test_there_are_numbers() -> None:
    assert len(NUMBERS) >= 4
