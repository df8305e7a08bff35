"""Every page of the demonstration, every error and every mail is well set and in one language."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail
from django.db import transaction
from django.test import Client, override_settings
from django.utils import translation
from django.utils.translation import trans_real
from wagtail.models import Page

from brand.models import BrandSettings, HomePage
from config.management.commands.seed_demo import seed
from contact.form import tokens
from contact.mail import delivery
from contact.models import ContactPage, Inquiry
from ops.models import User
from services.models import ServicePage
from tests import factories
from tests.visible import Reader, said
from tests.wording import TYPOGRAPHY, WORDS, faults

pytestmark = [pytest.mark.any_database]

LANGUAGES = ("fr", "en")
REFERENCE = "[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}"
# A mail has nothing that a visitor wrote but a short word or two.
RULES = {language: [*TYPOGRAPHY[language], *WORDS[language]] for language in LANGUAGES}


@pytest.fixture(scope="module")
def _demo(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The demonstration, seeded once for all tests of this file."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        factories.as_migrated()
        seed()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _on_the_demo(_demo: None, db: None) -> None:
    """Let each test change the demonstration in a savepoint of its own."""


def addresses(language: str) -> list[str]:
    """Return the addresses of all pages and answers in a language, and of further states.

    These are a search with and without results, and a missing page.
    """
    pages = Page.objects.filter(locale__language_code=language, depth__gt=1).specific()
    paths = [
        "/" + entry["location"].partition("://")[2].partition("/")[2]
        for page in pages
        for entry in page.get_sitemap_urls()
    ]
    home = HomePage.objects.get(locale__language_code=language)
    interview = next(path for path in paths if path.endswith(("/entretien/", "/interview/")))
    return [*paths, f"{interview}?q=xyzzy", f"{interview}?q=ong", f"{home.get_url()}nowhere/"]


def refused_forms(language: str) -> Iterator[tuple[str, str]]:
    """Yield (fault, page) for the form with every kind of error, and then for a success."""
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    page = ContactPage.objects.get(locale__language_code=language)
    path = page.get_url()
    service = ServicePage.objects.filter(locale=page.locale).first()
    yield "chosen service", client.get(f"{path}?service={service.slug}").content.decode()
    wrong = {
        "nothing": {},
        "nonsense": {"name": "x" * 200, "email": "no", "message": "x" * 10_001},
        "no such service": {"service": "gone", "name": "Ada", "email": "a@b.co", "message": "?"},
        "brief": {"service": service.slug, "name": "Ada", "email": "a@b.co", "message": "!"}
        | {f"brief_{q.key}": "zz" for q in service.brief_questions.all()},
        "slip": {"name": "Ada", "email": "ada@gmial.com", "message": ""},
        "stale": {"token": "", "name": "Ada", "email": "ada@example.org", "message": "Hello"},
        "crowded": {f"field_{number}": "1" for number in range(300)},
    }
    for what, data in wrong.items():
        response = client.post(path, {"token": tokens.issue()} | data)
        assert response.status_code in {200, 400, 413, 422}, (what, response.status_code)
        yield what, response.content.decode()
    sent = {
        "token": tokens.issue(),
        "name": "Ada",
        "email": "ada@example.org",
        "message": "Bonjour",
    }
    response = client.post(path, sent)
    assert response.status_code == 303
    yield "thanks", client.get(response["Location"]).content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_and_error_is_well_set_and_in_its_language(language: str) -> None:
    client = Client()
    shown = [(path, client.get(path).content.decode()) for path in addresses(language)]
    shown += [(f"form: {what}", html) for what, html in refused_forms(language)]
    assert len(shown) > 20
    found: dict[str, list[str]] = {}
    for name, html in shown:
        reader = Reader(html)
        wrong = [] if reader.language == language else [f"<html lang={reader.language!r}>"]
        for passages_in, passages in reader.said.items():
            rules = TYPOGRAPHY[passages_in or language]
            wrong += [fault for text in passages for fault in faults(text, *rules)]
        if wrong:
            found[name] = wrong
    assert found == {}


def test_no_line_of_a_question_ends_within_an_inverted_verb() -> None:
    """The demonstration has ordinary hyphens, as owners type them; titles keep them."""
    client = Client()
    pages = [BeautifulSoup(client.get(path).content, "html.parser") for path in addresses("fr")]
    asked = [q.get_text() for page in pages for q in page.select("main :is(h1, h2, h3).asks")]
    inverted = re.compile(r"[\w’]+[-\u2011](?:vous|je|il|on|nous|ce|t)\b")
    # A longer one would not fit into the line of a phone.
    found = {verb for text in asked for verb in inverted.findall(text) if len(verb) <= 13}
    assert len(found) > 10
    assert [verb for verb in found if "-" in verb] == []
    assert not [page.title for page in pages if "\u2011" in page.title.get_text()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_is_well_set_and_in_its_language(language: str) -> None:
    User.objects.create_superuser("owner@example.org", "long enough to pass")
    list(refused_forms(language))
    assert Inquiry.objects.get().language == language
    while delivery.deliver_due():
        pass
    [to_client] = [m for m in mail.outbox if m.to == ["ada@example.org"]]
    [to_owner] = [m for m in mail.outbox if m.to == ["owner@example.org"]]
    for message, expected in ((to_client, language), (to_owner, settings.LANGUAGE_CODE)):
        text = f"{message.subject}\n{message.body}"
        found = [fault for line in text.splitlines() for fault in faults(line, *RULES[expected])]
        assert found == []
        greeting = {"fr": "Bonjour", "en": "Hello"}[expected]
        assert greeting in text
    assert BrandSettings.objects.get().name in to_client.body


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_the_owners_or_can_be_translated(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a catalogue that marks every translation, all unmarked text comes from the database.

    Together with complete catalogues (tests/house), no string is left untranslated.
    """
    client = Client()
    owners = written_by_the_owner()
    paths = addresses(language)
    mark_translations(monkeypatch, language)
    shown = [(path, client.get(path).content.decode()) for path in paths]
    shown += [(f"form: {what}", html) for what, html in refused_forms(language)]
    bare = {
        f"{name}: {passage[:80]}"
        for name, html in shown
        for passages in said(html).values()
        for passage in passages
        for words in re.split(rf"{REFERENCE}|https?://\S+|[\d€,.:;()—·@⟦⟧]", unmarked(passage))
        if re.search(r"[^\W\d_]{2}", words) and plain(words) not in owners
    }
    assert sorted(bare) == []


