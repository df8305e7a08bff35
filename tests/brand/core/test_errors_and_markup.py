"""Error pages, rich text and machine-readable identity."""

import json
import re

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from brand.models import HomePage, InterviewPage
from brand.templatetags.text_tags import json_ld
from brand.text.folding import fold
from brand.text.rich_text import ANSWER_FEATURES, plain_text
from brand.text.slugs import free_slug, slug_from
from tests import factories

pytestmark = pytest.mark.any_database


@pytest.mark.django_db
class TestErrorPages:
    def test_a_missing_page_leads_on(self, home: HomePage, client: Client) -> None:
        factories.interview(home, factories.answer("Par où ?"), show_in_menus=True)
        response = client.get("/nowhere/")
        body = response.content.decode()
        assert response.status_code == 404
        assert 'href="/"' in body
        assert 'href="/entretien/"' in body
        assert len(re.findall(r"<h1[\s>]", body)) == 1

    def test_a_missing_page_speaks_the_language_of_its_address(
        self, home: HomePage, client: Client
    ) -> None:
        assert '<html lang="en"' in client.get("/en/nowhere/").content.decode()

    def test_a_broken_page_says_so_in_both_languages(
        self, home: HomePage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*args: object, **kwargs: object) -> None:
            raise RuntimeError("secret detail")

        monkeypatch.setattr(HomePage, "get_context", fail)
        response = Client(raise_request_exception=False).get("/")
        body = response.content.decode()
        assert response.status_code == 500
        assert "secret detail" not in body
        assert 'lang="en"' in body
        assert 'lang="fr"' in body


class TestRichText:
    def convert(self, url: str) -> str:
        """Return what the editor stores for a link to `url`."""
        content = {
            "blocks": [
                {
                    "key": "a", "text": "lien", "type": "unstyled", "depth": 0,
                    "inlineStyleRanges": [{"offset": 0, "length": 4, "style": "MARK"}],
                    "entityRanges": [{"offset": 0, "length": 4, "key": 0}],
                }
            ],
            "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": url}}},
        }  # fmt: skip
        converter = ContentstateConverter(features=ANSWER_FEATURES)
        return converter.to_database_format(json.dumps(content))

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x"])
    def test_a_link_that_runs_is_dropped(self, url: str) -> None:
        assert "href" not in self.convert(url)

    def test_the_marker_is_stored_and_read_back(self) -> None:
        stored = self.convert("https://example.org/")
        assert "<mark>" in stored
        assert 'href="https://example.org/"' in stored
        state = ContentstateConverter(features=ANSWER_FEATURES).from_database_format(stored)
        assert "MARK" in state

    def test_words_of_another_language_keep_it(self) -> None:
        html = '<p data-block-key="a">On l’appelle <span lang="en">storytelling</span>.</p>'
        converter = ContentstateConverter(features=ANSWER_FEATURES)
        state = converter.from_database_format(html)
        style = json.loads(state)["blocks"][0]["inlineStyleRanges"][0]
        assert style == {"offset": 13, "length": 12, "style": "LANGUAGE_EN"}
        assert converter.to_database_format(state) == html

    def test_the_editor_has_a_button_for_each_language(self) -> None:
        options = get_rich_text_editor_widget(features=ANSWER_FEATURES).options
        marks = {style["type"]: str(style.get("description")) for style in options["inlineStyles"]}
        assert marks["LANGUAGE_EN"] == "en anglais"
        assert {f"LANGUAGE_{code.upper()}" for code, _name in settings.LANGUAGES} <= set(marks)

    def test_plain_text_keeps_every_word_and_the_lines(self) -> None:
        html = "<p>Un &amp; deux</p><ul><li>a</li><li>b<br/>c</li></ul><blockquote>d</blockquote>"
        assert plain_text(html) == "Un & deux\na\nb\nc\nd"


class TestSlugs:
    @pytest.mark.parametrize(
        ("sentence", "slug"),
        [
            ("Par où commencer ?", "par-ou-commencer"),
            ("L’AIESEC, c’est quoi ?", "l-aiesec-c-est-quoi"),
            ("Œuvre d'été", "oeuvre-d-ete"),
            ("Łódź", "lodz"),
            ("…", ""),
            ("mot " * 40, "-".join(["mot"] * 20)),
        ],
    )
    def test_a_sentence_becomes_an_address(self, sentence: str, slug: str) -> None:
        assert slug_from(sentence) == slug

    def test_a_taken_address_gets_a_number(self) -> None:
        assert free_slug("a", {"a", "a-2"}, max_length=80) == "a-3"
        assert free_slug("a-b", {"a-b"}, max_length=4) == "a-2"

    @given(
        wanted=st.from_regex(r"[a-z]+(?:-[a-z]+)*", fullmatch=True) | st.just("mot-" * 19 + "mots"),
        times=st.integers(1, 120),
        max_length=st.integers(8, 90),
        joint=st.sampled_from("-_"),
    )
    def test_many_equal_questions_have_different_addresses_that_all_fit(
        self, wanted: str, times: int, max_length: int, joint: str
    ) -> None:
        wanted = wanted.replace("-", joint)
        taken: set[str] = set()
        for _ in range(times):
            slug = free_slug(wanted, taken, max_length=max_length, joint=joint)
            assert slug not in taken
            assert 0 < len(slug) <= max_length
            assert re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", slug)
            taken.add(slug)

    @pytest.mark.django_db
    def test_two_equal_long_questions_are_two_answers(self, home: HomePage) -> None:
        question = "mots " * 17  # whose address fills the field
        page = factories.interview(
            home, factories.answer(question, slug=""), factories.answer(question, slug="")
        )
        slugs = [answer.slug for answer in page.answers.all()]
        assert len(set(slugs)) == 2
        for answer in page.answers.all():
            answer.full_clean()

    def test_folding_ignores_accents_capitals_and_ligatures(self) -> None:
        assert fold("Élève ŒUVRE ça") == "eleve oeuvre ca"


class TestStructuredData:
    def test_it_cannot_end_its_own_element(self) -> None:
        element = json_ld({"name": "</script><script>alert(1)&"})
        assert element.count("<") == 2
        assert json.loads(element[element.index(">") + 1 : element.rindex("<")])["name"] == (
            "</script><script>alert(1)&"
        )

    @pytest.mark.django_db
    def test_home_and_interview_say_who_this_is(self, home: HomePage, client: Client) -> None:
        factories.contact(home, ("linkedin", "https://linkedin.com/in/david"))
        one = factories.answer("Par où ?", "<p>Par <b>ici</b>.</p>")
        factories.interview(home, one, factories.answer("Et puis ?"))
        profile, article = (self.data(client, path) for path in ("/", "/entretien/"))
        assert profile["@type"] == "ProfilePage"
        assert profile["mainEntity"]["sameAs"] == ["https://linkedin.com/in/david"]
        assert article["about"]["@id"] == profile["mainEntity"]["@id"]
        said = article["hasPart"][0]["acceptedAnswer"]
        assert said["url"].endswith("/entretien/par-ou/")
        assert "text" not in said
        alone = self.data(client, "/entretien/par-ou/")["hasPart"]
        assert [question["acceptedAnswer"]["text"] for question in alone] == ["Par ici."]
        assert article["contributor"]["name"] == "Lilian"
        assert InterviewPage.objects.get().full_url == article["url"]

    def data(self, client: Client, path: str) -> dict:
        body = client.get(path).content.decode()
        return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', body)[1])
