"""The parts of a transcript: segments with roles, and the structure read from them."""

import datetime
import enum
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, TypedDict

MAX_BYTES = 500_000
"""The upper size of a text. A two-hour interview has about 150 kB."""

CHANNEL_KINDS = (
    "email", "telephone", "website", "blog", "linkedin", "viadeo", "twitter", "facebook",
    "youtube", "flickr", "instagram", "mastodon", "bluesky", "github", "calendar", "other",
)  # fmt: skip
"""All values of `ParsedChannel.kind`. Stored in the database: do not rename."""

CLOSED_NETWORKS = frozenset({"viadeo"})

ErrorCode = Literal["empty", "binary", "too_large", "no_question"]

_MESSAGES: dict[ErrorCode, str] = {
    "empty": "There is no text in this transcript.",
    "binary": "This is not a text file.",
    "too_large": f"This transcript is larger than {MAX_BYTES:,} bytes.",
    "no_question": "No question was recognised in this transcript.",
}


class TranscriptError(ValueError):
    """The input cannot be read as an interview.

    `code` is stable, for callers that translate it; `str(error)` is an English default.
    """

    def __init__(self, code: ErrorCode) -> None:
        super().__init__(code)
        self.code: ErrorCode = code

    def __str__(self) -> str:
        return _MESSAGES[self.code]


class Role(enum.StrEnum):
    """The role of a segment. Every role except MARKER has words to show.

    Stored in the database: do not rename.
    """

    TITLE = "title"
    CREDIT = "credit"
    """Interviewer, date or publication, read by `brand.transcript.surroundings.credits`."""
    INTRODUCTION = "introduction"
    """The interviewer's words before the first question."""
    QUESTION = "question"
    ANSWER = "answer"
    CLOSING = "closing"
    CHANNEL = "channel"
    UNRECOGNISED = "unrecognised"
    MARKER = "marker"


class Doubt(enum.StrEnum):
    """The reason why a person should look at a segment. Stored in the database: do not rename."""

    RHETORICAL = "rhetorical"
    """It ends in a question mark; which speaker asks was a guess."""
    STATEMENT = "statement"
    """It is where a question is expected, but asks nothing."""
    SPEAKER = "speaker"
    """The speaker was a guess."""
    NUMBERING = "numbering"
    """Its number is of another kind, or out of order."""
    OPENING = "opening"
    """Before the first question: an introduction, or an answer whose question is missing."""
    FRAME = "frame"
    """Short and no sentence, before the first question: a title, a source, or neither."""
    PAGE = "page"
    """It interrupts a speaker: a caption, a page number, a remark in brackets."""
    HYPHEN = "hyphen"
    """A line end divides a word in it; whether the hyphen belongs to the word was a guess."""
    ENDING = "ending"
    """At the end: closing words, or the end of the last answer."""


class Format(enum.StrEnum):
    """The way in which the text tells questions from answers."""

    NUMBERED = "numbered"
    LABELLED = "labelled"
    SPEAKERS = "speakers"
    HEADINGS = "headings"
    DASHES = "dashes"
    QUOTED = "quoted"
    SIGNED = "signed"
    PLAIN = "plain"
    NONE = "none"


class Confidence(enum.StrEnum):
    """The degree to which the structure can be trusted without checking every line."""

    SURE = "sure"
    LIKELY = "likely"
    GUESS = "guess"


Form = Literal["paragraph", "list", "numbered", "quote"]


@dataclass(frozen=True)
class Segment:
    """`source[start:end]` and its role. Offsets count characters, as in slicing."""

    start: int
    end: int
    role: Role
    source: str = field(repr=False)
    form: Form = "paragraph"
    speaker: str = ""
    """The fullest name of the speaker, where the text labels speakers."""
    kind: str = ""
    """The kind of a channel: one of `CHANNEL_KINDS`."""
    doubt: Doubt | None = None

    @property
    def text(self) -> str:
        return self.source[self.start : self.end]


def covering(text: str, pieces: Iterable[Segment]) -> tuple[Segment, ...]:
    """Return `pieces` with markers in all gaps, so that together they are `text`.

    `pieces` must be in order and must not overlap.
    """
    segments, position = [], 0
    for piece in pieces:
        if position < piece.start:
            segments.append(Segment(position, piece.start, Role.MARKER, text))
        segments.append(piece)
        position = piece.end
    if position < len(text):
        segments.append(Segment(position, len(text), Role.MARKER, text))
    return tuple(segments)


