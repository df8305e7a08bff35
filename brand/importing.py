"""From a transcript to a draft: what the command line and the admin share."""

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from django.db import transaction
from django.utils.translation import gettext
from wagtail.coreutils import find_available_slug

from brand.models import Answer, HomePage, InterviewPage
from brand.slugs import slug_from
from brand.transcript import Block, Transcript


def to_rich_text(blocks: Iterable[Block]) -> str:
    """Return `blocks` as rich text. What looks like HTML in an interview is text."""
    parts = []
    for block in blocks:
        lines = [escape(line, quote=False) for line in block.lines]
        if block.kind == "list":
            parts.append("<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>")
        else:
            parts.append("<p>" + "<br/>".join(lines) + "</p>")
    return "".join(parts)


def with_first_question(transcript: Transcript, question: str) -> Transcript:
    """Return `transcript` with `question` for the first answer that has none."""
    answers = list(transcript.answers)
    for position, answer in enumerate(answers):
        if not answer.question:
            answers[position] = replace(answer, question=question)
            break
    return replace(transcript, answers=tuple(answers))


def missing_answers(page: InterviewPage) -> list[int]:
    """Return the numbers, from 1, of the questions that have no answer."""
    return [n for n, answer in enumerate(page.answers.all(), 1) if not answer.text]


def missing_questions(page: InterviewPage) -> list[int]:
    """Return the numbers, from 1, of the answers whose question is missing."""
    return [n for n, answer in enumerate(page.answers.all(), 1) if not answer.question.strip()]


def append_answers(page: InterviewPage, transcript: Transcript) -> None:
    """Add the answers of `transcript` after those of `page`, in memory; nothing is saved."""
    first = page.answers.count()
    for position, parsed in enumerate(transcript.answers, start=first):
        page.answers.add(
            Answer(
                question=parsed.question,
                answer=to_rich_text(parsed.blocks),
                sort_order=position,
                locale=page.locale,
            )
        )
    if transcript.closing:
        lines = transcript.closing.splitlines()
        page.closing += "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)


@transaction.atomic
def create_draft(transcript: Transcript, home: HomePage, title: str = "") -> InterviewPage:
    """Create an unpublished interview below `home` and return it.

    Every word of the transcript's answers and closing is in it. Title and headline are
    only suggestions: the owner sees them in the editor first.
    """
    title = title or gettext("Interview")
    page = InterviewPage(
        title=title,
        slug=find_available_slug(home, slug_from(title) or "interview"),
        standfirst=title,
        locale=home.locale,
        live=False,
        # The menu shows one interview; the owner adds others by choice.
        show_in_menus=not InterviewPage.objects.child_of(home).exists(),
    )
    append_answers(page, transcript)
    # Drafts may be incomplete: publishing validates.
    home.add_child(instance=page)
    page.save_revision(clean=False)
    return page


@transaction.atomic
def extend_draft(transcript: Transcript, page: InterviewPage) -> InterviewPage:
    """Append the answers of `transcript` to the latest draft of `page`; visitors see no change."""
    draft = page.get_latest_revision_as_object()
    draft.answers.set(list(draft.answers.all()))  # in memory: no live row changes
    append_answers(draft, transcript)
    draft.save_revision(clean=False)
    return draft
