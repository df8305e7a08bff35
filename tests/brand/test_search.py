"""Searching the Q&A over HTTP: what is found, here and elsewhere, and what is shown of it."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from brand.models import Answer, HomePage, InterviewPage
from tests import factories

pytestmark = pytest.mark.django_db

TEXTS = {
    "ete": ("Et l’été ?", "<p>L’AIESEC d’été : coopération <b>Nord</b>-Sud, à cœur ouvert.</p>"),
    "hiver": ("Et l’hiver ?", '<p>Rien, <a href="https://ete.example/">voyez</a> ici_même.</p>'),
    "lodz": ("Łódź ?", "<p>Straße, 8 000 bénévoles, R&amp;D, et/ou <mark>partage</mark>.</p>"),
}


def answers() -> list[Any]:
    return [factories.answer(question, text, slug=s) for s, (question, text) in TEXTS.items()]


@pytest.fixture
def interview(home: HomePage) -> InterviewPage:
    return factories.interview(home, *answers())


def soup(client: Client, path: str, **query: str) -> BeautifulSoup:
    response = client.get(path, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def shown(page: BeautifulSoup) -> list[str]:
    return [str(article["id"]) for article in page.select("#answers article")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ete", "ete"), ("ÉTÉ", "ete"), ("e\u0301te\u0301", "ete"), ("l'aiesec", "ete"),
        ("d’été", "ete"), ("coeur", "ete"), ("cœur", "ete"), ("nord-sud", "ete"),
        ("sud coop aies", "ete"), ("bene parta", "lodz"), ("lodz", "lodz"), ("strasse", "lodz"),
        ("8 000", "lodz"), ("R&D", "lodz"), ("ou", "ete lodz"),
        ("partage", "lodz"), ("et", "ete hiver lodz"),
        ("meme ici", "hiver"), ("operation", ""), ("ete hiver", ""), ("example", ""),
        ("AND", ""), ('"ete', "ete"), ("ete*", "ete"), ("' OR 1=1 --", ""),
        ("???", "ete hiver lodz"),
        (" ".join("abcdefghijklmnopqrstuvwxyz" * 4), ""),
    ],
)  # fmt: skip
def test_words_and_their_beginnings_are_found_here_and_elsewhere_alike(
    home: HomePage, client: Client, query: str, found: str
) -> None:
    factories.interview(home, *answers())
    other = factories.interview(home, factories.answer("Vide ?", "<p>.</p>"), slug="autre")
    assert shown(soup(client, "/entretien/", q=query)) == found.split()
    if query != "???":  # nothing to search for shows everything, here only
        elsewhere = soup(client, f"/{other.slug}/", q=query).select("#elsewhere a")
        assert [str(a["href"]) for a in elsewhere] == [f"/entretien/{s}/" for s in found.split()]


def test_the_hit_is_marked_in_question_and_answer(interview: InterviewPage, client: Client) -> None:
    page = soup(client, "/entretien/", q="ete ouv")
    assert [hit.get_text() for hit in page.select(".answer mark.hit")] == ["été", "été", "ouvert"]
    assert page.select_one("#finder-q")["value"] == "ete ouv"
    whole = soup(client, "/entretien/")
    assert whole.select("mark.hit") == []
    texts = [p.select_one("article#ete").get_text() for p in (page, whole)]
    assert texts[0] == texts[1]


def test_what_is_typed_is_never_markup(interview: InterviewPage, client: Client) -> None:
    typed = '"><script>alert(1)</script><mark class="'
    body = client.get("/entretien/", {"q": typed, "topic": typed}).content.decode()
    assert "<script>alert" not in body
    assert 'value="&quot;&gt;&lt;script' in body


def test_an_unknown_topic_says_so_and_leads_on(interview: InterviewPage, client: Client) -> None:
    page = soup(client, "/entretien/", topic="gone")
    assert shown(page) == []
    assert "n’a pas ce thème" in page.select_one("#answers").get_text()
    assert page.select_one("#answers a[href='/entretien/']")
    assert page.select_one("input[name=topic]:not([disabled])") is None


def test_a_topic_and_words_are_one_address_and_can_be_taken_apart(
    home: HomePage, client: Client
) -> None:
    topic = factories.topic("ONG")
    factories.interview(
        home, factories.answer("Une ?", "<p>mot</p>", topics=[topic]), factories.answer("Deux ?")
    )
    page = soup(client, "/entretien/", topic="ong", q="mot")
    assert shown(page) == ["une"]
    assert page.select_one("input[name=topic][form=finder]")["value"] == "ong"
    assert page.select_one("#topic-all")["href"] == "/entretien/?q=mot"
    assert page.select_one("#topic-ong")["href"] == "/entretien/?q=mot&topic=ong"
    nothing = soup(client, "/entretien/", topic="ong", q="deux")
    assert shown(nothing) == []
    assert nothing.select_one("#answers a[href='/entretien/?q=deux']")


def test_ten_thousand_characters_are_cut_and_answered(
    interview: InterviewPage, client: Client
) -> None:
    page = soup(client, "/entretien/", q="e\u0301" * 5000)
    assert len(str(page.select_one("#finder-q")["value"])) == 200
    assert shown(page) == []


def test_a_fragment_is_only_the_answers_and_caches_tell_it_apart(
    interview: InterviewPage, client: Client
) -> None:
    page = client.get("/entretien/", {"q": "ete"})
    fragment = client.get("/entretien/", {"q": "ete"}, headers={"HX-Request": "true"})
    assert "HX-Request" in page["Vary"]
    assert "HX-Request" in fragment["Vary"]
    body = fragment.content.decode()
    assert len(body) < len(page.content) / 2
    assert body.strip().startswith('<div id="answers" data-announce="1 réponse"')
    assert re.findall(r'data-hx-swap-oob="true"', body) == ['data-hx-swap-oob="true"']
    assert "<html" not in body
    assert "finder-q" not in body


class TestAcrossInterviews:
    def other(self, home: HomePage, slug: str, **fields: Any) -> InterviewPage:
        text = f"<p>{'Rien. ' * 80}</p><p>{'Avant. ' * 40}Les bénévoles. {'Après. ' * 40}</p>"
        answer = factories.answer(f"Et {slug} ?", text, slug="eux")
        return factories.interview(home, answer, slug=slug, title=f"Titre {slug}", **fields)

    def test_a_result_names_its_interview_and_shows_the_hit(
        self, interview: InterviewPage, home: HomePage, client: Client
    ) -> None:
        self.other(home, "podcast")
        page = soup(client, "/entretien/", q="benevole")
        assert shown(page) == ["lodz"]
        assert (
            page.select_one("#answers a[href='#elsewhere']").get_text()
            == "1 dans un autre entretien"
        )
        assert (
            page.select_one("#answers")["data-announce"] == "1 réponse, 1 dans un autre entretien"
        )
        result = page.select_one("#elsewhere li")
        assert "Titre podcast" in result.get_text()
        assert result.select_one("a")["href"] == "/podcast/eux/"
        assert result.select_one("mark.hit").get_text() == "bénévoles"
        assert len(result.get_text()) < 500

    def test_only_what_anybody_may_read_in_this_language(
        self, interview: InterviewPage, home: HomePage, client: Client, admin: Client
    ) -> None:
        self.other(home, "brouillon", live=False)
        private = self.other(home, "prive")
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        english = factories.home("en", translation_key=home.translation_key)
        self.other(english, "english")
        for visitor in (client, admin):
            page = soup(visitor, "/entretien/", q="benevole")
            assert page.select("#elsewhere, a[href='#elsewhere']") == []
        # Who may open a private interview searches in it, too.
        assert shown(soup(admin, "/prive/", q="benevole")) == ["eux"]

    def test_a_topic_narrows_it_there_too(
        self, interview: InterviewPage, home: HomePage, client: Client
    ) -> None:
        topic = factories.topic("ONG")
        both = [factories.answer("Un mot ?", topics=[topic]), factories.answer("Un autre mot ?")]
        factories.interview(home, *both, slug="autre")
        found = soup(client, "/entretien/", q="mot", topic="ong").select("#elsewhere a")
        assert [a["href"] for a in found] == ["/autre/un-mot/"]

    def test_three_hundred_answers_cost_what_three_do(
        self, interview: InterviewPage, home: HomePage, client: Client
    ) -> None:
        def cost() -> int:
            soup(client, "/entretien/", q="mot")
            with CaptureQueriesContext(connection) as queries:
                client.get("/entretien/", {"q": "mot"})
            return len(queries)

        def here(numbers: range) -> None:
            """Rows only: what is searched here is what is shown, not the index."""
            Answer.objects.bulk_create(
                factories.answer(
                    f"Mot {n} ?",
                    slug=f"mot-{n}",
                    sort_order=n + 9,
                    page=interview,
                    locale=home.locale,
                )
                for n in numbers
            )

        def there(slug: str, amount: int) -> None:
            answers = [factories.answer(f"Mot {n} ?", slug=f"mot-{n}") for n in range(amount)]
            factories.interview(home, *answers, slug=slug)

        here(range(2))
        there("peu", 2)
        cheap = cost()
        here(range(2, 297))
        there("autant", 24)
        assert cost() == cheap
        page = soup(client, "/entretien/", q="mot 7")
        assert shown(page) == [f"mot-{n}" for n in (7, *range(70, 80))]
        many = soup(client, "/entretien/", q="mot")
        assert len(many.select("#elsewhere li")) == 20
        assert "plus de 20 dans d’autres entretiens" in many.get_text()
