"""Importing an interview in the admin: who may, what is taken in, what it costs. Over HTTP."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brand.interview_import.topic_suggestions import suggest_topics
from brand.models import HomePage, ImportedTranscript, InterviewPage
from brand.transcript import MAX_BYTES
from ops.models import User
from tests import factories
from tests.brand.interview_import.screen import (
    START,
    TEXT,
    create,
    editor,
    paste,
    url_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


MAIL = """De : Claire Beaumont <claire@journal.example>
À : Ada Morel <ada@jardin.example>
Objet : Re: Tr : Vos haies, en cinq questions

Bonjour Claire,

> 1) Que plantez-vous ?
Des haies.

> 2) Et demain ?
On verra bien, je plante.
"""

NAMES = "Lilian : Qui êtes-vous ?\nAwa : Jardinière.\nLilian : Et demain ?\nAwa : Je plante.\n"
NAMES_IN_ENGLISH = """Lilian Marsh: Who are you?
Awa Diop: I am a gardener, and that is what I do.
Lilian: And what comes next?
Awa: I plant the hedges of the town.
"""


@pytest.mark.parametrize(
    ("text", "name", "headline"),
    [
        (TEXT, "Une rencontre avec Ada Morel", "Une rencontre avec Ada Morel"),
        (MAIL, "Vos haies, en cinq questions", "Vos haies, en cinq questions"),
        (MAIL.replace("Re: Tr : Vos haies, en cinq questions", "Re:"), "Que plantez-vous ?", ""),
        ("Q1 - Et alors ?\nOui.\n", "Et alors ?", ""),
        (f"Entretien avec Awa Diop\n{NAMES}", "Entretien avec Awa Diop", "Entretien avec Awa Diop"),
        (NAMES_IN_ENGLISH, "Entretien avec Awa Diop", "Interview with Awa Diop"),
    ],
)  # fmt: skip
def test_an_import_is_called_by_what_it_is_about(
    admin: Client, home: HomePage, text: str, name: str, headline: str
) -> None:
    """Its name is not a mail header, two joined lines, or "Entretien" as a giant headline.

    The list uses the owner's language, the headline that of its page.
    """
    factories.home("en", translation_key=home.translation_key)
    imported = paste(admin, text)
    assert imported.name == name
    assert admin.get(url_of(imported)).context["form"]["standfirst"].initial == headline


def test_the_size_limit_is_said_beside_the_file(admin: Client) -> None:
    page = BeautifulSoup(admin.get(START).content, "html.parser")
    said = page.select_one("#id_file").find_parent(class_="w-field__wrapper").get_text(" ")
    assert f"{MAX_BYTES // 1000} ko" in said


class TestWhoMayImport:
    def test_who_may_add_a_page_may(self, home: HomePage) -> None:
        client = editor("author", home, "add_page")
        imported = paste(client)
        assert client.get(url_of(imported)).status_code == 200
        assert create(client, imported).status_code == 302
        assert InterviewPage.objects.get().answers.count() == 3

    def test_who_may_do_neither_may_not(self, home: HomePage) -> None:
        client = editor("nobody", home)
        for url in (START, START + "1/"):
            assert client.get(url).status_code == 302
        assert client.post(START, {"text": TEXT}).status_code == 302
        assert not ImportedTranscript.objects.exists()

    def test_a_stranger_is_asked_to_log_in(self, home: HomePage) -> None:
        response = Client().get(START)
        assert response.status_code == 302
        assert response.url.startswith("/admin/login/")

    @pytest.mark.parametrize("below", ["", "details/", "draft/", "delete/"])
    def test_an_import_belongs_to_its_user(self, admin: Client, home: HomePage, below: str) -> None:
        imported = paste(admin)
        other = editor("other", home, "add_page", "change_page")
        assert other.post(url_of(imported, below)).status_code == 404
        assert other.get(url_of(imported)).status_code == 404
        assert imported.name not in other.get(START).content.decode()
        assert ImportedTranscript.objects.filter(pk=imported.pk).exists()

    def test_only_pages_that_the_user_may_write_to_are_offered(self, home: HomePage) -> None:
        factories.interview(home)
        other = factories.home("en")
        client = editor("author", home, "add_page")
        imported = paste(client)
        targets = dict(client.get(url_of(imported)).context["form"].fields["target"].choices)
        assert list(targets) == [str(home.pk)]
        create(client, imported, target=str(other.pk))
        assert not InterviewPage.objects.child_of(other).exists()

    def test_the_way_in_stands_where_it_can_be_used(self, admin: Client, home: HomePage) -> None:
        interview = factories.interview(home)
        paste(admin)
        dashboard = admin.get("/admin/").content.decode()
        assert f'href="{START}"' in dashboard
        assert "Une rencontre avec Ada" in dashboard
        for page in (home, interview):
            for url in (f"/admin/pages/{page.pk}/", f"/admin/pages/{page.pk}/edit/"):
                response = admin.get(url, follow=True)
                assert f"{START}?target={page.pk}" in response.content.decode(), url
        assert START not in editor("nobody", home).get("/admin/").content.decode()

    def test_it_leads_to_the_chosen_page(self, admin: Client, home: HomePage) -> None:
        interview = factories.interview(home)
        key = str(interview.pk)
        assert f'name="target" value="{key}"' in admin.get(START, {"target": key}).content.decode()
        imported = paste(admin, target=key)
        assert admin.get(url_of(imported)).context["form"]["target"].initial == key


class TestTakingTheTextIn:
    def test_a_file_is_read(self, admin: Client, home: HomePage) -> None:
        markdown = b"# Une rencontre\n\n## Que plantez-vous ?\n\nDes **haies**.\n"
        admin.post(START, {"file": SimpleUploadedFile("ada.md", markdown)})
        imported = ImportedTranscript.objects.get()
        assert (imported.name, imported.markdown) == ("ada.md", True)
        create(admin, imported, typography=[""])  # without corrections
        page = InterviewPage.objects.get()
        assert [(a.question, a.answer) for a in page.answers.all()] == [
            ("Que plantez-vous ?", "<p>Des <b>haies</b>.</p>")
        ]

    @pytest.mark.parametrize(
        ("text", "advice"),
        [("", ""), (" \n ", ""), ("Rien que des phrases.", "Q1 -"), ("a\x01b ?", ".docx")],
    )
    def test_what_cannot_be_read_is_said_beside_the_field(
        self, admin: Client, home: HomePage, text: str, advice: str
    ) -> None:
        response = admin.post(START, {"text": text})
        assert response.status_code == 422
        assert advice in "".join(response.context["form"].errors["text"])
        assert not ImportedTranscript.objects.exists()

    def test_what_was_pasted_is_kept(self, admin: Client, home: HomePage) -> None:
        response = admin.post(START, {"text": "Rien que <b>des phrases</b>."})
        assert "Rien que &lt;b&gt;des phrases&lt;/b&gt;.</textarea>" in response.content.decode()

    @pytest.mark.parametrize(
        ("name", "data"),
        [("a.txt", b""), ("a.txt", b"\x00\x01"), ("a.docx", b"PK"), ("a.txt", b"Une phrase.")],
    )
    def test_a_file_that_cannot_be_read_is_said_beside_it(
        self, admin: Client, home: HomePage, name: str, data: bytes
    ) -> None:
        response = admin.post(START, {"file": SimpleUploadedFile(name, data)})
        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["file"]

    @pytest.mark.parametrize("size", [MAX_BYTES + 1, 3_000_000])
    @pytest.mark.parametrize("multipart", [True, False])
    def test_a_text_that_is_too_large_is_told_kindly(
        self, admin: Client, home: HomePage, size: int, multipart: bool
    ) -> None:
        text = "a" * size
        options = {} if multipart else {"content_type": "application/x-www-form-urlencoded"}
        response = admin.post(START, {"text": text} if multipart else f"text={text}", **options)
        assert response.status_code == 422
        assert str(MAX_BYTES // 1000) in "".join(response.context["form"].errors["text"])
        assert not ImportedTranscript.objects.exists()

    def test_a_paste_without_its_token_is_refused(self, owner: User, home: HomePage) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(owner)
        assert client.post(START, {"text": TEXT}).status_code == 403
        assert not ImportedTranscript.objects.exists()

    def test_text_and_file_together_are_a_mistake(self, admin: Client, home: HomePage) -> None:
        file = SimpleUploadedFile("a.txt", TEXT.encode())
        response = admin.post(START, {"text": TEXT, "file": file})
        assert "file" in response.context["form"].errors
        assert "Que plantez-vous" in response.content.decode()

    def test_an_import_is_thrown_away(self, admin: Client, home: HomePage) -> None:
        imported = paste(admin)
        create(admin, imported)
        assert admin.get(url_of(imported, "delete/")).status_code == 405
        admin.post(url_of(imported, "delete/"))
        assert not ImportedTranscript.objects.exists()
        assert InterviewPage.objects.count() == 1


def long_interview(questions: int) -> str:
    return "\n".join(f"Q{n} - Et le numéro {n} ?\nRéponse {n}.\n" for n in range(1, questions + 1))


def test_the_work_screen_takes_the_same_queries_for_any_length(
    admin: Client, home: HomePage
) -> None:
    factories.topic("Numéro")
    counts = []
    for questions in (10, 60):
        url = url_of(paste(admin, long_interview(questions)))
        admin.get(url)
        with CaptureQueriesContext(connection) as queries:
            admin.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_passage_costs_little_on_the_wire(admin: Client, home: HomePage) -> None:
    sizes = []
    for questions in (10, 60):
        body = admin.get(url_of(paste(admin, long_interview(questions)))).content
        sizes.append(len(re.search(rb'<ol id="passages".*?</ol>', body, re.S)[0]))
    assert (sizes[1] - sizes[0]) / 100 < 1200


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("Les Réseaux sociaux nous portent.", ["Réseau social", "Sport"], {"Réseau social"}),
        ("Une ONG.", ["ONGs"], {"ONGs"}),
        ("Les transports.", ["Port"], set()),
        ("Rien", ["", "?"], set()),
    ],
)
def test_a_topic_is_suggested_by_its_words(text: str, names: list[str], found: set[str]) -> None:
    assert suggest_topics(text, names) == found
