"""`manage.py export_interview` writes what can be imported again."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from brand.models import HomePage, InterviewPage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("export_interview", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("suffix", ["md", "txt"])
def test_an_interview_goes_out_and_comes_in_as_it_was(
    home: HomePage, tmp_path: Path, suffix: str
) -> None:
    page = factories.interview(
        home,
        factories.answer("Pourquoi la mer ?", "<p>Elle est là.</p><ul><li>un</li></ul>"),
        factories.answer("Votre parcours", "<p>Long.</p>"),
        closing="<p>Merci à tous.</p>",
    )
    file = tmp_path / f"interview.{suffix}"
    file.write_text(run(str(page.pk), "--format", suffix))
    call_command("import_interview", str(file), stdout=StringIO())
    copy = InterviewPage.objects.latest("pk")
    assert copy.pk != page.pk
    assert (copy.standfirst, copy.interviewer) == (page.standfirst, page.interviewer)
    assert [(a.question, a.answer) for a in copy.answers.all()] == [
        (a.question, a.answer) for a in page.answers.all()
    ]
    assert copy.closing == page.closing


def test_the_latest_draft_is_written(home: HomePage) -> None:
    page = factories.interview(home, factories.answer("Pourquoi ?"))
    page.closing = "<p>Au revoir.</p>"
    page.save_revision()
    assert "Au revoir." in run(str(page.pk))


def test_another_page_is_refused(home: HomePage) -> None:
    with pytest.raises(CommandError, match=str(home.pk)):
        run(str(home.pk))
