"""Turn the raw text of an interview into questions, answers, a closing and contact channels.

Pure functions over `str`: no Django, no I/O. The import command and the admin share them.

How it works: the text is cut into lines, each line's words are given one `Role`, and whatever
lies between the words (question numbers, labels, list dashes, blank space, line ends, rules such
as "---") becomes a marker. Markers are *defined* as what is left over, so the segments cover the
input without gap or overlap by construction: no word is lost, whatever the input is.

A question format is a `_Recogniser`: it sees all lines, marks those it knows and says whether it
found a question. To read one more format, write one and add it to `_RECOGNISERS`.

When the evidence is thin, words stay in the answer or go to `unrecognised`, where a person sees
them; an address or a question is never made up.
"""

import codecs
import enum
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal, NamedTuple, TypedDict

MAX_BYTES = 500_000
"""Upper size of an upload. A two-hour interview is near 150 kB."""

CHANNEL_KINDS = (
    "email", "telephone", "website", "blog", "linkedin", "viadeo", "twitter", "facebook",
    "youtube", "flickr", "instagram", "mastodon", "bluesky", "github", "calendar", "other",
)  # fmt: skip
"""Every value `ParsedChannel.kind` can take. Stored in the database: do not rename."""

_CLOSED_NETWORKS = frozenset({"viadeo"})

ErrorCode = Literal["empty", "binary", "too_large", "no_question"]

_MESSAGES: dict[ErrorCode, str] = {
    "empty": "There is no text in this transcript.",
    "binary": "This is not a text file.",
    "too_large": f"This transcript is larger than {MAX_BYTES:,} bytes.",
    "no_question": "No question was recognised in this transcript.",
}


class TranscriptError(ValueError):
    """The input cannot be read as an interview.

    `code` is stable, for callers that translate; `str(error)` is an English default.
    """

    def __init__(self, code: ErrorCode) -> None:
        super().__init__(code)
        self.code: ErrorCode = code

    def __str__(self) -> str:
        return _MESSAGES[self.code]


class Role(enum.StrEnum):
    """What a stretch of the text is. Only markers carry nothing to publish."""

    QUESTION = "question"
    ANSWER = "answer"
    CLOSING = "closing"
    CHANNEL = "channel"
    MARKER = "marker"
    UNRECOGNISED = "unrecognised"


@dataclass(frozen=True)
class Segment:
    """`source[start:end]` and its role. Offsets count characters, as in slicing."""

    start: int
    end: int
    role: Role
    source: str = field(repr=False)

    @property
    def text(self) -> str:
        return self.source[self.start : self.end]


@dataclass(frozen=True)
class Block:
    """A paragraph (exactly one line) or a list (one line per item, without its dash)."""

    kind: Literal["paragraph", "list"]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ParsedAnswer:
    """An answer and its question; `question` is "" when the transcript does not give it."""

    question: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """Plain text, one paragraph or list item per line; items begin with "- "."""
        return "\n".join(
            f"- {line}" if block.kind == "list" else line
            for block in self.blocks
            for line in block.lines
        )


@dataclass(frozen=True)
class ParsedChannel:
    """A way to reach the person. `address` is verbatim: "www.x.org" gains no scheme here.

    `archived` is true when the network behind `kind` has closed: show it, do not link to it.
    """

    kind: str
    address: str
    archived: bool


class AnswerDict(TypedDict):
    question: str
    answer: str


class ChannelDict(TypedDict):
    kind: str
    address: str


class TranscriptDict(TypedDict):
    answers: list[AnswerDict]
    closing: str
    channels: list[ChannelDict]
    unrecognised: list[str]


@dataclass(frozen=True)
class Transcript:
    """What was understood of `text`; `segments` says where each piece was found."""

    text: str
    segments: tuple[Segment, ...]
    answers: tuple[ParsedAnswer, ...]
    closing: str
    channels: tuple[ParsedChannel, ...]
    unrecognised: tuple[str, ...]

    def as_dict(self) -> TranscriptDict:
        """JSON-ready summary. Leaves out `archived`, which is our knowledge, not the text's."""
        return {
            "answers": [{"question": a.question, "answer": a.text} for a in self.answers],
            "closing": self.closing,
            "channels": [{"kind": c.kind, "address": c.address} for c in self.channels],
            "unrecognised": list(self.unrecognised),
        }


