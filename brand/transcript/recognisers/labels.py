"""Recognise questions with a label or number: “Q1 - …”, “Question 2 :”, “Q: … A: …”, “3. …”."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from brand.transcript.lines import HEAD, Line, asks
from brand.transcript.model import Doubt, Format, Role
from brand.transcript.recognisers import strengths
from brand.transcript.recognisers.candidate import A, Candidate, Mark, Q, inner

# Q1 - …, Question 2 : …, Q: … A: … ----------------------------------------------------------

# The sign after a label: "Q2 - ", "Q2. ", "Question n° 3 : ". A digit after it, or no space, means
# a quarter or a figure ("Q3-Q4", "Q2.5", "Q1 -5 %").
_SIGN = r"(?:\s*[:)/]|\s*[-\u2010-\u2015.](?=\s|$)|\s+[-\u2010-\u2015])(?!\d)"
_NUMBERED = re.compile(
    rf"\[?Q(?:uestion)?\s*(?:(?:n\s?[°ºo]\.?|#)\s*)?(?P<number>\d{{1,3}})\]?"
    rf"(?:{_SIGN}|(?<=\])|\s*\Z)[*_]*\s*",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"[\[(]?(?:Q|Question)(?:[*_]{2})?(?:[\])](?:\s*:|(?=\s))|\s*[>|](?=\s)|\s*:(?!\w)|\.(?=\s|$)|\s*[-–—](?=\s|$)|\)(?=\s))[*_]*\s*",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"[\[(]?(?:R|A|R[ée]p(?:onse)?|Ans(?:wer)?)\.?\s*(?:n[°º]\s*)?\d{0,3}(?:[*_]{2})?"
    r"(?:[\])](?:\s*:|(?=\s))|\s*[>|](?=\s)|\s*:(?!\w)|(?<!\w)\s*[-–—](?=\s|$)|\s+[-–—](?=\s|$)|\.?(?=\s|$)(?<=\.)|\)(?=\s))"
    r"[*_]*\s*(?:[-–—]\s+)?",
    re.IGNORECASE,
)
_OPENING = re.compile(r"[*_]{2}")


@dataclass
class _Label:
    role: Role
    number: int
    start: int
    end: int


def _label(line: Line) -> _Label | None:
    """Read "Q2 - ", "Question : ", "A. " at the beginning of a line."""
    if line.form == "list":
        return None
    opening = _OPENING.match(line.source, line.start, line.end)
    start = opening.end() if opening else line.start
    head = line.source[start : min(line.end, start + HEAD)]
    number = 0
    if match := _NUMBERED.match(head):
        role, number = Q, int(match["number"])
    elif match := _QUESTION.match(head):
        role = Q
    elif match := _ANSWER.match(head):
        role = A
    else:
        return None
    begin, end = start + match.end(), line.end
    # "**Q1 - Why?**": remove the closing signs of emphasis that began before the label.
    if (
        opening
        and not re.search(r"[*_]{2}", match[0])
        and line.source.endswith(opening[0], begin, end)
    ):
        end -= len(opening[0])
    return _Label(role, number, begin, end)


def labelled(lines: Sequence[Line], interviewee: str = "") -> Candidate | None:
    """Numbered questions ("Q2 - …", "Question 3 :") and labels ("Q: … A: …", "Q : … R : …")."""
    labels = {i: label for i, line in enumerate(lines) if (label := _label(line))}
    questions = [i for i, label in labels.items() if label.role is Q]
    if not questions:
        return None
    if len(labels) < 2 and not labels[questions[0]].number:
        return None  # a lone "Q. " is no label, which come in pairs or with numbers
    answers = [i for i, label in labels.items() if label.role is A and i > questions[0]]
    both = len(answers) * 2 > len(questions)
    alone = [i for i in questions if labels[i].start >= labels[i].end and i + 1 < len(lines)]
    below_asks = sum(lines[i + 1].asks for i in alone) * 2 > len(alone)
    marks: dict[int, Mark] = {}
    expected, numbers = 0, []
    for i, line in enumerate(lines):
        label = labels.get(i)
        if label is None:
            # After "Q1" and "Q2", "3." continues the same list in another notation.
            if expected > 1 and line.number == expected and line.asks and not line.bullet:
                marks[i] = Mark(Q, *inner(line), then=A, doubt=Doubt.NUMBERING)
                expected += 1
            continue
        if label.role is A:
            if both and (marks or i > questions[0]):
                marks[i] = Mark(A, label.start, label.end, then=A)
            continue
        doubt = Doubt.NUMBERING if label.number and expected not in (0, label.number) else None
        if label.start >= label.end:  # a number alone; the line below may be the question
            below = lines[i + 1] if i + 1 < len(lines) else None
            if below and i + 1 not in labels and (below.asks or below_asks or both):
                doubt = doubt or (None if below.asks or both else Doubt.STATEMENT)
                marks[i] = Mark(Role.MARKER, label.start, label.end, then=Q, doubt=doubt)
                marks[i + 1] = Mark(Q, *inner(below), then=Q if both else A, doubt=doubt)
            else:
                marks[i] = Mark(Role.UNRECOGNISED, line.start, line.end, then=A)
                continue
        else:
            marks[i] = Mark(Q, label.start, label.end, then=Q if both else A, doubt=doubt)
        if label.number:
            numbers.append(label.number)
            expected = label.number + 1
    found = sum(mark.role is Q for mark in marks.values())
    if not found:
        return None
    strength = strengths.LABELS if found >= 2 else strengths.ONE_LABEL
    if not both and not numbers:
        strength = strengths.QUESTION_LABELS  # "Q: … Ada: …"
    if all(lines[i].level for i in questions):
        strength = strengths.LABELLED_HEADINGS
    return Candidate(
        Format.NUMBERED if numbers else Format.LABELLED,
        strength,
        marks,
        first_number=numbers[0] if numbers else 0,
    )


# 1. …, 2) … -----------------------------------------------------------------------------------

_INNER_NUMBER = re.compile(
    r"(?:\*\*|__)(?:\(?(\d{1,2})\s*(?:[.)/°]|[-–—](?=\s))[).]?)(?:\*\*|__)?\s*"
)
_LOOSE_NUMBER = re.compile(r"(\d{1,2})\s*(?:/(?!\d)|\s[-–—](?=\s)|-(?=\s))\s*")
_NUMBER_ALONE = re.compile(r"[*_(\[]*(\d{1,2})\s*[.)\]/°:–—-]*[*_]*\Z")


def number_of(line: Line) -> tuple[int, int, int]:
    """Return (number, start, end) of a line that begins with a number, or (0, start, end).

    The words are `source[start:end]`, empty if the number is alone.
    """
    if line.number:
        return line.number, *inner(line)
    if line.bullet:
        return 0, line.start, line.end
    if len(line.head) < 8 and (match := _NUMBER_ALONE.match(line.head)):
        return int(match[1]), line.end, line.end
    for pattern in (_INNER_NUMBER, _LOOSE_NUMBER):
        if (match := pattern.match(line.head)) and match.end() < len(line.head):
            end = line.end
            sign = line.raw[:2]
            if sign in ("**", "__") and line.raw.endswith(sign) and sign not in match[0][2:]:
                end -= 2
            return int(match[1]), line.start + match.end(), end
    return 0, line.start, line.end


_SKIPPED = 2  # questions in a row that may be missing or misnumbered


def bare_numbers(lines: Sequence[Line], interviewee: str = "") -> Candidate | None:
    """Questions "1. …", "2) …", whose numbers go up. Lists inside answers are not counted."""
    marks: dict[int, Mark] = {}
    expected = first = asking = 0
    for i, line in enumerate(lines):
        number, start, end = number_of(line)
        if not number or line.bullet:
            continue
        below = lines[i + 1] if i + 1 < len(lines) else None
        alone = start >= end
        asks_itself = line.asks_before_end or asks(line.source[start:end])
        asked = below.asks if alone and below else asks_itself
        if not expected and (number > 3 or not asked):
            continue
        if not expected <= number <= expected + _SKIPPED and expected:
            continue
        doubt = None if expected in (0, number) else Doubt.NUMBERING
        if not asked:
            # "4. Your best day" can be a question. In a list, the next item would follow.
            listed = below is None or below.number or not (line.gap or line.emphasis or alone)
            if number != expected or listed:
                continue
            doubt = Doubt.STATEMENT
        if alone and below:
            marks[i] = Mark(Role.MARKER, start, end, then=Q)
            marks[i + 1] = Mark(Q, *inner(below), then=A, doubt=doubt)
        elif not alone:
            marks[i] = Mark(Q, start, end, then=A, doubt=doubt)
        first = first or number
        asking += asked
        expected = number + 1
    if asking < 2:
        return None
    # A list of questions inside one answer has no answers between its items.
    questions = [i for i, mark in marks.items() if mark.role is Q]
    answered = sum(i + 1 < len(lines) and i + 1 not in marks for i in questions)
    if answered * 2 < len(questions):
        return None
    strength = strengths.NUMBERS if asking > 2 else strengths.FEW_NUMBERS
    return Candidate(Format.NUMBERED, strength, marks, first_number=first)
