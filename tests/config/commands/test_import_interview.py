"""`manage.py import_interview` imports whole interviews word for word, and nothing else."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from brand.models import Answer, HomePage, InterviewPage
from brand.text.rich_text import plain_text
from brand.transcript import MAX_BYTES
from contact.models import ContactPage
from tests import factories
from tests.interviews import INTERVIEWS

pytestmark = pytest.mark.django_db
SMALL = """Bonjour, je m’appelle Ada <b>Byron</b>.
Q2 - Que faites-vous ?
Je calcule.
- des nombres
- des notes
Q3 - Et demain ?
On verra & on rira.
Merci de cette rencontre.
Email : ada@example.org
Blog : www.example.org
"""


def run(file: Path, *arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command(
        "import_interview", str(file), *arguments, stdout=out, stderr=StringIO(), **options
    )
    return out.getvalue()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    file = tmp_path / "interview.txt"
    file.write_text(SMALL)
    return file


@pytest.mark.any_database
@pytest.mark.parametrize("interview", INTERVIEWS)
class TestWholeInterviews:
    def test_a_dry_run_tells_what_was_understood_and_changes_nothing(
        self, home: HomePage, interview: Path
    ) -> None:
        found = json.loads(run(interview, "--dry-run", "--json"))
        assert (found["format"], found["confidence"]) == ("numbered", "sure")
        assert [bool(a["question"]) for a in found["answers"]] == [False, True, True, True, True]
        assert [a["answer"].count("\n- ") for a in found["answers"]] == [0, 0, 5, 3, 0]
        assert found["closing"].count("\n") == 1
        kinds = ["email", "blog", "linkedin", "viadeo", "twitter"]
        assert [c["kind"] for c in found["channels"]] == kinds
        assert found["unrecognised"] == []
        assert not InterviewPage.objects.exists()

    def test_it_becomes_a_draft_with_every_word(self, home: HomePage, interview: Path) -> None:
        run(interview)
        page = InterviewPage.objects.get()
        assert not page.live
        answers = list(Answer.objects.filter(page=page).order_by("sort_order"))
        assert len(answers) == 5
        imported = " ".join(
            [f"{a.question} {plain_text(a.answer)}" for a in answers] + [plain_text(page.closing)]
        )
        source = interview.read_text().split()
        # Channels and the markers "Q2 -" and "-" are stored separately.
        tail = source.index("Email")
        words = [w for w in source[:tail] if w not in {"-", "Q2", "Q3", "Q4", "Q5"}]
        assert [w for w in imported.split() if w != "-"] == words
        assert [a.answer.count("<li>") for a in answers] == [0, 0, 5, 3, 0]

    def test_it_is_not_published_until_the_first_question_is_given(
        self, home: HomePage, interview: Path
    ) -> None:
        with pytest.raises(CommandError, match="1"):
            run(interview, "--publish")
        assert not InterviewPage.objects.exists()
        asked = ("--publish", "--first-question", "Qui êtes-vous ?")
        with pytest.raises(CommandError, match="--title"):
            run(interview, *asked)
        assert not InterviewPage.objects.exists()
        run(interview, *asked, "--title", "Des réseaux et des causes")
        page = InterviewPage.objects.get()
        assert page.live
        assert page.answers.first().slug == "qui-etes-vous"

    def test_its_channels_are_offered_for_the_contact_page(
        self, home: HomePage, interview: Path
    ) -> None:
        contact = factories.contact(home)
        run(interview, "--add-channels")
        draft = factories.draft(ContactPage.objects.get())
        assert [(c.kind, c.archived) for c in draft.channels.all()] == [
            ("email", False),
            ("blog", False),
            ("linkedin", False),
            ("viadeo", True),
            ("twitter", False),
        ]
        assert contact.channels.count() == 0  # visitors see them after the owner publishes


@pytest.mark.any_database
class TestAnyInterview:
    def test_markup_in_the_text_stays_text(self, home: HomePage, small: Path) -> None:
        run(small)
        first, second, third = Answer.objects.order_by("sort_order")
        assert first.answer == "<p>Bonjour, je m’appelle Ada &lt;b&gt;Byron&lt;/b&gt;.</p>"
        assert second.answer == "<p>Je calcule.</p><ul><li>des nombres</li><li>des notes</li></ul>"
        assert third.answer == "<p>On verra &amp; on rira.</p>"

    def test_channels_are_added_once(self, home: HomePage, small: Path) -> None:
        factories.contact(home, ("email", "ada@example.org"))
        for _ in range(2):
            run(small, "--add-channels")
        draft = factories.draft(ContactPage.objects.get())
        assert [c.kind for c in draft.channels.all()] == ["email", "blog"]

    def test_without_being_asked_no_channel_is_added(self, home: HomePage, small: Path) -> None:
        contact = factories.contact(home)
        run(small)
        assert ContactPage.objects.get().latest_revision == contact.latest_revision

    def test_an_existing_interview_is_extended_as_a_draft(
        self, home: HomePage, small: Path
    ) -> None:
        page = factories.interview(home, factories.answer("Avant ?"))
        run(small, "--page", str(page.pk))
        page.refresh_from_db()
        assert page.answers.count() == 1
        questions = [a.question for a in factories.draft(page).answers.all()]
        assert questions == ["Avant ?", "", "Que faites-vous ?", "Et demain ?"]

    @pytest.mark.parametrize("page_id", ["99999", "1"])
    def test_a_page_that_is_neither_is_refused(
        self, home: HomePage, small: Path, page_id: str
    ) -> None:
        with pytest.raises(CommandError):
            run(small, "--page", page_id)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"  \n\n",
            b"\x00\x01PNG",
            b"x" * 5_000_000,
            b"Un texte sans la moindre question.",
        ],
        ids=["empty", "blank", "binary", "5 MB", "no question"],
    )
    def test_what_is_no_interview_gets_one_sentence_and_changes_nothing(
        self, home: HomePage, tmp_path: Path, content: bytes
    ) -> None:
        file = tmp_path / "file.txt"
        file.write_bytes(content)
        with pytest.raises(CommandError) as error:
            run(file)
        assert 15 < len(str(error.value)) < 160
        assert not InterviewPage.objects.exists()

    def test_a_file_that_is_not_there_is_named(self, home: HomePage, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=r"nowhere\.txt"):
            run(tmp_path / "nowhere.txt")

    def test_the_limit_is_that_of_the_parser(self, home: HomePage, tmp_path: Path) -> None:
        file = tmp_path / "large.txt"
        file.write_text(SMALL + "x" * (MAX_BYTES - len(SMALL.encode())))
        run(file, "--dry-run")

    def test_an_answer_without_question_is_not_published(self, home: HomePage, small: Path) -> None:
        with pytest.raises(CommandError, match="1"):
            run(small, "--publish")
        assert not InterviewPage.objects.exists()

    def test_a_question_without_answer_is_not_published(
        self, home: HomePage, tmp_path: Path
    ) -> None:
        file = tmp_path / "file.txt"
        file.write_text("Q1 - Oui ?\nOui.\nQ2 - Et là ?\n")
        with pytest.raises(CommandError, match="2"):
            run(file, "--publish")
        assert not InterviewPage.objects.exists()

    def test_only_the_first_interview_goes_into_the_menu(self, home: HomePage, small: Path) -> None:
        for _ in range(2):
            run(small)
        assert [p.show_in_menus for p in InterviewPage.objects.order_by("pk")] == [True, False]


DIALOGUE = """Ada : Pourquoi la mer ?
Maud : Elle est là, depuis toujours, et je n’ai pas encore fini de la regarder.
Ada : Et demain ?
Maud : Demain aussi, si le vent le veut bien.
"""


@pytest.mark.any_database
class TestManyFiles:
    @pytest.fixture
    def files(self, tmp_path: Path, small: Path) -> list[Path]:
        dialogue = tmp_path / "dialogue.md"
        dialogue.write_text(DIALOGUE)
        page = tmp_path / "page.html"
        page.write_text("<h2>Pourquoi ?</h2><p>Parce <b>que</b>.</p><h2>Et puis ?</h2><p>Rien.</p>")
        return [small, dialogue, page]

    def test_each_becomes_a_draft(self, home: HomePage, files: list[Path]) -> None:
        out = run(files[0], *map(str, files[1:]))
        assert out.count("/edit/") == 3
        pages = InterviewPage.objects.order_by("pk")
        assert [page.answers.count() for page in pages] == [3, 2, 2]
        assert pages[1].interviewer == "Ada"
        assert pages[2].answers.first().answer == "<p>Parce <b>que</b>.</p>"

    def test_one_that_cannot_be_read_is_named_and_keeps_no_other_out(
        self, home: HomePage, files: list[Path], tmp_path: Path
    ) -> None:
        bad = tmp_path / "recette.txt"
        bad.write_text("Farine, eau, sel.")
        with pytest.raises(CommandError, match=r"recette\.txt") as error:
            run(files[0], str(bad), str(files[1]))
        assert "1" in str(error.value).splitlines()[-1]
        assert InterviewPage.objects.count() == 2

    def test_json_is_a_list_of_them(self, home: HomePage, files: list[Path]) -> None:
        found = json.loads(run(files[0], *map(str, files[1:]), "--json", "--dry-run"))
        assert [item["format"] for item in found] == ["numbered", "speakers", "headings"]
        assert [Path(item["file"]).name for item in found] == [f.name for f in files]
        assert not InterviewPage.objects.exists()

    def test_a_title_is_for_one_file(self, home: HomePage, files: list[Path]) -> None:
        with pytest.raises(CommandError, match="--title"):
            run(files[0], str(files[1]), "--title", "Trois")
        assert not InterviewPage.objects.exists()

    def test_in_a_pipe_only_results_are_written(
        self, home: HomePage, files: list[Path], capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("import_interview", *map(str, files))
        written = capsys.readouterr()
        assert "[1/" not in written.err
        assert len(written.out.splitlines()) == 3


@pytest.mark.any_database
class TestToldInPassing:
    def test_a_dry_run_names_what_was_guessed(self, home: HomePage, tmp_path: Path) -> None:
        file = tmp_path / "plain.txt"
        file.write_text(
            "Que faites-vous ?\nJe calcule. Mais pourquoi ?\nPour voir.\nEt demain ?\nOn verra.\n"
        )
        out = run(file, "--dry-run")
        assert "À regarder : Et demain ?" in out.replace("\xa0", " ").replace("\u202f", " ")

    def test_who_answers_on_the_page_is_told(
        self, home: HomePage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "a.txt").write_text(DIALOGUE)
        call_command("import_interview", str(tmp_path / "a.txt"))
        assert "David Pires" in capsys.readouterr().err
        (tmp_path / "b.txt").write_text(DIALOGUE.replace("Maud", "David Pires"))
        call_command("import_interview", str(tmp_path / "b.txt"))
        assert "David Pires" not in capsys.readouterr().err

    def test_an_english_text_goes_below_the_english_home(
        self, home: HomePage, tmp_path: Path
    ) -> None:
        english = factories.home("en", translation_key=home.translation_key)
        file = tmp_path / "english.txt"
        file.write_text("Q: What do you do with all of it?\nA: I sell what the sea leaves us.\n")
        run(file)
        assert InterviewPage.objects.get().get_parent().specific == english


@pytest.mark.any_database
class TestWhoAnswers:
    @pytest.fixture
    def dialogue(self, tmp_path: Path) -> Path:
        file = tmp_path / "dialogue.txt"
        file.write_text(DIALOGUE)
        return file

    def test_it_is_guessed(self, home: HomePage, dialogue: Path) -> None:
        found = json.loads(run(dialogue, "--json", "--dry-run"))
        assert (found["interviewer"], found["interviewee"]) == ("Ada", "Maud")

    def test_it_can_be_said(self, home: HomePage, dialogue: Path) -> None:
        found = json.loads(run(dialogue, "--json", "--dry-run", "--interviewee", "ada"))
        assert (found["interviewer"], found["interviewee"]) == ("Maud", "Ada")

    def test_somebody_else_is_refused_with_the_names_there_are(
        self, home: HomePage, dialogue: Path
    ) -> None:
        with pytest.raises(CommandError, match="Ada, Maud"):
            run(dialogue, "--interviewee", "Lilian")
        assert not InterviewPage.objects.exists()
