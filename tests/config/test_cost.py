"""The cost of a page grows slowly with its content. Python calls are counted, never seconds.

The numbers are what was reached and a little more (docs/decisions/0076): a template that does once
for each answer what could be done once for the page shows here.
"""

import sys
from types import FrameType
from typing import Any

import pytest
from django.test import Client

from brand.models import HomePage
from tests import factories
from tests.config.test_query_budgets import cost
from tests.contact.inquiry_forms import BROWSER, filled

pytestmark = pytest.mark.django_db

TEXT = "<p>Une <b>réponse</b> à lire, avec des mots, d’été &amp; d’hiver.</p>" * 5
FEW, MANY = 5, 25


def calls_of(path: str, client: Client, data: dict[str, Any] | None = None) -> int:
    """Return how many Python functions a request calls, once everything is warm."""
    called = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal called
        called += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        response = client.get(path) if data is None else client.post(path, data, **BROWSER)
    finally:
        sys.setprofile(before)
    assert response.status_code in {200, 303}
    return called


def interviews(home: HomePage, link: str = "") -> None:
    """Make two interviews, /peu/ with few answers and /beaucoup/ with many."""
    factories.contact(home, ("email", "d@example.org"))
    topics = [factories.topic("Sujet")]
    for slug, amount in (("peu", FEW), ("beaucoup", MANY)):
        answers = [
            factories.answer(f"Question {n} ?", TEXT + link, topics=topics) for n in range(amount)
        ]
        factories.interview(home, *answers, slug=slug)


@pytest.mark.parametrize(
    ("query", "budget"),
    [("", 720), ("?topic=sujet", 720), ("?q=reponse", 880), ("?q=r", 880)],
)
def test_one_more_answer_costs_little(
    home: HomePage, client: Client, query: str, budget: int
) -> None:
    interviews(home)
    called = {}
    for slug in ("peu", "beaucoup"):
        for _warm in range(3):
            client.get(f"/{slug}/{query}")
        called[slug] = calls_of(f"/{slug}/{query}", client)
    each = (called["beaucoup"] - called["peu"]) / (MANY - FEW)
    assert 100 < each < budget


def test_links_in_answers_are_looked_up_together(home: HomePage) -> None:
    page = factories.service(home)
    english = factories.home("en", translation_key=home.translation_key)
    links = "".join(f'<p><a linktype="page" id="{p.pk}">Là</a>.</p>' for p in (page, english))
    interviews(home, links)
    body = Client().get("/beaucoup/").content.decode()
    assert body.count(f'<a href="{page.get_url()}">Là</a>') == MANY
    assert body.count(f'<a href="{home.get_url()}">Là</a>') == MANY  # in the reader's language
    assert len(cost("/beaucoup/")) == len(cost("/peu/"))


def test_sending_an_inquiry_is_cheap(home: HomePage, client: Client) -> None:
    factories.contact(home, ("email", "d@example.org"))
    forms = [filled(client, email=f"l{n}@client.example") for n in range(4)]
    for form in forms[:3]:
        client.post("/contact/", form, **BROWSER)
    assert 2_000 < calls_of("/contact/", client, forms[3]) < 11_000
