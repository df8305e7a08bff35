"""A broken page says so in the languages of the site, the visitor's first, whatever else is broken.

No test here may ask the database: pytest-django refuses it.
"""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

HEADINGS = {"fr": "Une panne, de mon côté.", "en": "Something broke, on my side."}


def broken(language: str) -> HttpResponse:
    with override(language):
        return get_resolver().resolve_error_handler(500)(RequestFactory().get("/"))


def said(response: HttpResponse) -> dict[str, str]:
    """Return {language: heading}, in the order of the page."""
    soup = BeautifulSoup(response.content, "html.parser")
    others = soup.select("body [lang]")
    return {soup.html["lang"]: soup.h1.get_text()} | {
        tag["lang"]: tag.strong.get_text() for tag in others
    }


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_language_of_the_site_is_there_and_the_visitors_first(language: str) -> None:
    response = broken(language)
    assert response.status_code == 500
    assert said(response) == HEADINGS
    assert next(iter(said(response))) == language
    assert {code for code, _name in django_settings.LANGUAGES} == set(HEADINGS)


@pytest.mark.parametrize(
    "codes", [["fr", "en", "de"], ["de", "fr", "en"], ["de", "fr"]], ids="-".join
)
def test_english_that_nobody_has_translated_is_called_english(
    settings: Any, codes: list[str]
) -> None:
    settings.LANGUAGES = [(code, _("French")) for code in codes]
    assert said(broken("de")) == HEADINGS


def test_a_site_in_one_language_speaks_one(settings: Any) -> None:
    settings.LANGUAGES = [("fr", _("French"))]
    assert said(broken("fr")) == {"fr": HEADINGS["fr"]}


def test_plain_english_is_left_if_the_page_is_broken_too(settings: Any) -> None:
    settings.TEMPLATES = [{**django_settings.TEMPLATES[0], "DIRS": [], "OPTIONS": {}}]
    response = broken("fr")
    assert response.status_code == 500
    assert response.headers["Content-Type"] == "text/plain"
    assert response.content.decode().startswith(HEADINGS["en"])
