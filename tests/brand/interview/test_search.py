"""Searching the Q&A over HTTP: matches here and in other interviews, and their presentation."""

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
    page = soup(client, "/entretien/", q=query)
    assert (shown(page) if not says_nearest(page) else []) == found.split()
    if query != "???":  # without a search term everything is shown, from this interview only
        page = soup(client, f"/{other.slug}/", q=query)
        elsewhere = page.select("#other-answers a") if not says_nearest(page) else []
        assert [str(a["href"]) for a in elsewhere] == [f"/entretien/{s}/" for s in found.split()]


def says_nearest(page: BeautifulSoup) -> bool:
    """Whether the page says that the answers do not match the whole query."""
    return str(page.select_one("#answers")["data-announce"]).startswith(
        "Aucune réponse ne contient"
    )


QUESTIONS = {
    "aide": ("Que faites-vous ?", "<p>J’aide une ONG à parler de ses projets à des réseaux.</p>"),
    "sigle": ("L’AIESEC ?", "<p>Une association : le plus grand réseau social d’étudiants.</p>"),
    "prix": ("Et le journal ?", "<p>Un pays, une boîte : des outils sociaux, sans budget.</p>"),
}


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("c'est quoi l'aiesec ?", "sigle"), ("C’est quoi, l’AIESEC", "sigle"),
        ("cest quoi l aiesec", "sigle"), ("c est quoi l aiesec", "sigle"),
        ("qu'est-ce que l'AIESEC ?", "sigle"), ("comment aide-t-on les ONG ?", "aide"),
        ("ongs", "aide"), ("réseaux", "aide sigle"), ("réseau", "aide sigle"),
        ("réseaux sociaux", "sigle"), ("réseau social", "sigle"), ("outil social", "prix"),
        ("journaux", "prix"), ("des outils pour les pays", "prix"), ("payer", ""),
        ("que est-ce", "sigle aide prix"),
    ],
)  # fmt: skip
def test_a_question_is_asked_as_people_ask(
    home: HomePage, client: Client, query: str, found: str
) -> None:
    """Function words do not count, nor does the difference between singular and plural."""
    answers = [factories.answer(q, text, slug=s) for s, (q, text) in QUESTIONS.items()]
    factories.interview(home, *answers)
    other = factories.interview(home, factories.answer("Vide ?", "<p>.</p>"), slug="autre")
    if query == "que est-ce":  # only function words, which are then searched
        assert soup(client, "/entretien/", q="que").select("mark.hit")[0].get_text() == "Que"
        return
    page = soup(client, "/entretien/", q=query)
    assert (shown(page) if not says_nearest(page) else []) == found.split()
    page = soup(client, f"/{other.slug}/", q=query)
    elsewhere = page.select("#other-answers a") if not says_nearest(page) else []
    assert [str(a["href"]) for a in elsewhere] == [f"/entretien/{s}/" for s in found.split()]


def test_english_questions_are_asked_in_english(home: HomePage, client: Client) -> None:
    english = factories.home("en", translation_key=home.translation_key)
    factories.interview(
        english,
        factories.answer("A son?", "<p>My son thanks the charities of a country.</p>", slug="son"),
        slug="interview",
    )
    for query in ("what's a charity?", "the son", "countries", "don't you have a son"):
        assert shown(soup(client, "/en/interview/", q=query)) == ["son"], query
    assert says_nearest_in_english(soup(client, "/en/interview/", q="the son of a king"))


def says_nearest_in_english(page: BeautifulSoup) -> bool:
    return str(page.select_one("#answers")["data-announce"]).startswith("No answer has all")


@pytest.mark.any_database
class TestNearest:
    def test_where_no_answer_has_all_words_the_nearest_are_offered_as_such(
        self, home: HomePage, client: Client
    ) -> None:
        """Answers with most words come first; rare words count more than common ones."""
        texts = {
            "un": "Les bénévoles et le budget.",
            "deux": "Les bénévoles et les outils.",
            "trois": "Les bénévoles, les outils, la formation.",
            "quatre": "Rien de tout cela.",
        }
        answers = [factories.answer(f"{s} ?", f"<p>{t}</p>", slug=s) for s, t in texts.items()]
        factories.interview(home, *answers)
        other = factories.interview(home, factories.answer("Vide ?"), slug="autre")
        query = "quels outils de formation pour mes bénévoles et mes robots ?"
        page = soup(client, "/entretien/", q=query)
        assert shown(page) == ["trois", "deux"]
        said = page.select_one("#answers .turn-lead").get_text(" ", strip=True)
        none = "Aucune réponse ne contient tous ces mots. Les plus proches\u00a0:"
        assert said == none
        announced = page.select_one("#answers")["data-announce"]
        assert (
            announced
            == "Aucune réponse ne contient tous ces mots. Les plus proches\u00a0: 2 réponses"
        )
        assert page.select_one("#finder-count").get_text() == "0 réponse sur 4"
        assert {hit.get_text() for hit in page.select("mark.hit")} == {
            "outils", "formation", "bénévoles",
        }  # fmt: skip
        there = soup(client, f"/{other.slug}/", q=query)
        assert shown(there) == []
        assert [a["href"] for a in there.select("#other-answers a")] == [
            "/entretien/trois/", "/entretien/deux/",
        ]  # fmt: skip
        assert says_nearest(there)

    def test_what_has_all_words_elsewhere_comes_before_what_is_near_here(
        self, home: HomePage, client: Client
    ) -> None:
        factories.interview(home, factories.answer("Le budget ?", "<p>Petit.</p>"))
        whole = factories.answer("Le budget des bénévoles ?", "<p>.</p>", slug="tout")
        factories.interview(home, whole, slug="autre")
        page = soup(client, "/entretien/", q="budget des bénévoles")
        assert shown(page) == []
        assert not says_nearest(page)
        assert [a["href"] for a in page.select("#other-answers a")] == ["/autre/tout/"]

    def test_nothing_near_is_nothing_found(self, interview: InterviewPage, client: Client) -> None:
        page = soup(client, "/entretien/", q="xyzzy plugh")
        assert shown(page) == []
        assert not says_nearest(page)
        assert "Rien trouvé" in page.select_one("#answers h2").get_text()

    def test_a_topic_holds_for_the_nearest_too(self, home: HomePage, client: Client) -> None:
        topic = factories.topic("ONG")
        factories.interview(
            home,
            factories.answer("Une ?", "<p>mot</p>", topics=[topic]),
            factories.answer("Deux ?", "<p>mot clair</p>"),
        )
        page = soup(client, "/entretien/", topic="ong", q="mot clair")
        assert shown(page) == ["une"]
        assert "sur «\u202fONG\u202f»" in page.select_one("#answers .turn-lead").get_text()
        assert page.select_one("#answers a[href='/entretien/?q=mot+clair']")


