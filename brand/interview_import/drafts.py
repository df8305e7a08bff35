"""Create or extend a draft from a transcript, for the command line and the admin."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext
from wagtail.coreutils import find_available_slug

from brand.core.identity import BrandSettings
from brand.home.page import HomePage
from brand.interview.answer import Answer
from brand.interview.page import InterviewPage
from brand.interview.topic import Topic
from brand.text import markdown as markdown_inline
from brand.text.language import language_of
from brand.text.slugs import slug_from
from brand.text.typography import corrected
from brand.transcript import Block, Transcript
from brand.transcript.names import same_person
from brand.transcript.surroundings.mail import subject_of


@dataclass(frozen=True)
class Details:
    """A person's decisions about a draft. Answers are identified by their `ParsedAnswer.start`."""

    title: str = ""
    standfirst: str = ""
    """If empty, it is required for publishing."""
    interviewer: str = ""
    conducted_on: datetime.date | None = None
    publication: str = ""
    questions: Mapping[int, str] = field(default_factory=dict)
    """The questions of answers whose question the transcript does not give."""
    topics: Mapping[int, Sequence[int]] = field(default_factory=dict)
    """Primary keys of the topics of each answer."""
    correct_typography: bool = False
    show_in_menus: bool | None = None
    """None leaves the decision to `stands_in_menu`."""


def title_of(transcript: Transcript) -> str:
    """Return a title: the interview's, the subject of its mail, or "Interview with" and a name.

    "" if the text has none of these.
    """
    if title := markdown_inline.to_text(transcript.title) or subject_of(transcript.text):
        return title
    name = transcript.credits.interviewee
    return gettext("Interview with %(name)s") % {"name": name} if name else ""


def stands_in_menu(home: HomePage) -> bool:
    """Whether a new interview below `home` goes into the menu by default.

    The first interview does. Further ones are linked from there.
    """
    return not InterviewPage.objects.child_of(home).exists()


def details_of(transcript: Transcript, title: str = "") -> Details:
    """Return the details that the transcript gives, shortened to fit the page's fields.

    The headline is displayed very large, so without a meaningful title it is left to a person.
    """
    credits = transcript.credits
    title = title or title_of(transcript)
    return Details(
        title=(title or gettext("Interview"))[:255],
        standfirst=title,
        interviewer=credits.interviewer[:120],
        conducted_on=credits.date,
        publication=credits.publication[:160],
    )


def owner_instead(transcript: Transcript) -> str:
    """Return the owner's name if the text says that somebody else answers, else "".

    The page speaks in the owner's name, whoever answers in the text.
    """
    answering = transcript.credits.interviewee
    brand = BrandSettings.objects.filter(site__is_default_site=True).first()
    owner = brand.name if brand else ""
    return owner if answering and owner and not same_person(answering, owner) else ""


def to_rich_text(blocks: Iterable[Block], *, markdown: bool = False) -> str:
    """Return `blocks` as rich text. Text that looks like HTML stays text.

    With `markdown`, the inline marks become bold, italic and links.
    """
    inline = markdown_inline.to_rich_text if markdown else _literal
    parts = []
    for block in blocks:
        lines = [inline(line) for line in block.lines]
        match block.kind:
            case "list" | "numbered":
                tag = "ul" if block.kind == "list" else "ol"
                items = "".join(f"<li>{line}</li>" for line in lines)
                parts.append(f"<{tag}>{items}</{tag}>")
            case "quote":
                parts.append("<blockquote>" + "<br/>".join(lines) + "</blockquote>")
            case _:
                parts.append("<p>" + "<br/>".join(lines) + "</p>")
    return "".join(parts)


def _literal(line: str) -> str:
    return escape(line, quote=False)


