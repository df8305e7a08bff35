"""Each page has a budget of queries, which does not grow with the content."""

import re
from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brand.models import HomePage, StandardPage, Testimonial, Topic
from services.models import ServicePage
from tests import factories

pytestmark = pytest.mark.django_db


def build(home: HomePage, amount: int) -> None:
    """Build a site with `amount` of everything that a page lists."""
    topics = [factories.topic(f"Sujet {n}") for n in range(amount)]
    answers = [factories.answer(f"Question {n} ?", topics=topics) for n in range(amount)]
    interview = factories.interview(home, *answers)
    keys = [str(a.translation_key) for a in interview.answers.all()]
    services = [
        factories.service(
            home,
            title=f"Service {n}",
            slug=f"service-{n}",
            related_answers=[("answer", key) for key in keys],
            questions=[{"key": f"q{i}", "label": "?"} for i in range(amount)],
        )
        for n in range(amount)
    ]
    testimonials = [
        Testimonial.objects.create(quote="Oui.", author=f"A{n}", locale=home.locale)
        for n in range(amount)
    ]
    contact = [("email", f"a{n}@example.org") for n in range(amount)]
    factories.contact(home, *contact)
    page = StandardPage(title="Texte", slug="texte", locale=home.locale)
    page.body = [("text", "<p>Du texte.</p>")] * amount
    home.add_child(instance=page)
    factories.publish(page)
    home.refresh_from_db()
    home.turns = [
        ("services", {"question": "Quoi ?", "intro": "", "services": services}),
        ("answers", {"question": "Par où ?", "answers": keys}),
        ("testimonials", {"question": "Et eux ?", "testimonials": testimonials}),
    ]
    factories.publish(home)


def cost(path: str, client: Client | None = None) -> list[str]:
    """Return the queries of a page in their order, without the values that they ask for."""
    client = client or Client()
    client.get(path)  # content types and site paths are queried once per process
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return [shape(query["sql"]) for query in queries]


def shape(sql: str) -> str:
    """Return `SELECT … FROM "x" WHERE "x"."id" = ?`, without columns and values."""
    sql = re.sub(r"SELECT .*? FROM ", "SELECT … FROM ", sql, count=1, flags=re.S)
    sql = re.sub(r"'(?:[^']|'')*'|\b[0-9a-f]{32}\b|\b\d+(?:\.\d+)?\b", "?", sql)
    return re.sub(r"\(\?(?:, \?)*\)", "(?)", sql)[:400]


def more(many: list[str], few: list[str]) -> str:
    """Return the queries of `many` that are not in `few`, and how often each occurs."""
    added = Counter(many) - Counter(few)
    return "\n".join(f"{times} × {sql}" for sql, times in added.most_common())


# Each page asks for the site with its owner, the outline, what is private, itself and the channels.
BUDGETS = {
    "/": 12,
    "/entretien/": 12,
    "/entretien/?q=question&topic=sujet-0": 12,
    # One more for the nearest answers of other interviews, if none has all words.
    "/entretien/?q=question+absente": 12,
    "/entretien/question-0/": 12,
    "/services/": 8,
    "/services/service-0/": 12,
    "/contact/": 9,
    "/contact/?service=service-0": 11,
    "/texte/": 6,
}


@pytest.mark.any_database
def test_a_page_stays_within_its_budget_however_much_there_is(
    home: HomePage, subtests: Any
) -> None:
    build(home, 2)
    few = {path: cost(path) for path in BUDGETS}
    for page in (*home.get_children(),):
        page.delete()
    Topic.objects.all().delete()
    Testimonial.objects.all().delete()
    home.refresh_from_db()
    build(home, 9)
    for path, budget in BUDGETS.items():
        with subtests.test(path):
            many = cost(path)
            assert len(many) == len(few[path]), more(many, few[path])
            assert len(many) <= budget, "\n".join(many)


@pytest.mark.any_database
def test_no_page_asks_the_same_twice(home: HomePage, subtests: Any) -> None:
    """Values included: header, body and footer share what one of them has read."""
    build(home, 3)
    english = factories.home("en", translation_key=home.translation_key)
    factories.interview(english, factories.answer("A question?"))
    for path in (*BUDGETS, "/en/", "/en/interview/", "/en/nowhere/", "/sitemap.xml"):
        client = Client()
        client.get(path)
        with subtests.test(path), CaptureQueriesContext(connection) as queries:
            client.get(path)
            asked = Counter(query["sql"] for query in queries)
            assert [sql for sql, times in asked.items() if times > 1] == []


@pytest.mark.any_database
def test_the_sitemap_costs_the_same_for_one_interview_and_for_several(home: HomePage) -> None:
    factories.interview(home, factories.answer("Une question ?"))
    few = cost("/sitemap.xml")
    for number in range(2):
        factories.interview(home, factories.answer("Une question ?"), slug=f"entretien-{number}")
    many = cost("/sitemap.xml")
    assert len(many) == len(few), more(many, few)
    assert Client().get("/sitemap.xml").content.count(b"/une-question/") == 3


@pytest.mark.postgresql
def test_postgresql_answers_the_queries_of_a_page_without_compiling_them(home: HomePage) -> None:
    """Compiling took half a second per page, on sites too small for the server to count rows."""
    factories.interview(home, factories.answer("Une question ?"))
    asked: list[tuple[str, Any]] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        assert Client().get("/entretien/?q=question").status_code == 200
    assert len(asked) > 5
    with connection.cursor() as cursor:
        for sql, params in asked:
            if sql.startswith("SELECT"):
                cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
                ((plan,),) = cursor.fetchall()
                assert "JIT" not in plan[0], sql


@pytest.mark.any_database
def test_the_inbox_costs_the_same_for_few_and_many(home: HomePage, admin: Client) -> None:
    from contact.inquiries import intake

    def inbox(amount: int) -> list[str]:
        for n in range(amount):
            new = intake.NewInquiry(name=f"N{n}", email="a@example.org", message="x", language="fr")
            intake.receive(new, key=f"{amount}-{n}")
        return cost("/admin/inquiries/", admin)

    few, many = inbox(2), inbox(9)
    assert len(many) == len(few), more(many, few)
    assert ServicePage.objects.count() == 0
