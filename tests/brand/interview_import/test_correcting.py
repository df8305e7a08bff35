"""Correcting what was understood: roles, words, cuts, undo. Over HTTP."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from brand.models import HomePage, ImportedTranscript
from brand.transcript import Role
from tests.brand.interview_import.screen import (
    START,
    create,
    form_of,
    paste,
    pieces,
    place,
    role,
    url_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


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
