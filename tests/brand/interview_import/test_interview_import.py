"""Importing an interview in the admin over HTTP: paste, review, correct, create a draft."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import GroupPagePermission

from brand.interview_import.topic_suggestions import suggest_topics
from brand.models import HomePage, ImportedTranscript, InterviewPage
from brand.transcript import MAX_BYTES, Role
from contact.models import ContactPage
from ops.models import User
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

START = "/admin/interviews/import/"
TEXT = """Une rencontre avec Ada Morel

Je suis jardinière, et je plante des haies.

Q2 - Que plantez-vous ?
Des haies, et des réseaux de haies.
- des noisetiers
- des charmes

Q3 - Et demain ?
On verra <script>alert(1)</script> & on rira... "bientôt" !

Merci de cette rencontre.
Email : ada@jardin.example
"""


def paste(client: Client, text: str = TEXT, **fields: str) -> ImportedTranscript:
    response = client.post(START, {"text": text} | fields)
    assert response.status_code == 302, response.context["form"].errors
    imported = ImportedTranscript.objects.latest("pk")
    assert response.url == f"{START}{imported.pk}/"
    return imported


def url_of(imported: ImportedTranscript, below: str = "") -> str:
    return f"{START}{imported.pk}/{below}"


def pieces(imported: ImportedTranscript) -> list[Any]:
    return list(ImportedTranscript.objects.get(pk=imported.pk).reading.pieces)


def place(imported: ImportedTranscript, words: str) -> int:
    """Return the offset of the passage that contains `words`."""
    return next(piece.start for piece in pieces(imported) if words in piece.text)


def role(imported: ImportedTranscript, words: str) -> str:
    return next(piece.role.value for piece in pieces(imported) if words in piece.text)


def form_of(client: Client, imported: ImportedTranscript) -> dict[str, Any]:
    """Return what a browser sends with the form of the work screen, without buttons."""
    soup = BeautifulSoup(client.get(url_of(imported)).content, "html.parser")
    data: dict[str, Any] = {}
    for control in soup.select("#t-form :is(input, select, textarea)[name]"):
        name = str(control["name"])
        match control.name:
            case "select":
                options = control.find_all("option")
                chosen = [o for o in options if o.has_attr("selected")] or options
                data[name] = chosen[0]["value"]
            case "textarea":
                data[name] = control.text.removeprefix("\n")
            case _ if control.get("type") != "checkbox" or control.has_attr("checked"):
                default = "on" if control.get("type") == "checkbox" else ""
                data.setdefault(name, []).append(control.get("value", default))
    del data["csrfmiddlewaretoken"]
    return data


def create(client: Client, imported: ImportedTranscript, **fields: Any) -> Any:
    return client.post(url_of(imported, "draft/"), form_of(client, imported) | fields)


def editor(name: str, home: HomePage, *permissions: str) -> Client:
    """Log in a user who has `permissions` below `home`, and return the client."""
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in permissions:
        GroupPagePermission.objects.create(
            group=group,
            page=home,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=codename
            ),
        )
    user = User.objects.create_user(f"{name}@example.org", "long enough to pass")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


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


class TestCorrecting:
    def test_every_word_is_shown_and_nothing_runs(self, admin: Client, home: HomePage) -> None:
        imported = paste(admin)
        body = admin.get(url_of(imported)).content.decode()
        for words in ("Q2 -", "Email :", "ada@jardin.example", "&lt;script&gt;alert(1)"):
            assert words in body
        assert "<script>alert(1)" not in body

    def test_one_change_and_only_that(self, admin: Client, home: HomePage) -> None:
        imported = paste(admin)
        at = place(imported, "Je suis jardinière")
        data = form_of(admin, imported) | {f"role-{at}": "introduction"}
        response = admin.post(url_of(imported), data)
        assert response.url == f"{url_of(imported)}#p{at}"
        assert role(imported, "Je suis jardinière") == "introduction"
        assert len(ImportedTranscript.objects.get().corrections) == 1

    def test_without_javascript_several_are_applied_at_once(
        self, admin: Client, home: HomePage
    ) -> None:
        imported = paste(admin)
        data = form_of(admin, imported) | {
            f"role-{place(imported, 'Une rencontre avec')}": "introduction",
            f"role-{place(imported, 'Merci')}": "unrecognised",
            "apply": "1",
        }
        admin.post(url_of(imported), data)
        assert role(imported, "Une rencontre avec") == "introduction"
        assert role(imported, "Merci") == "unrecognised"

    def test_a_second_change_does_not_take_back_what_the_first_led_to(
        self, admin: Client, home: HomePage
    ) -> None:
        """Both changes come from the same screen, whose selects do not reflect the first one."""
        imported = paste(admin, "Q1 - Et alors ?\nUn.\nDeux.\nTrois.\nQ2 - Fini ?\nOui.\n")
        form = form_of(admin, imported)
        first = {f"role-{place(imported, 'Deux')}": "closing"}
        admin.post(url_of(imported), form | first)
        assert role(imported, "Trois") == "closing"
        admin.post(url_of(imported), form | first | {f"role-{place(imported, 'Oui')}": "closing"})
        assert [role(imported, word) for word in ("Un", "Deux", "Trois", "Oui")] == [
            "answer", "closing", "closing", "closing",
        ]  # fmt: skip

    def test_htmx_gets_the_work_area_and_is_told_what_happened(
        self, admin: Client, home: HomePage
    ) -> None:
        imported = paste(admin)
        data = form_of(admin, imported) | {"question": str(place(imported, "Je suis"))}
        response = admin.post(url_of(imported), data, headers={"HX-Request": "true"})
        body = response.content.decode()
        assert "<html" not in body
        assert re.search(r'id="t-said" data-hx-swap-oob="innerHTML">[^<]*2', body)
        assert role(imported, "Je suis") == "question"
        assert re.search(r'name="role-30"[^>]* autofocus', body)

    def test_a_doubt_is_settled(self, admin: Client, home: HomePage) -> None:
        text = (
            "Que plantez-vous là ?\n\nDes haies.\n\nEt si ça rate ?\n\nOn recommence.\n\n"
            "Que diriez-vous aux jeunes ?\n\nDe venir.\n"
        )
        imported = paste(admin, text)
        doubtful = next(piece for piece in pieces(imported) if piece.doubt)
        admin.post(url_of(imported), form_of(admin, imported) | {"settle": str(doubtful.start)})
        settled = next(p for p in pieces(imported) if p.start == doubtful.start)
        assert (settled.role, settled.doubt) == (doubtful.role, None)

    def test_two_passages_are_joined(self, admin: Client, home: HomePage) -> None:
        imported = paste(admin)
        at = place(imported, "des noisetiers")
        admin.post(url_of(imported), form_of(admin, imported) | {"join": str(at)})
        assert place(imported, "des charmes") == at

    def test_who_answers_is_chosen(self, admin: Client, home: HomePage) -> None:
        text = "Ada : Que plantez-vous ?\nBruno : Des haies ?\nAda : Bon.\nBruno : Oui.\n" * 2
        imported = paste(admin, text)
        form = form_of(admin, imported)
        other = {"Ada": "Bruno", "Bruno": "Ada"}[form["interviewee"]]
        admin.post(url_of(imported), form | {"interviewee": other})
        answering = {p.speaker for p in pieces(imported) if p.role is Role.ANSWER}
        assert answering == {other}

    def test_questions_and_answers_change_places(self, admin: Client, home: HomePage) -> None:
        imported = paste(admin)
        admin.post(url_of(imported), form_of(admin, imported) | {"swap": "1"})
        assert role(imported, "Que plantez-vous") == "answer"
        assert role(imported, "Des haies") == "question"

    def test_undo_and_redo_survive_a_reload(self, admin: Client, home: HomePage) -> None:
        imported = paste(admin)
        at = place(imported, "Je suis")
        admin.post(url_of(imported), form_of(admin, imported) | {"question": str(at)})
        admin.post(url_of(imported), form_of(admin, imported) | {"undo": "1"})
        assert role(imported, "Je suis") == "answer"
        admin.post(url_of(imported), form_of(admin, imported) | {"redo": "1"})
        assert role(imported, "Je suis") == "question"
        body = admin.get(url_of(imported)).content.decode()
        assert re.search(r'id="redo"[^>]* disabled', body)
        assert not re.search(r'id="undo"[^>]* disabled', body)

    def test_a_role_chosen_before_the_screen_shows_the_undoing(
        self, admin: Client, home: HomePage
    ) -> None:
        """The selects still show an undone role, which must not be applied again."""
        imported = paste(admin)
        first, second = place(imported, "Je suis"), place(imported, "Des haies")
        admin.post(url_of(imported), form_of(admin, imported) | {"question": str(first)})
        before = form_of(admin, imported)
        admin.post(url_of(imported), before | {"undo": "1"})
        admin.post(url_of(imported), before | {f"role-{second}": "introduction"})
        assert role(imported, "Je suis") == "answer"
        assert role(imported, "Des haies") == "introduction"

    def test_the_focus_stays_on_undo_until_nothing_is_left(
        self, admin: Client, home: HomePage
    ) -> None:
        imported = paste(admin)
        for words in ("Je suis", "Des haies"):
            form = form_of(admin, imported)
            admin.post(url_of(imported), form | {"question": str(place(imported, words))})
        for focused in ("undo", "redo"):
            body = admin.post(
                url_of(imported),
                form_of(admin, imported) | {"undo": "1"},
                headers={"HX-Request": "true"},
            ).content.decode()
            assert re.findall(r'id="(\w+)"[^>]* autofocus', body) == [focused]

    @pytest.mark.parametrize(
        "nonsense",
        [{"join": "1"}, {"join": "x"}, {"split": "99999", "words": "a"}, {"role-0": "marker"},
         {"role-0": "nonsense"}, {"interviewee": "Nobody"}, {"settle": "²"}, {"question": "7"}],
    )  # fmt: skip
    def test_what_does_not_fit_changes_nothing(
        self, admin: Client, home: HomePage, nonsense: dict[str, str]
    ) -> None:
        imported = paste(admin)
        before = pieces(imported)
        response = admin.post(url_of(imported), form_of(admin, imported) | nonsense)
        assert response.status_code == 302
        assert pieces(imported) == before


class TestToldInPassing:
    def test_whoever_is_not_the_owner_is_pointed_out(self, admin: Client, home: HomePage) -> None:
        for name, told in (("Paul Mercier", True), ("David Pires", False)):
            imported = paste(
                admin, f"Ada Morel : Où ?\n{name} : Ici.\nAda Morel : Et ?\n{name} : Là."
            )
            body = admin.get(url_of(imported)).content.decode()
            assert ("sur la page, ce sera David Pires" in body) is told

    def test_a_second_draft_of_one_import_is_called_so(self, admin: Client, home: HomePage) -> None:
        imported = paste(admin)
        assert "Créer un autre brouillon" not in admin.get(url_of(imported)).content.decode()
        create(admin, imported)
        assert "Créer un autre brouillon" in admin.get(url_of(imported)).content.decode()

    def test_marks_of_markdown_are_not_shown(self, admin: Client, home: HomePage) -> None:
        file = SimpleUploadedFile("a.md", "**Où ?**\n\nIci, *presque*.\n\n**Et ?**\n\nLà.".encode())
        admin.post(START, {"text": "", "file": file})
        body = admin.get(url_of(ImportedTranscript.objects.get())).content.decode()
        assert "Ici, presque." in body
        assert "**" not in body[body.index('id="passages"') : body.index('id="structure"')]

    def test_two_interviews_of_one_title_can_be_told_apart(
        self, admin: Client, home: HomePage
    ) -> None:
        for _ in range(2):
            imported = paste(admin)
            create(admin, imported)
        body = admin.get(url_of(imported)).content.decode()
        labels = re.findall(r"<option[^>]*>\s*(À la fin[^<]*)<", body)
        assert len(labels) == len(set(labels)) == 2


class TestSplitting:
    WORDS = "Des haies, et des réseaux de haies."

    def split(self, client: Client, imported: ImportedTranscript, words: str) -> Any:
        at = place(imported, "Des haies")
        data = form_of(client, imported) | {"split": str(at), "words": words}
        return client.post(url_of(imported), data)

    def test_line_breaks_are_the_cuts(self, admin: Client, home: HomePage) -> None:
        imported = paste(admin)
        response = self.split(admin, imported, "Des haies,\r\n\r\net des réseaux\r\nde haies.")
        assert response.url.endswith(f"#p{place(imported, 'et des réseaux')}")
        cut = [p.text for p in pieces(imported) if "haies" in p.text or "réseaux" in p.text][1:]
        assert cut == ["Des haies,", "et des réseaux", "de haies."]

    @pytest.mark.parametrize("words", ["Des haies.", "", WORDS + " Oui.", "Des haies\n<b>"])
    def test_other_changes_are_refused_and_kept_on_the_screen(
        self, admin: Client, home: HomePage, words: str
    ) -> None:
        imported = paste(admin)
        nothing_changed = self.split(admin, imported, self.WORDS).context["split_problem"]
        response = self.split(admin, imported, words)
        assert response.status_code == 422
        assert response.context["split_problem"] not in ("", nothing_changed)
        assert response.context["split_words"] == words
        assert 'aria-describedby="words-problem"' in response.content.decode()
        assert self.WORDS in [p.text for p in pieces(imported)]

    def test_it_is_proposed_after_a_question(self, admin: Client, home: HomePage) -> None:
        imported = paste(admin, "Q1 - Que plantez-vous ? Des\nhaies.\nQ2 - Et puis ?\nRien.\n")
        at = pieces(imported)[0].start
        body = admin.get(url_of(imported), {"split": at}).content.decode()
        assert "Que plantez-vous ?\nDes haies.</textarea>" in body or (
            "Que plantez-vous ?\nDes</textarea>" in body
        )


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
        assert "rira… «\u00a0bientôt\u00a0»" in answer
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
