"""The first button of a form in the document is the one that Enter should press.

Browsers press it with and without scripts (HTML, "Implicit submission"); tests/e2e/test_enter.py
does so.
"""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from brand.models import HomePage
from tests import factories
from tests.addresses import OUR_SCREENS
from tests.contact.inquiry_forms import BROWSER, filled

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

# The main buttons of forms with several buttons.
MAIN = {"Envoyer mon message", "Renvoyer", "Appliquer les rôles"}


def wrong_forms(body: str) -> tuple[int, list[str]]:
    """Return the number of forms on a page, and those whose first button is not the main one."""
    page = BeautifulSoup(body, "html.parser")
    forms, wrong = page.find_all("form"), []
    for form in forms:
        buttons = [b for b in page.select("button, input[type=submit]") if owner(b, page) is form]
        submits = [words(b) for b in buttons if b.get("type", "submit") == "submit"]
        if len(set(submits)) > 1 and submits[0] not in MAIN:
            wrong.append(f"{form.get('action')}: {submits}")
    return len(forms), wrong


def owner(button: Tag, page: BeautifulSoup) -> Tag | None:
    if button.has_attr("form"):
        return page.find(id=button["form"])
    return button.find_parent("form")


def words(button: Tag) -> str:
    return str(button.get("value", "")) if button.name == "input" else button.get_text(strip=True)


@pytest.fixture
def states_of_the_form(client: Client, home: HomePage) -> Iterator[tuple[str, str]]:
    """Yield the inquiry form in each of its states."""
    factories.contact(home)
    questions = [{"key": "goal", "label": "Que visez-vous ?", "required": True}]
    factories.service(home, slug="strategie", questions=questions)
    chosen = {"service": "strategie"}
    data = filled(client, email="lea@gmial.com", **chosen)

    def gone(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        raise OperationalError("gone")

    def states() -> Iterator[tuple[str, str]]:
        yield "as opened", client.get("/contact/").content.decode()
        yield "with questions", client.get("/contact/", chosen).content.decode()
        yield "with an error and a hint", client.post("/contact/", data, **BROWSER).content.decode()
        stale = data | {"token": ""}
        yield "stale", client.post("/contact/", stale, **BROWSER).content.decode()
        with connection.execute_wrapper(gone):
            yield "503", client.post("/contact/", data, **BROWSER).content.decode()

    return states()


def test_the_inquiry_form_sends(states_of_the_form: Iterator[tuple[str, str]]) -> None:
    found = {state: wrong_forms(body) for state, body in states_of_the_form}
    assert found == dict.fromkeys(found, (1, []))
    assert len(found) == 5


def test_forms_of_the_admin_and_the_account_do_what_they_are_for(
    admin: Client, client: Client, home: HomePage
) -> None:
    factories.contact(home)
    text = "Q1 - Qui êtes-vous ?\nUne jardinière.\n\nQ2 - Et demain ?\nOn verra.\n"
    imported = admin.post(reverse("interview_import:start"), {"text": text})["Location"]
    forms, wrong = 0, {}
    for browser in (client, admin):
        for path in [*OUR_SCREENS, imported]:
            answer = browser.get(path)
            if answer.status_code == 200 and "html" in answer["Content-Type"]:
                number, found = wrong_forms(answer.content.decode())
                forms += number
                if found:
                    wrong[path] = found
    assert wrong == {}
    assert forms > 10
