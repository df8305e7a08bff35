"""The owner's settings: three screens by subject, each with its own fields and nothing else."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Site

from brand.models import BrandSettings, HomePage, LegalNoticePage, PrivacyPage, PublisherSettings
from contact.models import InquirySettings
from tests import factories
from tests.editor_forms import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

SCREENS: dict[Any, list[str]] = {
    BrandSettings: [
        "name", "given_name", "family_name", "job_title_fr", "job_title_en", "accent", "figure",
    ],
    PublisherSettings: [
        "name", "status", "address", "phone", "email", "registration", "vat_number", "host",
    ],
    InquirySettings: [
        "notification_email", "reply_days", "working_days", "country", "retention_months",
        "declined_months", "spam_days",
    ],
}  # fmt: skip


def address(model: Any) -> str:
    return f"/admin/settings/{model._meta.label_lower.replace('.', '/')}/{Site.objects.get().pk}/"


@pytest.mark.parametrize("model", SCREENS, ids=lambda model: model.__name__)
def test_each_screen_has_its_own_fields_in_the_order_of_the_form(
    home: HomePage, admin: Client, model: Any
) -> None:
    page = admin.get(address(model))
    shown = [field.html_name for field in page.context["form"].visible_fields()]
    assert shown == SCREENS[model]
    text = page.content.decode()
    places = [text.index(f'name="{name}"') for name in shown]
    assert places == sorted(places)
    assert 'role="tablist"' not in text.partition("<main")[2]
    menu = admin.get("/admin/").content.decode()
    assert address(model).rpartition("/")[0].rpartition("/")[0] in menu


@pytest.mark.parametrize("model", SCREENS, ids=lambda model: model.__name__)
def test_every_field_of_a_settings_model_is_on_its_screen(model: Any) -> None:
    """`examples` is for the demonstration, which writes it itself."""
    fields = {field.name for field in model._meta.get_fields() if field.concrete and field.editable}
    shown = {name for name in SCREENS[model] if not name.startswith("job_title_")}
    stored = fields - {"id", "site", "examples"}
    assert stored == shown


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_text_that_names_a_screen_of_the_settings_names_one_that_exists(language: str) -> None:
    catalogue = (settings.BASE_DIR / f"config/locale/{language}/LC_MESSAGES/django.po").read_text()
    texts = re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', catalogue, re.MULTILINE)
    word = {"fr": "Paramètres", "en": "Settings"}[language]
    named = {place for text in texts for place in re.findall(rf"{word}(?: → |, )([^.,;)]+)", text)}
    with translation.override(language):
        screens = {str(model._meta.verbose_name) for model in SCREENS}
    users = {"fr": "Utilisateurs", "en": "Users"}[language]  # Wagtail's own
    assert named == screens | {users}


@pytest.mark.parametrize("model", SCREENS, ids=lambda model: model.__name__)
def test_a_screen_can_be_saved_before_there_is_anything(
    home: HomePage, admin: Client, model: Any
) -> None:
    model.objects.all().delete()
    data = fields_of(admin.get(address(model)).context["form"])
    assert not model.objects.exists()
    for _ in range(2):
        assert admin.post(address(model), data).status_code == 302
    assert model.objects.get().site == Site.objects.get()


def test_reading_a_page_stores_no_settings(home: HomePage, client: Client) -> None:
    factories.contact(home)
    for page_type in (LegalNoticePage, PrivacyPage):
        page = page_type(title=page_type.__name__, locale=home.locale)
        home.add_child(instance=page)
        factories.publish(page)
    for model in SCREENS:
        model.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        for path in ("/", "/contact/", "/legalnoticepage/", "/privacypage/", "/contact.vcf"):
            client.get(path)
    wrote = [q["sql"] for q in queries if not q["sql"].startswith(("SELECT", "SAVEPOINT", "REL"))]
    assert wrote == []


def test_the_legal_pages_say_what_the_screens_hold(home: HomePage, client: Client) -> None:
    for page_type in (LegalNoticePage, PrivacyPage):
        page = page_type(title=page_type.__name__, locale=home.locale)
        home.add_child(instance=page)
        factories.publish(page)
    PublisherSettings.objects.update(name="Pires, David", address="12 rue du Port", host="Hôte SA")
    InquirySettings.objects.update(retention_months=7, declined_months=5, spam_days=9)
    notice = client.get("/legalnoticepage/").content.decode()
    privacy = client.get("/privacypage/").content.decode()
    assert all(words in notice for words in ("Pires, David", "12 rue du Port", "Hôte SA"))
    assert all(words in privacy for words in ("Pires, David", "7 mois", "5 mois", "9 jours"))
    factories.contact(home)
    assert "7 mois" in client.get("/contact/").content.decode()


def test_without_a_name_the_form_names_the_publisher(home: HomePage, client: Client) -> None:
    factories.contact(home)
    BrandSettings.objects.update(name="")
    PublisherSettings.objects.update(name="Pires, David")
    assert "Pires, David lit votre message" in client.get("/contact/").content.decode()