def unmarked(passage: str) -> str:
    """Return `passage` without marked text. A translated sentence may contain a translated date."""
    while (shorter := re.sub(r"⟦[^⟦⟧]*⟧", "·", passage)) != passage:
        passage = shorter
    return passage


def plain(text: str) -> str:
    """Return letters only, because spaces and signs differ between stored and displayed text."""
    return "".join(re.findall(r"[^\W_]+", text)).casefold()


def written_by_the_owner() -> str:
    """Return all letters in the database and of names, codes and typed text."""
    from tests.config.commands.test_seed_demo import database

    kept = "".join(plain(re.sub(r"<[^>]+>|&\w+;", " ", text)) for _table, text in database())
    return kept + "".join(
        map(
            plain,
            [
                "FR français",
                "EN English",
                "Twitter",
                "LinkedIn",
                "xyzzy",
                "Ada",
                "gmail.com",
                "Bonjour",
            ],
        )
    )


def mark_translations(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    """Put everything that is translated into `language` between ⟦ and ⟧."""
    catalogue = trans_real.translation(language)
    for name in ("gettext", "ngettext"):
        original = getattr(catalogue, name)
        monkeypatch.setattr(
            catalogue, name, lambda *a, original=original: f"⟦{original(*a)}⟧", raising=False
        )
    with translation.override(language):
        assert translation.gettext("Home").startswith("⟦")
