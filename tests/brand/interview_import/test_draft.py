"""From what was understood to a draft: a new interview, or more answers of one. Over HTTP."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from brand.models import HomePage, ImportedTranscript, InterviewPage
from contact.models import ContactPage
from tests import factories
from tests.brand.interview_import.screen import START, create, editor, form_of, paste, place, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


class TestTheDraft:
    def test_it_has_every_word_and_nothing_is_published(
        self, admin: Client, home: HomePage
    ) -> None:
        imported = paste(admin)
        response = create(admin, imported, typography=[""])
        page = InterviewPage.objects.get()
        assert response.url == f"/admin/pages/{page.pk}/edit/"
        assert not page.live
        assert (page.title, page.locale) == ("Une rencontre avec Ada Morel", home.locale)
        assert [a.question for a in page.answers.all()] == ["", "Que plantez-vous ?", "Et demain ?"]
        lists = "<ul><li>des noisetiers</li><li>des charmes</li></ul>"
        assert page.answers.all()[1].answer == f"<p>Des haies, et des réseaux de haies.</p>{lists}"
        assert "&lt;script&gt;" in page.answers.all()[2].answer
        assert page.closing == "<p>Merci de cette rencontre.</p>"
        told = admin.get(response.url).content.decode()
        assert url_of(imported) in told
        assert ImportedTranscript.objects.get().page == page

    def test_an_introduction_and_credits_find_their_fields(
        self, admin: Client, home: HomePage
    ) -> None:
        imported = paste(admin)
        at = place(imported, "Je suis jardinière")
        admin.post(url_of(imported), form_of(admin, imported) | {f"role-{at}": "introduction"})
        create(
            admin, imported, interviewer="Lina", publication="Le Cahier", conducted_on="2024-03-12",
            standfirst="Une haie d’avance.",
        )  # fmt: skip
        page = InterviewPage.objects.get()
        assert page.introduction == "<p>Je suis jardinière, et je plante des haies.</p>"
        assert (page.interviewer, page.publication) == ("Lina", "Le Cahier")
        assert str(page.conducted_on) == "2024-03-12"
        assert page.standfirst == "Une haie d’avance."

    def test_a_missing_question_is_given(self, admin: Client, home: HomePage) -> None:
        imported = paste(admin)
        at = place(imported, "Je suis jardinière")
        create(admin, imported, **{f"question-{at}": "Qui êtes-vous ?"})
        assert InterviewPage.objects.get().answers.first().question == "Qui êtes-vous ?"

    def test_what_is_missing_is_said_beside_its_field(self, admin: Client, home: HomePage) -> None:
        imported = paste(admin)
        response = create(admin, imported, title=" ", conducted_on="tomorrow", publication="P")
        assert response.status_code == 422
        assert {"title", "conducted_on"} <= set(response.context["form"].errors)
        assert 'value="tomorrow"' in response.content.decode()
        assert admin.get(url_of(imported)).context["form"]["publication"].initial == "P"
        assert not InterviewPage.objects.exists()

    def test_a_text_without_questions_makes_no_draft(self, admin: Client, home: HomePage) -> None:
        imported = paste(admin, "Q1 - Et alors ?\nOui.\n")
        data = form_of(admin, imported)
        for name in data:
            if name.startswith("role-"):
                data[name] = "unrecognised"
        admin.post(url_of(imported), data)
        assert create(admin, imported).status_code == 422
        assert not InterviewPage.objects.exists()

    def test_what_was_typed_survives_corrections(self, admin: Client, home: HomePage) -> None:
        imported = paste(admin)
        data = form_of(admin, imported) | {"title": "Ma haie", "channels": [""]}
        data["question"] = str(place(imported, "Je suis"))
        admin.post(url_of(imported), data)
        form = admin.get(url_of(imported)).context["form"]
        assert form["title"].initial == "Ma haie"
        assert form["channels"].initial == []

    def test_it_is_kept_without_a_correction(self, admin: Client, home: HomePage) -> None:
        imported = paste(admin)
        data = form_of(admin, imported) | {"title": "Ma haie", "typography": ["", "on"]}
        assert admin.post(url_of(imported, "details/"), data).status_code == 204
        form = admin.get(url_of(imported)).context["form"]
        assert form["title"].initial == "Ma haie"
        assert "checked" in str(form["typography"])

    def test_what_was_left_alone_follows_the_text(self, admin: Client, home: HomePage) -> None:
        imported = paste(admin)
        at = place(imported, "Merci de cette rencontre")
        old = place(imported, "Une rencontre avec")
        data = form_of(admin, imported) | {f"role-{old}": "unrecognised", f"role-{at}": "title"}
        admin.post(url_of(imported), data)
        form = admin.get(url_of(imported)).context["form"]
        assert form["title"].initial == "Merci de cette rencontre."

    def test_topics_that_the_words_name_are_ticked(self, admin: Client, home: HomePage) -> None:
        named = factories.topic("Réseau")
        other = factories.topic("Outils")
        factories.topic("Networks", "en")
        imported = paste(admin)
        create(admin, imported)
        assert [list(a.topics.all()) for a in InterviewPage.objects.get().answers.all()] == [
            [], [named], [],
        ]  # fmt: skip
        field = f"topics-{home.locale_id}-{place(imported, 'Que plantez-vous')}"
        admin.post(url_of(imported), form_of(admin, imported) | {field: ["", str(other.pk)]})
        create(admin, imported)
        second = InterviewPage.objects.latest("pk")
        assert [list(a.topics.all()) for a in second.answers.all()] == [[], [other], []]

    def test_typography_is_corrected_unless_that_is_unticked(
        self, admin: Client, home: HomePage
    ) -> None:
        imported = paste(admin)
        screen = admin.get(url_of(imported))
        places = screen.context["typography_count"]
        assert places >= len(screen.context["typography"]) > 0
        assert f"{places} endroits changent" in screen.content.decode()
        create(admin, imported)
        answer = InterviewPage.objects.latest("pk").answers.all()[2].answer
        assert "rira… «\u202fbientôt\u202f»" in answer
        create(admin, imported, typography=[""])
        assert "..." in InterviewPage.objects.latest("pk").answers.all()[2].answer

    def test_typography_that_was_unticked_stays_so(self, admin: Client, home: HomePage) -> None:
        imported = paste(admin)
        data = form_of(admin, imported) | {"typography": [""]}
        assert admin.post(url_of(imported, "details/"), data).status_code == 204
        form = admin.get(url_of(imported)).context["form"]
        assert "checked" not in str(form["typography"])

    def test_channels_reach_the_draft_of_the_contact_page(
        self, admin: Client, home: HomePage
    ) -> None:
        contact = factories.contact(home, ("email", "old@jardin.example"))
        imported = paste(admin)
        create(admin, imported, channels=["", "email:ada@jardin.example"])
        drafted = factories.draft(ContactPage.objects.get(pk=contact.pk))
        assert [c.address for c in drafted.channels.all()] == [
            "old@jardin.example", "ada@jardin.example",
        ]  # fmt: skip
        assert contact.channels.count() == 1

    def test_nobodys_address_is_offered_unasked(self, admin: Client, home: HomePage) -> None:
        contact = factories.contact(home)
        create(admin, paste(admin))
        assert InterviewPage.objects.exists()
        assert not factories.draft(ContactPage.objects.get(pk=contact.pk)).channels.exists()

    def test_who_may_not_edit_the_contact_page_adds_no_channel(self, home: HomePage) -> None:
        contact = factories.contact(home)
        client = editor("author", home, "add_page")
        create(client, paste(client), channels=["", "email:ada@jardin.example"])
        assert InterviewPage.objects.exists()
        assert not factories.draft(ContactPage.objects.get(pk=contact.pk)).channels.exists()

    def test_the_menu_is_asked_for_and_the_first_interview_stands_in_it(
        self, admin: Client, home: HomePage
    ) -> None:
        imported = paste(admin)
        assert form_of(admin, imported)["show_in_menus"] == ["", "on"]
        create(admin, imported)
        first = InterviewPage.objects.get()
        assert first.show_in_menus
        second = paste(admin)
        assert form_of(admin, second)["show_in_menus"] == [""]
        create(admin, second, show_in_menus=["", "on"])
        assert InterviewPage.objects.latest("pk").show_in_menus
        third = paste(admin)
        create(admin, third)
        assert not InterviewPage.objects.latest("pk").show_in_menus

    def test_a_headline_that_says_nothing_is_left_to_the_owner(
        self, admin: Client, home: HomePage
    ) -> None:
        imported = paste(admin, "Q1 - Et alors ?\nOui.\n")
        assert form_of(admin, imported)["standfirst"] == ""
        response = create(admin, imported)
        assert response.status_code == 422
        assert "standfirst" in response.context["form"].errors
        create(admin, imported, standfirst="Une haie, et après.")
        assert InterviewPage.objects.get().standfirst == "Une haie, et après."

    def test_an_interview_is_extended(self, admin: Client, home: HomePage) -> None:
        page = factories.interview(home, factories.answer("Déjà ?"), title="Premier")
        imported = paste(admin, target=str(page.pk))
        assert create(admin, imported, interviewer="X", publication="Le Cahier").status_code == 302
        page = InterviewPage.objects.get()
        assert [a.question for a in page.answers.all()] == ["Déjà ?"]
        drafted = factories.draft(page)
        assert drafted.title == "Premier"
        assert [a.question for a in drafted.answers.all()][:2] == ["Déjà ?", ""]
        assert len(drafted.answers.all()) == 4
        assert (drafted.interviewer, drafted.publication) == ("Lilian", "Le Cahier")

    def test_a_second_click_makes_no_second_draft(self, admin: Client, home: HomePage) -> None:
        imported = paste(admin)
        data = form_of(admin, imported)
        first = admin.post(url_of(imported, "draft/"), data)
        assert admin.post(url_of(imported, "draft/"), data).url == first.url
        assert InterviewPage.objects.count() == 1

    def test_it_goes_where_its_language_is(self, admin: Client, home: HomePage) -> None:
        english = factories.home("en")
        text = "Q1 - What do you plant?\nThe hedges of the town.\nQ2 - And then?\nWe wait.\n"
        create(admin, paste(admin, text), standfirst="About hedges")
        assert InterviewPage.objects.get().get_parent().pk == english.pk

    def test_inline_marks_of_a_pasted_text_stay_as_they_are(
        self, admin: Client, home: HomePage
    ) -> None:
        create(
            admin, paste(admin, "Q1 - Et alors ?\nDes *haies* & <b>rien</b>.\n"), standfirst="Et ?"
        )
        answer = InterviewPage.objects.get().answers.get().answer
        assert answer == "<p>Des *haies* &amp; &lt;b&gt;rien&lt;/b&gt;.</p>"

    def test_a_file_brings_links_lists_and_quotes_but_no_script(
        self, admin: Client, home: HomePage
    ) -> None:
        markdown = (
            "## Que *plantez*-vous ?\n\n"
            "[Des haies](https://haie.example) [x](javascript:alert(1)) \\*non\\*\n\n"
            "1. un\n2. deux\n\n> Une citation.\n\n## Et puis ?\n\nRien.\n"
        )
        admin.post(START, {"file": SimpleUploadedFile("a.md", markdown.encode())})
        create(admin, ImportedTranscript.objects.get(), standfirst="Des haies", typography=[""])
        answer = InterviewPage.objects.get().answers.first()
        assert answer.question == "Que plantez-vous ?"
        assert answer.answer == (
            '<p><a href="https://haie.example">Des haies</a> [x](javascript:alert(1)) *non*</p>'
            "<ol><li>un</li><li>deux</li></ol><blockquote>Une citation.</blockquote>"
        )
