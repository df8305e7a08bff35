"""A person's corrections to a reading. Each one is small, pure, and keeps every word.

The same corrections applied to the same reading always give the same result, so undo means leaving
out the last one. A place is the offset of a segment's first character in the text, which
corrections elsewhere do not change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from brand.transcript.lines import BLANK, asks
from brand.transcript.model import Doubt, Reading, Role, Segment, covering
from brand.transcript.recognisers.speakers import same_person
from brand.transcript.surroundings.contacts import contacts_in

Action = Literal["role", "split", "join", "swap", "interviewee"]
ACTIONS: tuple[Action, ...] = ("role", "split", "join", "swap", "interviewee")

ASSIGNABLE = tuple(role for role in Role if role is not Role.MARKER)
"""The roles that a person can give."""

_FLOWING = frozenset({Role.INTRODUCTION, Role.ANSWER, Role.CLOSING})


class CorrectionError(ValueError):
    """The correction does not fit the text: no segment is there, or none to join with."""


@dataclass(frozen=True)
class Correction:
    """One correction. `at` is an offset; only some actions use `role` or `name`."""

    action: Action
    at: int = 0
    role: Role | None = None
    name: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {"action": self.action, "at": self.at, "role": self.role, "name": self.name}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Correction":
        """Read the result of `as_dict`. Raises `CorrectionError` for any other data."""
        try:
            if data["action"] not in ACTIONS:
                raise CorrectionError(data["action"])
            role = Role(data["role"]) if data.get("role") else None
            return cls(data["action"], int(data.get("at", 0)), role, str(data.get("name", "")))
        except (KeyError, TypeError, ValueError) as error:
            raise CorrectionError(str(error)) from error


def correct(reading: Reading, corrections: Iterable[Correction]) -> Reading:
    """Return `reading` after `corrections`, in order. Raises `CorrectionError`."""
    for correction in corrections:
        match correction.action:
            case "role":
                reading = assign(reading, correction.at, correction.role or Role.ANSWER)
            case "split":
                reading = split(reading, correction.at)
            case "join":
                reading = join(reading, correction.at)
            case "swap":
                reading = swap(reading)
            case "interviewee":
                reading = answered_by(reading, correction.name)
    return reading


def assign(reading: Reading, at: int, role: Role) -> Reading:
    """Give the segment that begins at `at` another role. Giving it the same role removes its doubt.

    Introduction, answer and closing words often span paragraphs: the segments right below with the
    same old role get the new role as well.
    """
    pieces = reading.pieces
    index = _index(pieces, at)
    old = pieces[index].role
    if role not in ASSIGNABLE:
        raise CorrectionError(role)
    end = index + 1
    if old is not role and {old, role} <= _FLOWING:
        while end < len(pieces) and pieces[end].role is old:
            end += 1
    before = pieces[index - 1].end if index else 0
    changed: list[Segment] = []
    for piece in pieces[index:end]:
        changed += _with_role(piece, role, before)
        before = piece.end
    return _rebuilt(reading, [*pieces[:index], *changed, *pieces[end:]])


def split(reading: Reading, at: int) -> Reading:
    """Split the segment around the offset `at`. What follows a question becomes its answer."""
    pieces = reading.pieces
    index = next((i for i, piece in enumerate(pieces) if piece.start < at < piece.end), None)
    if index is None:
        raise CorrectionError(at)
    piece = pieces[index]
    text = reading.text
    first_end = piece.start + len(text[piece.start : at].rstrip(BLANK))
    second_start = piece.end - len(text[at : piece.end].lstrip(BLANK))
    if first_end <= piece.start or second_start >= piece.end:
        raise CorrectionError(at)
    first = replace(piece, end=first_end, doubt=None)
    second = replace(piece, start=second_start, form="paragraph", doubt=None)
    if piece.role is Role.QUESTION and asks(first.text) and not asks(second.text):
        second = replace(second, role=Role.ANSWER, speaker="")
    return _rebuilt(reading, [*pieces[:index], first, second, *pieces[index + 1 :]])


def join(reading: Reading, at: int) -> Reading:
    """Join the segment that begins at `at` with the next one, in the role of the first."""
    pieces = reading.pieces
    index = _index(pieces, at)
    if index + 1 == len(pieces):
        raise CorrectionError(at)
    joined = replace(pieces[index], end=pieces[index + 1].end, doubt=None)
    return _rebuilt(reading, [*pieces[:index], joined, *pieces[index + 2 :]])


def swap(reading: Reading) -> Reading:
    """Make every question an answer and every answer a question."""
    other = {Role.QUESTION: Role.ANSWER, Role.ANSWER: Role.QUESTION}
    return _rebuilt(
        reading,
        [
            replace(piece, role=other.get(piece.role, piece.role), doubt=_unless_speaker(piece))
            for piece in reading.pieces
        ],
    )


def answered_by(reading: Reading, name: str) -> Reading:
    """Make the speaker `name` the one who answers.

    All other speakers ask. Raises `CorrectionError`.
    """
    pieces = reading.pieces
    if not any(piece.speaker and same_person(piece.speaker, name) for piece in pieces):
        raise CorrectionError(name)
    turns = {Role.QUESTION, Role.ANSWER, Role.UNRECOGNISED}

    def settled(piece: Segment) -> Segment:
        if not piece.speaker or piece.role not in turns:
            return piece
        role = Role.ANSWER if same_person(piece.speaker, name) else Role.QUESTION
        return replace(piece, role=role, doubt=_unless_speaker(piece))

    return _rebuilt(reading, [settled(piece) for piece in pieces])


def _unless_speaker(piece: Segment) -> Doubt | None:
    return None if piece.doubt is Doubt.SPEAKER else piece.doubt


def _index(pieces: Sequence[Segment], at: int) -> int:
    for index, piece in enumerate(pieces):
        if piece.start == at:
            return index
    raise CorrectionError(at)


def _with_role(piece: Segment, role: Role, before: int) -> list[Segment]:
    """Return the segment in its new role.

    Channels cover their addresses only, other roles the line.
    """
    if piece.role is Role.CHANNEL and role is not Role.CHANNEL:
        piece = replace(piece, start=_line_start(piece, before), kind="")
    if role is Role.CHANNEL and piece.role is not Role.CHANNEL:
        found = contacts_in(piece.text, piece.start)
        if found:
            return [
                replace(piece, start=c.start, end=c.end, role=role, kind=c.kind, doubt=None)
                for c in found
            ]
        return [replace(piece, role=role, kind="other", doubt=None)]
    form = piece.form if role in (Role.ANSWER, Role.INTRODUCTION) else "paragraph"
    return [replace(piece, role=role, form=form, doubt=None)]


def _line_start(piece: Segment, before: int) -> int:
    label = piece.source[before : piece.start]
    ends = [label.rfind(sign) for sign in "\n\r\v\f\u2028"]
    line = label[max(ends) + 1 :]
    return piece.start - len(line.lstrip(BLANK + "-–—•*"))


def _rebuilt(reading: Reading, pieces: Sequence[Segment]) -> Reading:
    return replace(reading, segments=covering(reading.text, pieces))
