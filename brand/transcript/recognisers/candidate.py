"""What a recogniser returns: which lines begin a question or an answer, and how sure that is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from brand.transcript.lines import Line
from brand.transcript.model import Doubt, Format, Role

Q, A = Role.QUESTION, Role.ANSWER


@dataclass(frozen=True)
class Mark:
    """A line that begins something: its words are `source[start:end]`.

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
    """Of the first numbered question: if it is not 1, one before is missing."""
    names: tuple[str, ...] = ()
    """Speakers, fullest name first known, in order of appearance."""


Recogniser = Callable[[Sequence[Line], str], Candidate | None]
"""A function over all lines and the name of who answers, "" if unknown. It changes nothing."""


def inner(line: Line) -> tuple[int, int]:
    """The words without the signs that emphasise the whole line."""
    sign = len(line.emphasis)
    return line.start + sign, line.end - sign