@dataclass(frozen=True)
class Reading:
    """A text cut into segments, with the format that decided how."""

    text: str
    segments: tuple[Segment, ...]
    format: Format
    strength: float
    """The evidence for the format, from 0 to 1."""

    @property
    def pieces(self) -> tuple[Segment, ...]:
        """The segments that have words."""
        return tuple(piece for piece in self.segments if piece.role is not Role.MARKER)

    def as_dict(self) -> dict[str, Any]:
        """Return JSON-ready data without the text, which is stored separately."""
        return {
            "format": self.format.value,
            "strength": self.strength,
            "pieces": [
                [p.start, p.end, p.role.value, p.form, p.speaker, p.kind, p.doubt or ""]
                for p in self.pieces
            ],
        }

    @classmethod
    def from_dict(cls, text: str, data: dict[str, Any]) -> "Reading":
        """Read the result of `as_dict`."""
        pieces = [
            Segment(start, end, Role(role), text, form, speaker, kind, Doubt(d) if d else None)
            for start, end, role, form, speaker, kind, d in data["pieces"]
        ]
        return cls(text, covering(text, pieces), Format(data["format"]), data["strength"])


@dataclass(frozen=True)
class Block:
    """A paragraph or quotation (exactly one line) or a list (one line per item, no dash)."""

    kind: Form
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ParsedAnswer:
    """An answer and its question; `question` is "" when the transcript does not give it."""

    question: str
    blocks: tuple[Block, ...]
    start: int = field(default=0, compare=False)
    """The offset of its first segment, which identifies it within a text."""

    @property
    def text(self) -> str:
        """Plain text, one paragraph or list item per line. Items begin with "- "."""
        return "\n".join(
            f"- {line}" if block.kind in ("list", "numbered") else line
            for block in self.blocks
            for line in block.lines
        )


@dataclass(frozen=True)
class ParsedChannel:
    """A way to reach the person. `address` is verbatim: "www.x.org" gets no scheme here.

    `archived` is true when the network behind `kind` has closed: show it, but do not link to it.
    """

    kind: str
    address: str
    archived: bool


@dataclass(frozen=True)
class Credits:
    """Interviewer, interviewee, publication and date; "" or None where the text does not say."""

    interviewer: str = ""
    interviewee: str = ""
    publication: str = ""
    date: datetime.date | None = None


class AnswerDict(TypedDict):
    question: str
    answer: str


class ChannelDict(TypedDict):
    kind: str
    address: str


class TranscriptDict(TypedDict):
    format: str
    confidence: str
    title: str
    interviewer: str
    interviewee: str
    date: str
    publication: str
    introduction: str
    answers: list[AnswerDict]
    closing: str
    channels: list[ChannelDict]
    unrecognised: list[str]


@dataclass(frozen=True)
class Transcript:
    """The structure of `text`. `segments` says where each piece was found."""

    text: str
    segments: tuple[Segment, ...]
    format: Format
    confidence: Confidence
    title: str
    credits: Credits
    speakers: tuple[str, ...]
    """All speakers, in the order of the text. The interviewee is `credits.interviewee`."""
    introduction: tuple[Block, ...]
    answers: tuple[ParsedAnswer, ...]
    closing: str
    channels: tuple[ParsedChannel, ...]
    unrecognised: tuple[str, ...]

    def as_dict(self) -> TranscriptDict:
        """Return a JSON-ready summary, without `archived`, which the text does not say."""
        return {
            "format": self.format.value,
            "confidence": self.confidence.value,
            "title": self.title,
            "interviewer": self.credits.interviewer,
            "interviewee": self.credits.interviewee,
            "date": self.credits.date.isoformat() if self.credits.date else "",
            "publication": self.credits.publication,
            "introduction": ParsedAnswer("", self.introduction).text,
            "answers": [{"question": a.question, "answer": a.text} for a in self.answers],
            "closing": self.closing,
            "channels": [{"kind": c.kind, "address": c.address} for c in self.channels],
            "unrecognised": list(self.unrecognised),
        }
