"""The passages of a reading and a summary of its structure, for the work screen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from brand.interview_import.messages import DOUBTS
from brand.transcript import BLANK, ParsedAnswer, Reading, Role, Segment, Transcript, words_of


@dataclass(frozen=True)
class Passage:
    """One piece of the text with everything shown beside it."""

    number: int
    segment: Segment
    label: str
    """Unpublished text before the passage: "Q2 -", a name, a dash."""
    is_last: bool
    plain: Callable[[str], str] = str
    """A function that prepares the words for display: unchanged, or without Markdown signs."""

    @property
    def at(self) -> int:
        return self.segment.start

    @property
    def words(self) -> str:
        return self.plain(words_of(self.segment))

    @property
    def role(self) -> str:
        return self.segment.role.value

    @property
    def is_item(self) -> bool:
        return self.segment.form in ("list", "numbered")

    @property
    def doubt(self) -> str:
        return str(DOUBTS[self.segment.doubt]) if self.segment.doubt else ""


def passages(reading: Reading, plain: Callable[[str], str] = str) -> list[Passage]:
    """Return all passages in the order of the text, numbered from 1, prepared by `plain`."""
    return list(_passages(reading, plain))


def _passages(reading: Reading, plain: Callable[[str], str]) -> Iterator[Passage]:
    count, number, label = len(reading.pieces), 0, ""
    for segment in reading.segments:
        if segment.role is Role.MARKER:
            label = " ".join(segment.text.split()).strip(BLANK)
            if plain is not str:
                label = label.strip("*_# ")
            continue
        number += 1
        yield Passage(number, segment, label, number == count, plain)
        label = ""


def trailing_label(reading: Reading) -> str:
    """Return the unpublished text after the last passage."""
    last = reading.segments[-1] if reading.segments else None
    return " ".join(last.text.split()) if last and last.role is Role.MARKER else ""


@dataclass(frozen=True)
class Outline:
    """A summary of the structure: what needs a look, and where it is."""

    answers: tuple[ParsedAnswer, ...]
    doubtful: tuple[Passage, ...]
    left_out: tuple[Passage, ...]
    questions: int
    first: dict[Role, int]
    """The offset of the first passage of each role."""

    @property
    def missing_questions(self) -> list[tuple[int, ParsedAnswer]]:
        return [(n, a) for n, a in enumerate(self.answers, 1) if not a.question]

    @property
    def missing_answers(self) -> list[tuple[int, ParsedAnswer]]:
        return [(n, a) for n, a in enumerate(self.answers, 1) if not a.blocks]

    @property
    def introduction(self) -> int | None:
        return self.first.get(Role.INTRODUCTION)

    @property
    def closing(self) -> int | None:
        return self.first.get(Role.CLOSING)


def outline(transcript: Transcript, shown: list[Passage]) -> Outline:
    """Return what the owner should know before creating a draft."""
    first: dict[Role, int] = {}
    for passage in shown:
        first.setdefault(passage.segment.role, passage.at)
    return Outline(
        answers=transcript.answers,
        doubtful=tuple(passage for passage in shown if passage.segment.doubt),
        left_out=tuple(p for p in shown if p.segment.role is Role.UNRECOGNISED),
        questions=sum(bool(a.question) for a in transcript.answers),
        first=first,
    )


def paragraphs(answer: ParsedAnswer) -> int:
    """Return the number of paragraphs and list items in an answer."""
    return sum(len(block.lines) for block in answer.blocks)