def decode(data: bytes) -> str:
    """Return the text of an uploaded file, without its byte order mark.

    UTF-8 (with or without a mark) and UTF-16 (with one) are read as such; other bytes as
    cp1252, what Windows editors wrote for French and English. Raises `TranscriptError`:
    "too_large" over `MAX_BYTES`, "binary" for NUL and other control characters or bytes that
    no encoding explains, "empty" when nothing but blank space is left.
    """
    if len(data) > MAX_BYTES:
        raise TranscriptError("too_large")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif data.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]  # a mark is a promise: no guessing if it is broken
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    else:
        raise TranscriptError("binary")
    if _CONTROL.search(text):
        raise TranscriptError("binary")
    if not text.strip(_BLANK):
        raise TranscriptError("empty")
    return text


def segment(text: str) -> tuple[Segment, ...]:
    """Cut any text into segments that, joined, give it back exactly. Never raises.

    Segments are in order and never empty. Blank space and line ends around words are markers;
    neighbouring markers are one segment. Without any question, all words are unrecognised.
    """
    return tuple(_segments(text, _read(text)))


def parse(text: str) -> Transcript:
    """Read an interview: text before the first question answers a question that is missing.

    Raises `TranscriptError` ("no_question") when no question at all is found, since then
    nothing tells answers from other text.
    """
    lines = _read(text)
    if not any(line.role is Role.QUESTION for line in lines):
        raise TranscriptError("no_question")
    return Transcript(
        text=text,
        segments=tuple(_segments(text, lines)),
        answers=tuple(_answers(lines)),
        closing="\n".join(line.words for line in lines if line.role is Role.CLOSING),
        channels=tuple(
            ParsedChannel(line.kind, line.words, archived=line.kind in _CLOSED_NETWORKS)
            for line in lines
            if line.role is Role.CHANNEL
        ),
        unrecognised=tuple(line.words for line in lines if line.role is Role.UNRECOGNISED),
    )


# Lines -------------------------------------------------------------------------------------

# Spaces of every width, plus zero-width ones that web pages and editors leave behind.
_BLANK = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\ufeff\u200b\u2060"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")  # \v and \f stay: Word's soft breaks
_BULLET = re.compile(r"[-•*–—]\s+")
_RULE = _BLANK + "-–—•*_="


@dataclass
class _Line:
    """The words of one line, `source[start:end]`: never blank, narrowed as marks are read."""

    source: str
    start: int
    end: int
    item: bool = False
    role: Role = Role.ANSWER
    kind: str = ""

    @property
    def words(self) -> str:
        return self.source[self.start : self.end]


def _read(text: str) -> list[_Line]:
    lines = list(_lines(text))
    if not any(recognise(lines) for recognise in _RECOGNISERS):
        for line in lines:
            line.role = Role.UNRECOGNISED
        return lines
    last = max(i for i, line in enumerate(lines) if line.role is Role.QUESTION)
    _mark_ending([line for line in lines[last + 1 :] if line.role is Role.ANSWER])
    return lines


def _lines(text: str) -> Iterator[_Line]:
    position = 0
    for raw in text.splitlines(keepends=True):
        words = raw.lstrip(_BLANK)
        start = position + len(raw) - len(words)
        words = words.rstrip(_BLANK)
        position += len(raw)
        if not words.strip(_RULE):
            continue  # blank, a rule or a lone bullet: no words, hence a marker
        bullet = _BULLET.match(words)
        skip = bullet.end() if bullet else 0
        yield _Line(text, start + skip, start + len(words), item=bool(bullet))


def _segments(text: str, lines: list[_Line]) -> Iterator[Segment]:
    position = 0
    for line in lines:
        if position < line.start:
            yield Segment(position, line.start, Role.MARKER, text)
        yield Segment(line.start, line.end, line.role, text)
        position = line.end
    if position < len(text):
        yield Segment(position, len(text), Role.MARKER, text)


def _answers(lines: list[_Line]) -> Iterator[ParsedAnswer]:
    question: str | None = None  # None until something needs an answer, "" if it is missing
    said: list[_Line] = []
    for line in lines:
        if line.role is Role.QUESTION:
            if question is not None:
                yield ParsedAnswer(question, tuple(_blocks(said)))
            question, said = line.words, []
        elif line.role is Role.ANSWER:
            question = question or ""
            said.append(line)
    if question is not None:
        yield ParsedAnswer(question, tuple(_blocks(said)))


