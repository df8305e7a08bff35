"""Recognise questions that stand out by layout: headings, bold lines, dialogue dashes, names."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from brand.transcript.lines import HEAD, Line
from brand.transcript.model import Doubt, Format, Role
from brand.transcript.recognisers import strengths
from brand.transcript.recognisers.candidate import A, Candidate, Mark, Q, inner
from brand.transcript.recognisers.labels import number_of
from brand.transcript.recognisers.speakers import speakers

_OPENING_QUOTES, _CLOSING_QUOTES = '«“„"', '»”“"'

# Headings, bold or italic lines, capitals ----------------------------------------------------


def _style(line: Line) -> str:
    if line.level:
        return f"h{line.level}"
    if line.bullet or line.form == "quote":
        return ""
    if sign := line.emphasis:
        return sign.replace("_", "*")  # two notations of one emphasis
    head = line.head
    letters = [c for c in head if c.isalpha()]
    if len(letters) > 8 and line.end - line.start <= HEAD * 2 and line.raw.upper() == line.raw:
        return "capitals"
    return ""


def headings(lines: Sequence[Line], interviewee: str = "") -> Candidate | None:
    """Questions that stand out as Markdown headings, or in bold, italic or capitals."""
    styles = [_style(line) for line in lines]
    total = Counter(style for style in styles if style)
    asking = Counter(s for s, line in zip(styles, lines, strict=True) if s and line.asks)
    if not asking:
        return None
    chosen = max(asking, key=lambda style: (asking[style], -total[style]))
    asking_here, total_here = asking[chosen], total[chosen]
    if asking_here * 2 < total_here and asking_here < 3:
        return None
    outer = {s for s in total if s != chosen and s[0] == "h" and (chosen[0] != "h" or s < chosen)}
    marks: dict[int, Mark] = {}
    for i, (style, line) in enumerate(zip(styles, lines, strict=True)):
        below = styles[i + 1] if i + 1 < len(lines) else ""
        if style == chosen:
            _, start, end = number_of(line) if line.number == 0 else (0, *inner(line))
            if (start, end) == (line.start, line.end):
                start, end = inner(line)
            if line.asks:
                marks[i] = Mark(Q, start, end, then=A)
            elif marks and _is_pulled(line, lines[i - 1]):
                marks[i] = Mark(A, *inner(line), then=A, doubt=Doubt.PAGE)
            elif below == chosen and _goes_on_below(line, lines[i + 1]):
                marks[i] = Mark(Q, start, end, then=Q)
            elif (below == chosen and lines[i + 1].asks and not marks.get(i - 1)) or (
                marks and below not in ("", chosen) and below not in outer
            ):
                marks[i] = Mark(Role.UNRECOGNISED, start, end, then=A)
            elif marks:
                marks[i] = Mark(Q, start, end, then=A, doubt=Doubt.STATEMENT)
        elif (style in outer and marks) or (style in outer and below == chosen and line.level > 1):
            marks[i] = Mark(Role.UNRECOGNISED, *inner(line), then=A)
    questions = [mark for mark in marks.values() if mark.role is Q]
    share = asking_here / total_here
    answered = sum(
        i + 1 < len(lines) and i + 1 not in marks for i, m in marks.items() if m.role is Q
    )
    if not questions or not answered:
        return None
    strength = strengths.HEADINGS if len(questions) >= 2 else strengths.ONE_HEADING
    return Candidate(Format.HEADINGS, strengths.of_share(strength, share), marks)


def _is_pulled(line: Line, above: Line) -> bool:
    """Whether a line that stands out is a pull quote: a sentence of the answer, printed large."""
    words = line.words.strip("*_ ")
    return words[:1] in _OPENING_QUOTES and words[-1:] in _CLOSING_QUOTES and not above.asks


def _goes_on_below(line: Line, below: Line) -> bool:
    """Whether one question spans two lines, each in bold."""
    return not below.gap and below.words.lstrip("*_ ")[:1].islower()


# Names -----------------------------------------------------------------------------------------


def named(lines: Sequence[Line], interviewee: str = "") -> Candidate | None:
    """Turns that begin with a name, or with a name alone on the line above."""
    found = speakers(lines, interviewee)
    if found is None:
        return None
    marks: dict[int, Mark] = {}
    doubt = Doubt.SPEAKER if found.doubtful else None
    answering = found.interviewee
    for i, turn in found.turns.items():
        role = A if turn.speaker == answering else Q
        if turn.speaker in found.others:
            role = Role.UNRECOGNISED
        then = role
        if len(found.names) == 1:
            then = A  # only one of the two is labelled; the other's lines have no label
        unsure = doubt or (Doubt.SPEAKER if role is Role.UNRECOGNISED or turn.guessed else None)
        if turn.start >= turn.end:
            marks[i] = Mark(Role.MARKER, turn.start, turn.end, then, turn.speaker)
            asks_below = len(found.names) == 1 and role is Q
            if (asks_below or unsure) and i + 1 < len(lines) and i + 1 not in found.turns:
                below = lines[i + 1]
                words = inner(below) if role is Q else (below.start, below.end)
                marks[i + 1] = Mark(role, *words, then, turn.speaker, unsure)
        else:
            marks[i] = Mark(role, turn.start, turn.end, then, turn.speaker, unsure)
    if len(found.names) == 1 and answering:
        marks = dict(sorted((marks | _questions_above(lines, marks)).items()))
    if not any(mark.role is Q or mark.then is Q for mark in marks.values()):
        return None
    return Candidate(Format.SPEAKERS, found.strength, marks, names=found.names)


def _questions_above(lines: Sequence[Line], marks: dict[int, Mark]) -> dict[int, Mark]:
    """Return marks for the questions on the lines above labelled answers."""
    above: dict[int, Mark] = {}
    for i in marks:
        j = i - 1
        if j < 0 or j in marks:
            continue
        doubt = None if lines[j].asks else Doubt.STATEMENT
        above[j] = Mark(Q, *inner(lines[j]), then=Q, doubt=doubt)
    return above


# Dialogue dashes ---------------------------------------------------------------------------

_DASHES = "-–—"


def dashes(lines: Sequence[Line], interviewee: str = "") -> Candidate | None:
    """Questions, answers, or both, that begin with a dash. Lists use another dash."""
    found = [c for dash in _DASHES if (c := _dialogue(lines, dash))]
    if not found and (mixed := _dialogue(lines, _DASHES)):
        found = [_doubted(mixed)]  # an editor has lengthened some of the dashes
    return max(found, key=lambda candidate: len(candidate.marks), default=None)


def _doubted(candidate: Candidate) -> Candidate:
    marks = {
        i: replace(mark, doubt=mark.doubt or Doubt.SPEAKER) for i, mark in candidate.marks.items()
    }
    return replace(candidate, marks=marks, strength=strengths.MIXED_DASHES)


def _dialogue(lines: Sequence[Line], signs: str) -> Candidate | None:
    dashed = {i for i, line in enumerate(lines) if line.bullet and line.bullet in signs}
    asking = {i for i in dashed if lines[i].asks}
    replying = [i for i in dashed if not lines[i].asks and i and lines[i - 1].asks]
    marks: dict[int, Mark] = {}
    if len(asking) >= 2:
        # A dashed line after a question is its answer. Items of a list follow each other, and a
        # speaker who asks may also remark.
        replies = {i for i in dashed if not lines[i].asks and i - 1 in asking}
        in_a_row = set() if replies else {i for i in dashed if {i - 1, i + 1} & dashed}
        remarks = dashed - asking - replies - in_a_row
        if (len(asking) + len(replies)) * 2 < len(dashed) - len(in_a_row - asking):
            return None
        for i in sorted(asking | replies | remarks):
            role = A if i in replies else Q
            doubt = Doubt.STATEMENT if i in remarks else None
            marks[i] = Mark(role, lines[i].start, lines[i].end, then=A, doubt=doubt)
    elif len(replying) >= 2 and len(replying) * 10 >= len(dashed) * 6:
        for i in sorted(replying):
            marks[i - 1] = Mark(Q, *inner(lines[i - 1]), then=A)
            marks[i] = Mark(A, lines[i].start, lines[i].end, then=A)
    else:
        return None
    return Candidate(Format.DASHES, strengths.DASHES, marks)
