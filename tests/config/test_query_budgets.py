"""How many queries a page may cost, and that more content does not make it more."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brand.models import HomePage, StandardPage, Testimonial
from services.models import ServicePage
from tests import factories

pytestmark = pytest.mark.django_db


def build(home: HomePage, amount: int) -> None:
    """A site with `amount` of everything that a page lists."""
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


def cost(path: str) -> int:
    client = Client()
    client.get(path)  # content types and site paths are looked up once a process
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


BUDGETS = {
    "/": 20,
    "/entretien/": 17,
    "/entretien/?q=question&topic=sujet-0": 18,
    "/entretien/question-0/": 18,
    "/services/": 17,
    "/services/service-0/": 20,
    "/contact/": 16,
    "/contact/?service=service-0": 18,
    "/texte/": 15,
}


@pytest.mark.parametrize("path", BUDGETS)
def test_a_page_stays_within_its_budget_however_much_there_is(
    home: HomePage, path: str, subtests: Any
) -> None:
    build(home, 2)
    few = cost(path)
    for page in (*home.get_children(),):
        page.delete()
    from brand.models import Topic

    Topic.objects.all().delete()
    Testimonial.objects.all().delete()
    home.refresh_from_db()
    build(home, 9)
    many = cost(path)
    assert many == few
    assert few <= BUDGETS[path], f"{path} costs {few} queries"


def test_the_inbox_costs_the_same_for_few_and_many(home: HomePage, admin: Client) -> None:
    from contact import intake

    def inbox(amount: int) -> int:
        for n in range(amount):
            new = intake.NewInquiry(name=f"N{n}", email="a@example.org", message="x", language="fr")
            intake.receive(new, key=f"{amount}-{n}")
        admin.get("/admin/inquiries/")
        with CaptureQueriesContext(connection) as queries:
            admin.get("/admin/inquiries/")
        return len(queries)

    assert inbox(2) == inbox(9)
    assert ServicePage.objects.count() == 0