def _blocks(lines: list[_Line]) -> Iterator[Block]:
    """Neighbouring items are one list, blank lines or not: pasted lists are often spaced."""
    for item, group in groupby(lines, key=lambda line: line.item):
        if item:
            yield Block("list", tuple(line.words for line in group))
        else:
            yield from (Block("paragraph", (line.words,)) for line in group)


# Question formats --------------------------------------------------------------------------

_Recogniser = Callable[[list[_Line]], bool]

# "Q2 - ", "Q2. ", "Question n° 3 : ". A digit or a missing space after the sign means a
# quarter or a figure ("Q3-Q4", "Q2.5", "Q1 -5 %"). No two runs of \s* meet: linear time.
_NUMBER = re.compile(
    r"Q(?:uestion)?\s*(?:(?:n[°ºo]|#)\s*)?[0-9]{1,3}"
    r"(?:\s*[:)]|\s*[-\u2010-\u2015.](?=\s|$)|\s+[-\u2010-\u2015])(?!\d)\s*",
    re.IGNORECASE,
)


def _numbered_questions(lines: list[_Line]) -> bool:
    """Mark lines such as "Q2 - …"; a number without wording is left for a person to see."""
    found = False
    for line in lines:
        number = None if line.item else _NUMBER.match(line.words)
        if number is None:
            continue
        if number.end() == line.end - line.start:
            line.role = Role.UNRECOGNISED
        else:
            line.role = Role.QUESTION
            line.start += number.end()
            found = True
    return found


_RECOGNISERS: tuple[_Recogniser, ...] = (_numbered_questions,)


# The ending: thanks, a lead-in and contact channels ----------------------------------------

# "Thanks to the team we grew" gives a reason; it does not take leave.
_FAREWELL = re.compile(
    r"(?:(?:un grand|un immense|mille|encore|many) )?(?:merci|thank you|thanks(?! to\b))\b"
    r"|je (?:te|vous) remercie\b|(?:à (?:très )?bientôt|au revoir|goodbye|see you soon)\b",
    re.IGNORECASE,
)

# In each pattern the repeated parts exclude their separator, so that matching stays linear.
_EMAIL = re.compile(r"[\w.+%'-]+@(?:[\w-]+\.)+[^\W\d_]{2,}")
_URL = re.compile(r"(?:https?://|www\.)((?:[^\s/?#:.]+\.)+[^\s/?#:.]+)(?:[/?#:]\S*)?", re.I)
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.I)
_HANDLE = re.compile(r"@[\w.-]+(?:@(?:[\w-]+\.)+[a-z]{2,})?", re.I)
_TELEPHONE = re.compile(r"\+?[\d\s().\-/]+")

# Labels as `_plain` leaves them. "contact" names no kind: the address then tells it.
_LABELS = {kind: kind for kind in (*CHANNEL_KINDS, "contact") if kind != "other"} | {
    label: kind
    for kind, labels in {
        "email": "mail mel courriel courrierelectronique",
        "telephone": "tel phone mobile portable",
        "website": "site siteweb siteinternet web url homepage portfolio",
        "twitter": "x twitterx xtwitter",
        "facebook": "fb",
        "instagram": "insta",
        "calendar": "calendrier agenda rendezvous rdv calendly",
        "other": "skype tiktok pinterest telegram threads podcast newsletter slideshare vimeo",
    }.items()
    for label in labels.split()
}
_LABEL_MAX = 40  # far above any label; normalising long text takes quadratic time in CPython
_BLANK_FIELDS = frozenset({"email", "telephone"})
_FILLERS = frozenset({
    "mon", "ma", "my", "page", "compte", "account", "profil", "profile",
    "adresse", "address", "chaine", "channel",
})  # fmt: skip
_HANDLED = frozenset({"twitter", "instagram", "youtube", "mastodon", "bluesky", "github", "other"})
_HOSTS = {
    "linkedin.com": "linkedin", "viadeo.com": "viadeo", "twitter.com": "twitter",
    "x.com": "twitter", "facebook.com": "facebook", "youtube.com": "youtube",
    "youtu.be": "youtube", "flickr.com": "flickr", "instagram.com": "instagram",
    "mastodon.social": "mastodon", "bsky.app": "bluesky", "github.com": "github",
    "calendly.com": "calendar",
}  # fmt: skip


