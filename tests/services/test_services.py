"""Services: prices, briefs, and what the editor refuses."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from brand.models import HomePage
from brand.templatetags.text_tags import euros
from services.models import BriefQuestion, Offer, ServicePage
from tests import factories
from tests.editor_forms import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_two_questions_with_one_key_are_refused_at_the_second(
    home: HomePage, admin: Client
) -> None:
    page = factories.service(
        home, questions=[{"key": "goal", "label": "But ?"}, {"key": "size", "label": "Taille ?"}]
    )
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = fields_of(admin.get(url).context["form"]) | {"brief_questions-1-key": "goal"}
    response = admin.post(url, data | {"action-publish": "1"})
    assert response.status_code == 200
    first, second = response.context["form"].formsets["brief_questions"].forms
    assert not first.errors
    assert "key" in second.errors
    keys = ServicePage.objects.get().brief_questions.values_list("key", flat=True)
    assert set(keys) == {"goal", "size"}


def test_a_choice_needs_choices() -> None:
    question = BriefQuestion(key="tools", label="Outils ?", kind="choice", choices=" \n ")
    with pytest.raises(ValidationError) as error:
        question.clean()
    assert "choices" in error.value.message_dict


@pytest.mark.parametrize(
    ("amount", "french", "english"),
    [
        (Decimal("1200"), "1\u202f200\xa0€", "€1,200"),
        (Decimal("49.50"), "49,50\xa0€", "€49.50"),
        (None, "", ""),
    ],
)
def test_a_price_is_written_as_its_language_writes_it(
    amount: Decimal | None, french: str, english: str
) -> None:
    with translation.override("fr"):
        assert euros(amount) == french
    with translation.override("en"):
        assert euros(amount) == english


def test_a_service_that_is_no_longer_offered_leaves_the_home_page(
    home: HomePage, client: Client
) -> None:
    page = factories.service(home, title="Stratégie sur mesure")
    home.refresh_from_db()
    home.turns = [("services", {"question": "Quoi ?", "intro": "", "services": [page]})]
    factories.publish(home)
    assert "Stratégie sur mesure" in client.get("/").content.decode()
    page.unpublish()
    assert "Stratégie sur mesure" not in client.get("/").content.decode()


def test_a_price_names_the_offer_that_it_belongs_to_where_there_are_several(
    home: HomePage, client: Client
) -> None:
    page = factories.service(home, slug="strategie", duration="Six semaines")
    home.refresh_from_db()
    home.turns = [("services", {"question": "Quoi ?", "intro": "", "services": [page]})]
    factories.publish(home)

    def said_beside_the_price(path: str, place: str) -> str:
        shown = BeautifulSoup(client.get(path).content, "html.parser").select_one(place)
        return " ".join(shown.get_text(" ").split())

    places = {
        "/services/strategie/": ".keyfacts dd",
        "/services/": ".line-price",
        "/": ".line-price",
    }
    for path, place in places.items():
        assert said_beside_the_price(path, place) == "à partir de 1 200 €"
    page.offers.add(Offer(name="Suivi", price_from=350, unit="par mois", sort_order=1))
    page.save()
    for path, place in places.items():
        assert said_beside_the_price(path, place) == "à partir de 1 200 € Diagnostic", path


@pytest.mark.parametrize(
    ("notes", "beside", "below"),
    [
        (["HT", "HT"], [], ["HT"]),
        (["HT", "TTC"], ["HT", "TTC"], []),
        (["HT", ""], ["HT"], []),
        (["", ""], [], []),
    ],
)
def test_a_tax_note_is_said_once_below_a_list_unless_notes_differ(
    home: HomePage, client: Client, notes: list[str], beside: list[str], below: list[str]
) -> None:
    pages = [factories.service(home, slug=f"service-{n}") for n in range(len(notes))]
    for page, note in zip(pages, notes, strict=True):
        page.offers.update(tax_note=note)
    # The same notes on one page with several offers.
    together = factories.service(home, slug="ensemble")
    together.offers.set(
        [Offer(name=f"Offre {n}", price_from=100, tax_note=note) for n, note in enumerate(notes)]
    )
    factories.publish(together)
    home.refresh_from_db()
    home.turns = [("services", {"question": "Quoi ?", "intro": "", "services": pages})]
    factories.publish(home)
    for path, price in (("/", ".line-price"), ("/services/ensemble/", ".offer-price")):
        shown = BeautifulSoup(client.get(path).content, "html.parser")
        said = [s.get_text() for s in shown.select(f"{price} small")]
        assert [text for text in said if text != "à partir de"] == beside, path
        assert [text.get_text() for text in shown.select(".tax-note")] == below, path


def test_a_price_that_is_an_example_is_no_fact_for_machines(home: HomePage, client: Client) -> None:
    page = factories.service(home, slug="strategie")
    assert '"minPrice":"1200.00"' in client.get("/services/strategie/").content.decode()
    page.offers.update(is_example=True)
    assert "minPrice" not in client.get("/services/strategie/").content.decode()


def test_an_answer_leads_to_the_services_that_name_it(home: HomePage, client: Client) -> None:
    interview = factories.interview(home, factories.answer("Une ?"), factories.answer("Deux ?"))
    one, two = (str(answer.translation_key) for answer in interview.answers.all())
    named = [("answer", one), ("answer", one)]
    factories.service(home, title="Diagnostic", slug="diagnostic", related_answers=named)
    factories.service(home, title="Atelier", slug="atelier", related_answers=named)
    hidden = factories.service(home, title="Caché", slug="cache", related_answers=[("answer", two)])
    hidden.unpublish()

    def led_to(path: str, article: str) -> list[str]:
        page = BeautifulSoup(client.get(path).content, "html.parser")
        return [str(a["href"]) for a in page.select(f"article#{article} .answer-services a")]

    services = ["/services/diagnostic/", "/services/atelier/"]
    assert led_to("/entretien/", "une") == led_to("/entretien/une/", "une") == services
    assert led_to("/entretien/", "deux") == led_to("/entretien/deux/", "deux") == []
