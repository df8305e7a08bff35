"""Choose among the recognisers: the one with the strongest evidence reads the text.

A recogniser looks at all lines and returns a `Candidate`: which lines begin a question or an
answer, and how strong the evidence is. It changes nothing. The strongest candidate wins. To read
one more format, write a recogniser and add it to `RECOGNISERS`.
"""

from collections.abc import Sequence

from brand.transcript.lines import Line
from brand.transcript.model import Format, Role
from brand.transcript.recognisers.candidate import A, Candidate, Q, Recogniser
from brand.transcript.recognisers.labels import bare_numbers, labelled
from brand.transcript.recognisers.layout import dashes, headings, named
from brand.transcript.recognisers.plain import plain
from brand.transcript.recognisers.signs import quoted, signed

RECOGNISERS: tuple[Recogniser, ...] = (
    labelled, named, headings, bare_numbers, dashes, quoted, signed, plain,
)  # fmt: skip


def choose(lines: Sequence[Line], interviewee: str = "") -> Candidate | None:
    """Return the candidate with the strongest evidence, or None if there is no question.

    `interviewee` names the speaker who answers, where the text labels its speakers.
    """
    found = [c for recognise in RECOGNISERS if (c := recognise(lines, interviewee))]
    return max(found, key=lambda candidate: candidate.strength, default=None)


def mark(lines: Sequence[Line], candidate: Candidate) -> Sequence[Line]:
    """Give each line from the first mark on its role, and return these lines."""
    speaker, then = "", A
    marked = lines[min(candidate.marks) :]
    # If only one of two speakers is labelled, the label does not apply to the lines below.
    one_sided = candidate.format is Format.SPEAKERS and len(candidate.names) == 1
    for i, line in enumerate(marked, len(lines) - len(marked)):
        found = candidate.marks.get(i)
        if found is None:
            line.role, line.speaker = then, "" if one_sided else speaker
            continue
        if found.role in (Q, Role.UNRECOGNISED) or (line.bullet and line.bullet in "-–—"):
            line.form = "paragraph"
        line.role, line.start, line.end = found.role, found.start, found.end
        line.speaker, line.doubt = found.speaker, found.doubt
        speaker, then = found.speaker, found.then
    return marked