class _Contact(NamedTuple):
    """An address at `source[start:end]`; without `kind`, a label left blank ("Tel: soon")."""

    kind: str
    label: str | None
    start: int
    end: int

    @property
    def sure(self) -> bool:
        """An answer may quote a bare address on its own line, hardly one with a label."""
        return bool(self.kind and self.label)


def _mark_ending(lines: list[_Line]) -> None:
    """Give roles to the end of the last answer, walking up from its last contact.

    `lines` come after the last question. A single other line does not break the list of
    contacts if a sure one stands above it; what follows the list is no answer any more.
    """
    contacts = [_contact(line) for line in lines]
    bottom = _list_end(lines, contacts)
    if not bottom:  # what looks like a contact is part of the answer
        bottom, contacts = len(lines), [None] * len(lines)
    top = bottom
    for line in lines[bottom:]:
        line.role = Role.CLOSING if _takes_leave(line) else Role.UNRECOGNISED
    while top > 0:
        line, contact = lines[top - 1], contacts[top - 1]
        below = contacts[top] if top < bottom else None
        above = contacts[top - 2] if top > 1 else None
        if contact and (contact.sure or below or top == bottom):
            line.role = Role.CHANNEL if contact.kind else Role.UNRECOGNISED
            line.kind, line.start, line.end = contact.kind, contact.start, contact.end
        elif _takes_leave(line) and top > 1:  # to "A last word?", thanks are the answer
            line.role = Role.CLOSING
        elif below and not line.item and line.words.endswith(":"):
            line.role = Role.CLOSING  # the lead-in
        elif below and above and above.sure:
            line.role = Role.UNRECOGNISED
        else:
            return
        top -= 1


def _list_end(lines: list[_Line], contacts: list[_Contact | None]) -> int:
    """Return the index after the last contact, or 0; only a sure one may have prose below.

    In an interview about the web, "Twitter: every day" may be an answer: only a blank e-mail
    or telephone is enough to end a list.
    """
    prose_below = False
    for index in reversed(range(len(lines))):
        contact = contacts[index]
        if contact and contact.sure:
            return index + 1
        if contact and not prose_below and (contact.kind or contact.label in _BLANK_FIELDS):
            return index + 1
        prose_below = prose_below or not _takes_leave(lines[index])
    return 0


def _takes_leave(line: _Line) -> bool:
    return not line.item and _FAREWELL.match(line.words) is not None


def _contact(line: _Line) -> _Contact | None:
    """Read "Label : address", or an e-mail address or URL alone on its line (not in a list)."""
    words = line.words
    name, colon, value = words.partition(":")
    label = _LABELS.get(_plain(name)) if colon and len(name) <= _LABEL_MAX else None
    if label is None:
        value = words
    address = value.strip(_BLANK).rstrip(_BLANK + ".,;")
    kind = _kind(label, address)
    if kind and (label or not line.item):
        start = line.end - len(value.lstrip(_BLANK))
        return _Contact(kind, label, start, start + len(address))
    # Up to three words may be a field left blank; more are a sentence, and so is an item.
    if label and not line.item and len(value.split(None, 3)) <= 3:
        return _Contact("", label, line.start, line.end)
    return None


def _kind(label: str | None, address: str) -> str:
    """Return the channel kind of an address under a label (None: bare), "" if it is none.

    The label decides where it can be right; a URL after "Email" is still a website.
    """
    specific = label if label not in ("email", "telephone", "contact") else None
    if _EMAIL.fullmatch(address):
        return "email"
    if url := _URL.fullmatch(address):
        domain = ".".join(url[1].casefold().split(".")[-2:])
        return specific or _HOSTS.get(domain, "website")
    if specific and _DOMAIN.fullmatch(address):
        return specific
    if specific in _HANDLED and _HANDLE.fullmatch(address):
        return specific or ""
    if label in ("telephone", "contact") and _TELEPHONE.fullmatch(address):
        return "telephone" if 6 <= sum(map(str.isdigit, address)) <= 15 else ""
    return ""


def _plain(label: str) -> str:
    """Return a label without accents, signs, spaces, capitals and fillers ("Mon e-mail")."""
    letters = unicodedata.normalize("NFKD", label.casefold())
    words = re.findall(r"[a-z]+", "".join(c for c in letters if not unicodedata.combining(c)))
    return "".join(word for word in words if word not in _FILLERS)
