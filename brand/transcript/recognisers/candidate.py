"""The result of a recogniser: the lines that begin a question or answer, and the evidence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from brand.transcript.lines import Line
from brand.transcript.model import Doubt, Format, Role

Q, A = Role.QUESTION, Role.ANSWER


@dataclass(frozen=True)
class Mark:
    """A line that begins a question or answer. Its words are `source[start:end]`.

    `then` is the role of the lines below, up to the next mark.
    """

    role: Role
    start: int
    end: int
    then: Role
    speaker: str = ""
    doubt: Doubt | None = None


@dataclass(frozen=True)
class Candidate:
    """One way to read the text. `strength` is the evidence for it, from 0 to 1."""

    format: Format
    strength: float
    marks: dict[int, Mark] = field(repr=False)
    first_number: int = 0
    """The number of the first numbered question. If it is not 1, an earlier one is missing."""
    names: tuple[str, ...] = ()
    """The speakers in order of appearance, each with the fullest name known."""


Recogniser = Callable[[Sequence[Line], str], Candidate | None]
"""A pure function of all lines and the name of the interviewee, "" if unknown."""


def inner(line: Line) -> tuple[int, int]:
    """Return the range of the words without signs that emphasise the whole line."""
    sign = len(line.emphasis)
    return line.start + sign, line.end - sign