def test_the_count_stands_beside_the_field_and_the_form_leads_there(
    interview: InterviewPage, client: Client
) -> None:
    """Without scripts the page scrolls to the field, with the number and the answers below it."""
    whole = soup(client, "/entretien/")
    assert whole.select_one("#finder")["action"] == "/entretien/#finder"
    assert whole.select_one("#finder #finder-count").get_text() == ""
    found = soup(client, "/entretien/", q="ete")
    assert found.select_one("#finder #finder-count").get_text() == "1 réponse sur 3"


def test_the_hit_is_marked_in_question_and_answer(interview: InterviewPage, client: Client) -> None:
    page = soup(client, "/entretien/", q="ete ouv")
    assert [hit.get_text() for hit in page.select(".answer mark.hit")] == ["été", "été", "ouvert"]
    assert page.select_one("#finder-q")["value"] == "ete ouv"
    whole = soup(client, "/entretien/")
    assert whole.select("mark.hit") == []
    for each in (page, whole):
        each.select_one("article#ete .answer-onward").decompose()  # which answer is next differs
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
    assert "dans cet entretien" in page.select_one("#answers").get_text()
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
    assert page.select_one("#topic-all")["href"] == "/entretien/?q=mot#finder"
    assert page.select_one("#topic-ong")["href"] == "/entretien/?q=mot&topic=ong#finder"
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
    assert re.findall(r'data-hx-swap-oob="true"', body) == ['data-hx-swap-oob="true"'] * 2
    assert "<html" not in body
    assert "finder-q" not in body
    assert 'id="finder-count"' in body


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
            page.select_one("#answers a[href='#other-answers']").get_text()
            == "1 dans un autre entretien"
        )
        assert (
            page.select_one("#answers")["data-announce"] == "1 réponse, 1 dans un autre entretien"
        )
        result = page.select_one("#other-answers li")
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
            assert page.select("#other-answers, a[href='#other-answers']") == []
        # People who may open a private interview can search in it.
        assert shown(soup(admin, "/prive/", q="benevole")) == ["eux"]

    def test_a_topic_narrows_it_there_too(
        self, interview: InterviewPage, home: HomePage, client: Client
    ) -> None:
        topic = factories.topic("ONG")
        both = [factories.answer("Un mot ?", topics=[topic]), factories.answer("Un autre mot ?")]
        factories.interview(home, *both, slug="autre")
        found = soup(client, "/entretien/", q="mot", topic="ong").select("#other-answers a")
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
            """Replace the rows only: this search uses the displayed answers, not the index."""
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
        assert len(many.select("#other-answers li")) == 20
        assert "plus de 20 dans d’autres entretiens" in many.get_text()


def test_a_search_that_finds_much_shows_the_first_and_leads_to_all(
    home: HomePage, client: Client
) -> None:
    topic = factories.topic("Sujet")
    many = [
        factories.answer(f"Question {n} ?", "<p>Un mot.</p>", topics=[topic]) for n in range(33)
    ]
    factories.interview(home, *many)
    page = soup(client, "/entretien/", q="mot", topic="sujet")
    assert len(shown(page)) == 30
    assert len(page.select(".chapters a")) == 30
    assert "33 réponses sur 33" in page.select_one("#finder-count").get_text(" ", strip=True)
    assert page.select_one("#answers")["data-announce"] == "33 réponses"
    more = page.find("a", string=re.compile("Afficher 3 réponses de plus"))
    path, _, anchor = str(more["href"]).partition("#")
    assert anchor == shown(page)[-1]
    whole = BeautifulSoup(client.get(path).content, "html.parser")
    assert len(shown(whole)) == 33
    assert whole.find(id=anchor)
    assert whole.find("a", string=re.compile("de plus")) is None
    assert len(shown(soup(client, "/entretien/", topic="sujet"))) == 33
    assert len(shown(soup(client, "/entretien/"))) == 33
