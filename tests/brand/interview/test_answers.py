"""Five rules about answers, each of which plain Wagtail has broken once."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from brand.interview.featured import featured_answers
from brand.interview.search import Search
from brand.models import Answer, HomePage, InterviewPage
from tests import factories
from tests.editor_forms import fields_of

pytestmark = pytest.mark.django_db


def topics(page: InterviewPage) -> list[list[tuple[str, str]]]:
    """Return (language, name) of the topics of each answer."""
    answers = Answer.objects.filter(page=page).order_by("sort_order")
    return [[(t.locale.language_code, t.name) for t in a.topics.all()] for a in answers]


@pytest.fixture
def interview(home: HomePage) -> InterviewPage:
    ngo, method = factories.topic("ONG"), factories.topic("Méthode")
    return factories.interview(
        home,
        factories.answer("Par où commencer ?", "<p>Par l’intérieur.</p>", topics=[ngo, method]),
        factories.answer("Et ensuite ?", "<p>On ouvre les fenêtres.</p>", topics=[method]),
    )


class TestRule1CopyingAnAnswer:
    """Topics and search entries survive copy, alias and translation."""

    def test_a_copied_interview_has_its_answers_with_topics(self, interview: InterviewPage) -> None:
        copy = interview.copy(update_attrs={"slug": "copie"})
        assert topics(copy) == topics(interview)
        assert {a.translation_key for a in copy.answers.all()}.isdisjoint(
            {a.translation_key for a in interview.answers.all()}
        )

    def test_the_original_stays_in_the_index_after_a_copy(self, interview: InterviewPage) -> None:
        interview.copy(update_attrs={"slug": "copie"})
        found = Answer.objects.filter(page_id=interview.pk).search("interieur")
        assert [a.page_id for a in found] == [interview.pk]

    def test_a_translated_interview_has_topics_of_its_own_language(
        self, interview: InterviewPage
    ) -> None:
        factories.home("en", translation_key=HomePage.objects.get().translation_key)
        english = interview.copy_for_translation(factories.locale("en"))
        assert topics(english) == [
            [("en", "Méthode"), ("en", "ONG")],
            [("en", "Méthode")],
        ]
        draft = factories.draft(english)
        assert [t.locale.language_code for t in draft.answers.all()[0].topics.all()] == ["en", "en"]

    def test_a_topic_that_is_translated_already_is_used(self, interview: InterviewPage) -> None:
        factories.home("en", translation_key=HomePage.objects.get().translation_key)
        ngo = interview.answers.all()[0].topics.get(name="ONG")
        factories.topic("NGOs", "en", translation_key=ngo.translation_key)
        english = interview.copy_for_translation(factories.locale("en"))
        assert ("en", "NGOs") in topics(english)[0]

    def test_an_alias_in_another_language_follows_with_its_own_topics(
        self, interview: InterviewPage
    ) -> None:
        english_home = factories.home("en", translation_key=HomePage.objects.get().translation_key)
        alias = interview.create_alias(
            parent=english_home,
            update_locale=factories.locale("en"),
            reset_translation_key=False,
        )
        assert topics(alias)[1] == [("en", "Méthode")]
        draft = factories.draft(interview)
        draft.answers.all()[1].topics = []
        factories.publish(draft)
        alias.refresh_from_db()
        assert topics(alias) == [[("en", "Méthode"), ("en", "ONG")], []]


class TestRule2ReferencesSurviveRepublishing:
    def test_a_featured_answer_is_still_found_when_its_row_changes(
        self, interview: InterviewPage
    ) -> None:
        key = str(interview.answers.first().translation_key)
        before = set(Answer.objects.values_list("pk", flat=True))
        draft = factories.draft(interview)
        for answer in draft.answers.all():
            answer.pk = None  # as a revert in the editor does with deleted rows
        factories.publish(draft)
        assert set(Answer.objects.values_list("pk", flat=True)).isdisjoint(before)
        assert [view.question for view in featured_answers([key])] == ["Par où commencer ?"]

    def test_the_language_switch_leads_to_the_same_answer(
        self, interview: InterviewPage, client: Client
    ) -> None:
        factories.home("en", translation_key=HomePage.objects.get().translation_key)
        english = interview.copy_for_translation(factories.locale("en"))
        draft = factories.draft(english)
        draft.slug = "interview"
        draft.answers.all()[0].slug = "where-to-begin"
        factories.publish(draft)
        body = client.get("/entretien/par-ou-commencer/").content.decode()
        assert 'href="/en/interview/where-to-begin/"' in body
        assert 'href="http://localhost/en/interview/where-to-begin/"' in body

    def test_an_answer_without_translation_names_no_other_language(
        self, interview: InterviewPage, client: Client
    ) -> None:
        factories.home("en", translation_key=HomePage.objects.get().translation_key)
        body = client.get("/entretien/par-ou-commencer/").content.decode()
        assert 'rel="alternate"' not in body


class TestRule3Addresses:
    def form_data(self, slugs: list[str], action: str = "action-publish") -> dict[str, str]:
        answers = [
            {
                "question": f"Question {number} ?",
                "slug": slug,
                "answer": rich_text("<p>Oui.</p>"),
                "topics": [],
                "asked_on": "",
                "addendum": rich_text(""),
                "addendum_on": "",
                "ORDER": str(number),
            }
            for number, slug in enumerate(slugs, 1)
        ]
        fields = {
            "title": "Autre",
            "slug": "autre",
            "standfirst": "Titre",
            "interviewer": "",
            "publication": "",
            "publication_url": "",
            "conducted_on": "",
            "closing": rich_text(""),
            "seo_title": "",
            "search_description": "",
            "share_image": "",
            "answers": inline_formset(answers),
            "comments": inline_formset([]),
            action: "1",
        }
        return nested_form_data(fields)

    def test_a_published_answer_without_address_gets_one_from_its_question(
        self, interview: InterviewPage
    ) -> None:
        assert [a.slug for a in interview.answers.all()] == ["par-ou-commencer", "et-ensuite"]
        shown_in_the_editor = interview.get_latest_revision_as_object()
        assert shown_in_the_editor.answers.all()[0].slug == "par-ou-commencer"

    def test_a_draft_may_leave_addresses_empty(self, home: HomePage) -> None:
        page = factories.interview(home, factories.answer("Pourquoi ?"), live=False)
        assert factories.draft(page).answers.all()[0].slug == ""

    def test_an_address_lost_in_the_editor_comes_back(self, interview: InterviewPage) -> None:
        draft = factories.draft(interview)
        draft.answers.all()[0].slug = ""
        draft.answers.all()[0].question = "Par quoi commencer ?"
        page = factories.publish(draft)
        assert page.answers.all()[0].slug == "par-ou-commencer"

    @pytest.mark.parametrize(
        ("slugs", "message"),
        [
            (["ici", "ici"], "Une autre réponse de cette page a déjà cette adresse."),
            (["feed"], "Ce mot est réservé au site."),
        ],
    )
    def test_the_form_refuses_an_address_next_to_the_answer(
        self, home: HomePage, admin: Client, slugs: list[str], message: str
    ) -> None:
        url = reverse("wagtailadmin_pages:add", args=["brand", "interviewpage", home.pk])
        response = admin.post(url, self.form_data(slugs))
        assert response.status_code == 200
        forms = response.context["form"].formsets["answers"].forms
        assert message in str(forms[-1].errors["slug"])
        assert not InterviewPage.objects.exists()

    def test_two_answers_may_swap_their_addresses(
        self, interview: InterviewPage, client: Client
    ) -> None:
        draft = factories.draft(interview)
        first, second = draft.answers.all()
        first.slug, second.slug = second.slug, first.slug
        factories.publish(draft)
        assert "Par où commencer" in client.get("/entretien/et-ensuite/").content.decode()
        assert not Redirect.objects.exists()

    def test_a_changed_address_leaves_a_redirect(
        self, interview: InterviewPage, client: Client
    ) -> None:
        draft = factories.draft(interview)
        draft.answers.all()[0].slug = "commencer"
        factories.publish(draft)
        response = client.get("/entretien/par-ou-commencer/")
        assert (response.status_code, response["Location"]) == (301, "/entretien/commencer/")

    def test_a_moved_interview_redirects_every_answer(
        self, interview: InterviewPage, client: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        interview.slug = "conversation"
        with django_capture_on_commit_callbacks(execute=True):
            factories.publish(interview)
        response = client.get("/entretien/et-ensuite/")
        assert (response.status_code, response["Location"]) == (301, "/conversation/et-ensuite/")


class TestInTheEditor:
    """The same rules in the editor, which publishes in a way of its own."""

    def publish(self, admin: Client, page: InterviewPage, **changes: Any) -> Any:
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        data = fields_of(admin.get(url).context["form"]) | {"action-publish": "1"} | changes
        return admin.post(url, data)

    def test_a_new_answer_with_topics_is_published_at_an_address_of_its_own(
        self, interview: InterviewPage, admin: Client, client: Client
    ) -> None:
        topic = interview.answers.first().topics.first()
        new = {
            "question": "Et le chat ?",
            "answer": rich_text("<p>Il dort.</p>"),
            "addendum": rich_text(""),
            "topics": [str(topic.pk)],
            "ORDER": "3",
        }
        data = {f"answers-2-{name}": value for name, value in new.items()}
        response = self.publish(admin, interview, **data, **{"answers-TOTAL_FORMS": "3"})
        assert response.status_code == 302
        body = client.get("/entretien/et-le-chat/").content.decode()
        assert "Il dort." in body
        assert topic.name in body

    def test_a_changed_address_leaves_a_redirect(
        self, interview: InterviewPage, admin: Client, client: Client
    ) -> None:
        self.publish(admin, interview, **{"answers-0-slug": "commencer"})
        response = client.get("/entretien/par-ou-commencer/")
        assert (response.status_code, response["Location"]) == (301, "/entretien/commencer/")

    def test_going_back_to_an_old_address_ends_its_redirect(
        self, interview: InterviewPage, admin: Client, client: Client
    ) -> None:
        for slug in ("commencer", "par-ou-commencer"):
            self.publish(admin, interview, **{"answers-0-slug": slug})
        assert client.get("/entretien/par-ou-commencer/").status_code == 200
        assert client.get("/entretien/commencer/").status_code == 301

    def test_a_saved_draft_of_a_published_page_changes_nothing_for_visitors(
        self, interview: InterviewPage, admin: Client, client: Client
    ) -> None:
        url = reverse("wagtailadmin_pages:edit", args=[interview.pk])
        data = fields_of(admin.get(url).context["form"]) | {"answers-0-slug": "commencer"}
        admin.post(url, data)
        assert client.get("/entretien/par-ou-commencer/").status_code == 200
        assert not Redirect.objects.exists()


class TestRule4OnlyPublicAnswers:
    @pytest.fixture
    def draft(self, home: HomePage) -> InterviewPage:
        return factories.interview(
            home,
            factories.answer("Secret ?", "<p>confidentiel</p>", slug="secret"),
            live=False,
            slug="brouillon",
            title="Brouillon",
        )

    @pytest.fixture
    def private(self, home: HomePage) -> InterviewPage:
        page = factories.interview(
            home, factories.answer("Privé ?", "<p>confidentiel</p>"), slug="prive", title="Privé"
        )
        PageViewRestriction.objects.create(page=page, restriction_type="login")
        return page

    def test_their_rows_are_in_the_table_and_the_index(
        self, draft: InterviewPage, private: InterviewPage
    ) -> None:
        """The reason of the rule: plain queries do find them."""
        assert len(Answer.objects.search("confidentiel")) == 2

    def test_public_leaves_them_out(self, draft: InterviewPage, private: InterviewPage) -> None:
        assert list(Answer.objects.public()) == []

    def test_their_addresses_do_not_answer(
        self, draft: InterviewPage, private: InterviewPage, client: Client
    ) -> None:
        assert client.get("/brouillon/secret/").status_code == 404
        assert client.get("/prive/prive/").status_code == 302

    def test_the_sitemap_does_not_name_them(
        self, draft: InterviewPage, private: InterviewPage, interview: InterviewPage, client: Client
    ) -> None:
        body = client.get("/sitemap.xml").content.decode()
        assert "/entretien/par-ou-commencer/" in body
        assert "/brouillon/" not in body
        assert "/prive/" not in body

    def test_the_api_does_not_show_them(
        self, draft: InterviewPage, private: InterviewPage, client: Client
    ) -> None:
        for page in (draft, private):
            assert client.get(f"/api/v3/pages/{page.pk}/").status_code == 404
        assert "confidentiel" not in client.get("/api/v3/pages/").content.decode()

    def test_they_cannot_be_featured(self, draft: InterviewPage, private: InterviewPage) -> None:
        keys = [str(key) for key in Answer.objects.values_list("translation_key", flat=True)]
        assert featured_answers(keys) == []


class TestRule5Preview:
    def test_a_preview_shows_unsaved_answers_as_the_page_would(
        self, interview: InterviewPage, owner: AnonymousUser, rf: RequestFactory
    ) -> None:
        draft = factories.draft(interview)
        draft.answers.add(factories.answer("Tout neuf ?", "<p>Pas encore gardé.</p>", sort_order=9))
        response = draft.make_preview_request()
        body = response.content.decode()
        assert "Tout neuf ?" in body
        assert "Par où commencer" in body
        assert "Méthode" in body
        assert not Answer.objects.filter(question="Tout neuf ?").exists()

    def test_the_search_works_in_a_preview(self, interview: InterviewPage) -> None:
        draft = factories.draft(interview)
        draft.answers.add(factories.answer("Tout neuf ?", "<p>Pas encore gardé.</p>", sort_order=9))
        shown = Search("garde").among(draft.answer_views)
        assert [view.question for view in shown] == ["Tout neuf ?"]


def test_a_page_of_another_type_is_not_an_interview(home: HomePage) -> None:
    assert not InterviewPage.can_create_at(Page.objects.get(depth=1))
    assert InterviewPage.can_create_at(home)


def test_the_editor_offers_the_topics_of_the_pages_language(
    interview: InterviewPage, admin: Client
) -> None:
    factories.topic("Somewhere else", "en")
    url = reverse("wagtailadmin_pages:edit", args=[interview.pk])
    body = admin.get(url).content.decode()
    assert "Méthode" in body
    assert "Somewhere else" not in body


def test_a_topic_needs_a_name() -> None:
    with pytest.raises(ValidationError):
        factories.topic("")