def with_typography(transcript: Transcript, language: str) -> Transcript:
    """Return `transcript` with typography of `language` in all text that is published."""

    def blocks(given: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(
            replace(block, lines=tuple(corrected(line, language) for line in block.lines))
            for block in given
        )

    return replace(
        transcript,
        introduction=blocks(transcript.introduction),
        answers=tuple(
            replace(
                answer,
                question=corrected(answer.question, language),
                blocks=blocks(answer.blocks),
            )
            for answer in transcript.answers
        ),
        closing=corrected(transcript.closing, language),
    )


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


def append_answers(
    page: InterviewPage,
    transcript: Transcript,
    *,
    markdown: bool = False,
    details: Details | None = None,
    asked_on: datetime.date | None = None,
) -> None:
    """Add introduction, answers and closing words to `page`, in memory; nothing is saved."""
    details = details or Details()
    if details.correct_typography:
        transcript = with_typography(transcript, page.locale.language_code)
    topics = _topics(page, details)
    first = page.answers.count()
    for position, parsed in enumerate(transcript.answers):
        question = parsed.question
        if markdown:
            question = markdown_inline.to_text(question)
        answer = Answer(
            question=question or details.questions.get(parsed.start, "").strip(),
            answer=to_rich_text(parsed.blocks, markdown=markdown),
            asked_on=asked_on,
            sort_order=first + position,
            locale=page.locale,
        )
        if parsed.start in topics:
            answer.topics = topics[parsed.start]
        page.answers.add(answer)
    page.introduction += to_rich_text(transcript.introduction, markdown=markdown)
    closing = [Block("paragraph", (line,)) for line in transcript.closing.splitlines()]
    page.closing += to_rich_text(closing, markdown=markdown)


def _topics(page: InterviewPage, details: Details) -> dict[int, list[Topic]]:
    """Return the chosen topics of each answer, without those deleted or in another language."""
    wanted = {key for keys in details.topics.values() for key in keys}
    if not wanted:
        return {}
    found = Topic.objects.filter(locale=page.locale).in_bulk(wanted)
    return {
        start: [found[key] for key in keys if key in found]
        for start, keys in details.topics.items()
    }


def home_for(text: str) -> HomePage | None:
    """Return the home page in the language of `text`, else the one in the site's language."""
    pages = HomePage.objects.select_related("locale")
    homes = {page.locale.language_code: page for page in pages}
    return homes.get(language_of(text, homes)) or homes.get(settings.LANGUAGE_CODE)


@transaction.atomic
def create_draft(
    transcript: Transcript,
    home: HomePage,
    title: str = "",
    *,
    markdown: bool = False,
    details: Details | None = None,
) -> InterviewPage:
    """Create an unpublished interview below `home` and return it.

    It contains every word of the transcript's introduction, answers and closing. Without `details`,
    title and source are taken from the transcript; the owner reviews them anyway.
    """
    details = details or details_of(transcript, title)
    title = details.title or gettext("Interview")
    page = InterviewPage(
        title=title,
        slug=find_available_slug(home, slug_from(title) or "interview"),
        standfirst=details.standfirst,
        interviewer=details.interviewer,
        publication=details.publication,
        conducted_on=details.conducted_on,
        locale=home.locale,
        live=False,
        show_in_menus=(
            stands_in_menu(home) if details.show_in_menus is None else details.show_in_menus
        ),
    )
    append_answers(page, transcript, markdown=markdown, details=details)
    # Drafts may be incomplete; publishing validates them.
    home.add_child(instance=page)
    page.save_revision(clean=False)
    return page


@transaction.atomic
def extend_draft(
    transcript: Transcript,
    page: InterviewPage,
    *,
    markdown: bool = False,
    details: Details | None = None,
) -> InterviewPage:
    """Append the answers of `transcript` to the latest draft of `page`. Visitors see no change.

    Source and date only fill empty fields. Answers from another day than the interview get a date
    of their own.
    """
    details = details or details_of(transcript)
    draft = page.get_latest_revision_as_object()
    draft.answers.set(list(draft.answers.all()))  # in memory, so no live row
    had_date, had_answers = draft.conducted_on, draft.answers.count() > 0
    draft.interviewer = draft.interviewer or details.interviewer
    draft.publication = draft.publication or details.publication
    asked_on = None
    if details.conducted_on and details.conducted_on != had_date:
        if had_answers:
            asked_on = details.conducted_on
        else:
            draft.conducted_on = had_date or details.conducted_on
    append_answers(draft, transcript, markdown=markdown, details=details, asked_on=asked_on)
    draft.save_revision(clean=False)
    return draft
