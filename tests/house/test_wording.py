"""The site's own French and English: catalogues, demonstration, first pages, sample texts."""

import dataclasses
import importlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.utils import translation

from ops.dates import date_in_words, moment_in_words, weekday_in_words
from tests.visible import said
from tests.wording import MONTHS, TYPOGRAPHY, WORDS, Rule, faults, text_of

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("fr", "en")


def texts_in(value: Any) -> Iterator[str]:
    """Yield all strings in dataclasses, dicts (but their keys), lists and tuples."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_in(part)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from texts_in(dataclasses.asdict(value))


def catalogue(language: str) -> Iterator[str]:
    path = ROOT / f"config/locale/{language}/LC_MESSAGES/django.po"
    with path.open("rb") as file:
        for message in read_po(file):
            if message.id:
                yield from texts_in(message.string)


def content(language: str) -> Iterator[str]:
    """Yield the texts of all modules of content, without the names that only the code reads."""
    yield from (text for text in _content(language) if not re.fullmatch("[a-z_]+", text))


def _content(language: str) -> Iterator[str]:
    for path in sorted(ROOT.glob(f"*/*/content_{language}.py")):
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        yield from texts_in([v for name, v in vars(module).items() if name.isupper()])
    for name in ("contact.starter", "services.starter"):
        for value in vars(importlib.import_module(name)).values():
            if isinstance(value, dict) and language in value:
                yield from texts_in(value[language])
    yield from texts_in(importlib.import_module("config.styleguide.words").words(language))


def broken_page(language: str) -> Iterator[str]:
    """Yield the texts of the one page that needs no database, and so no catalogue."""
    html = (ROOT / "templates/500.html").read_text(encoding="utf-8")
    # This page cannot use the filter that writes non-breaking hyphens.
    yield from said(html.replace("\u2011", "-"))[language]


@pytest.mark.parametrize("source", [catalogue, content, broken_page])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_follows_the_rules(language: str, source: Any) -> None:
    texts = [text_of(text) for text in source(language)]
    assert texts
    rules = [*TYPOGRAPHY[language], *WORDS[language]]
    found = [fault for text in texts for line in text.split("\n") for fault in faults(line, *rules)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_texts_do_not_talk_to_the_owner(language: str) -> None:
    """Tasks of the owner stand in the admin, and in notes that visitors do not get."""
    to_the_owner = re.compile(
        r"(?i)avocat|lawyer|Paramètres|Settings|avant d’ouvrir|before you open"
        r"|prestataires réels|real providers"
    )
    # What begins with ✎ cannot be published.
    texts = [text for text in content(language) if "✎" not in text]
    assert [text[:200] for text in texts if to_the_owner.search(text)] == []


def every_rule() -> Iterator[tuple[str, Rule]]:
    for rules in (TYPOGRAPHY, WORDS):
        for language, those in rules.items():
            yield from ((language, rule) for rule in those)


@pytest.mark.parametrize(
    "rule", [pytest.param(rule, id=f"{language}: {rule.fault}") for language, rule in every_rule()]
)
def test_a_rule_sees_its_fault_and_nothing_else(rule: Rule) -> None:
    assert rule.finds(rule.wrong)
    assert not rule.finds(rule.right)


def test_a_french_date_begins_a_month_on_its_first() -> None:
    """All days of a leap year, as a date, as a day soon to come, and as a moment."""
    first = datetime(2028, 1, 1, 12, tzinfo=UTC)
    with translation.override("fr"):
        for day in (first + timedelta(days=number) for number in range(366)):
            for words in (date_in_words(day), weekday_in_words(day), moment_in_words(day)):
                assert faults(words, *TYPOGRAPHY["fr"]) == []
                assert bool(re.search(rf"\b1er (?:{MONTHS})", words)) is (day.day == 1), words


def test_no_template_writes_a_date_in_words_itself() -> None:
    """Django knows no "1er": `date` is for machines, and ops/dates.py writes for people."""
    found = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        if path.suffix in {".html", ".txt"}
        for text in re.findall(r"\|(?:date|time)\b(?!:\"Y-m-d\")[^}|]*", path.read_text("utf-8"))
    ]
    assert found == []
    written = [
        str(path.relative_to(ROOT))
        for room in ("brand", "config", "contact", "ops", "services")
        for path in sorted((ROOT / room).rglob("*.py"))
        if re.search(r"\bdate_format\(", path.read_text("utf-8"))
    ]
    assert written == ["ops/dates.py"]
