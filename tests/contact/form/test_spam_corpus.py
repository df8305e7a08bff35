"""Messages of people and robots, sent the way they send them: who ends up in quarantine.

Half a was used to tune the rules, half b never (see corpus/README.md).
"""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from contact.form import spam
from contact.form.forms import HONEYPOT
from contact.form.tokens import FormToken
from contact.models import ContactPage, Inquiry
from tests.contact.inquiry_forms import HTMX, filled

pytestmark = pytest.mark.any_database

FOLDER = Path(__file__).parent / "corpus"
Row = dict[str, Any]


@pytest.fixture(autouse=True)
def _armed(settings: Settings) -> None:
    settings.INQUIRY_MIN_SECONDS = 3


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text().splitlines()]


def signals_of(row: Row, headers: dict[str, str], seconds: float, **more: str) -> tuple[str, ...]:
    request = RequestFactory().post("/contact/", row | more, headers=headers)
    opened = timezone.now() - timedelta(seconds=seconds)
    return spam.quarantine_reasons(request, FormToken("key", opened, opened), row | more)


def of_a_person(row: Row, *, script: bool) -> tuple[str, ...]:
    """Send as a browser that says where it comes from, after a minute of typing."""
    htmx = {"HX-Request": "true"} if script else {}
    return signals_of(row, {"Sec-Fetch-Site": "same-origin"} | htmx, 60)


def of_a_robot(row: Row) -> tuple[str, ...]:
    """Send as a script without headers that fills in everything, or one that copies a browser's."""
    copied = {"Sec-Fetch-Site": "same-origin"}
    match row["sender"]:
        case "script":
            return signals_of(row, {}, row["seconds"], **{HONEYPOT: row["message"][:50]})
        case "polite_script" | "patient_script":
            return signals_of(row, copied, row["seconds"])
        case _:
            return signals_of(row, copied | {"HX-Request": "true"}, row["seconds"])


def part(found: list[tuple[str, ...]]) -> float:
    return sum(map(bool, found)) / len(found)


@pytest.mark.parametrize("half", ["a", "b"])
def test_people_are_let_through(half: str) -> None:
    people = rows(f"persons_{half}")
    assert len(people) >= 100
    assert part([of_a_person(row, script=True) for row in people]) <= 0.01
    # Without scripts more messages are quarantined; only one visitor in a hundred has none.
    assert part([of_a_person(row, script=False) for row in people]) <= 0.1


@pytest.mark.parametrize(("half", "least"), [("a", 1.0), ("b", 0.95)])
def test_scripts_are_caught(half: str, least: float) -> None:
    scripted = [row for row in rows(f"spam_{half}") if row["sender"] != "hired"]
    assert len(scripted) >= 100
    assert part([of_a_robot(row) for row in scripted]) >= least


@pytest.mark.parametrize("half", ["a", "b"])
@pytest.mark.parametrize("seconds", [3.1, 6, 9])
def test_in_a_hurry_and_without_scripts_only_words_decide(half: str, seconds: float) -> None:
    """Fewer than one person in four uses words that count as a sign."""
    headers = {"Sec-Fetch-Site": "same-origin"}
    found = [signals_of(row, headers, seconds) for row in rows(f"persons_{half}")]
    assert part(found) < 0.25


@pytest.mark.django_db
def test_whoever_is_caught_is_kept_all_the_same(client: Client, contact: ContactPage) -> None:
    rude = [row for row in rows("persons_a") if row["kind"] in {"rude", "links"}]
    loud = [row for row in rows("spam_a") if row["sender"] == "hired"]
    for row in rude + loud:
        fields = {key: row[key] for key in ("name", "email", "organisation", "message")}
        assert client.post("/contact/", filled(client, **fields), **HTMX).status_code == 200
    assert Inquiry.objects.count() == len(rude + loud)
