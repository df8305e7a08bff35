"""Recognise questions by a sign: quotation marks around each, or “▶”, “→”, “•>” before it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from brand.transcript.lines import HEAD, Line, asks
from brand.transcript.model import Doubt, Format
from brand.transcript.recognisers import strengths
from brand.transcript.recognisers.candidate import A, Candidate, Mark, Q, inner
from brand.transcript.recognisers.plain import question_score

# « … ? » ---------------------------------------------------------------------------------------

_QUOTES = {"«": "»", "“": "”", "„": "“”", '"': '"', "‹": "›", "‘": "’", "»": "«"}
_SPACES = " \t\u00a0\u2009\u202f"
_AFTER = ".!?…" + _SPACES  # characters allowed after the closing mark
_NEAR = 10  # characters before a quoted line in which its signs are searched
_TURN_SIGNS = ">»›→▶►"
_LINES = 4  # the most lines of a quoted question
_LONGEST = 600  # the most characters of a quoted question


@dataclass
class _Quotation:
    """Lines `first` to `last`, which consist of one quotation and nothing else."""

    first: int
    last: int
    start: int
    end: int
    asks: bool


def quoted(lines: Sequence[Line], interviewee: str = "") -> Candidate | None:
    """Questions in quotation marks, each a paragraph of its own."""
    quotations = _quotations(lines)
    asking = [here for here in quotations if here.asks and not _is_introduced(lines, here.first)]
    if len(asking) < 2:
        return None
    begun = {here.first for here in quotations}
    answered = [q for q in asking if q.last + 1 < len(lines) and q.last + 1 not in begun]
    if len(answered) * 3 < len(asking) * 2:
        return None  # an answer retells a dialogue
    inside = {i for here in quotations for i in range(here.first, here.last + 1)}
    bare = sum(
        question_score(line) >= 1
        for i, line in enumerate(lines)
        if i not in inside and line.form == "paragraph"
    )
    if bare * 2 > len(asking):
        return None  # other questions have no quotation marks
    marks: dict[int, Mark] = {}
    for here in quotations:
        told = _is_introduced(lines, here.first) or here.first - 1 in marks
        if here.asks and not told:
            marks |= _question(lines, here, None)
        elif marks and not here.asks and not told and _follows_an_answer(lines, here, begun):
            # "« Votre plus belle rencontre. »" may be a question, or a pull quote from the answer.
            marks |= _question(lines, here, Doubt.STATEMENT)
        elif marks:
            doubt = Doubt.RHETORICAL if here.asks else None
            marks[here.first] = Mark(
                A, lines[here.first].start, lines[here.first].end, A, "", doubt
            )
    several = len(asking) > 2 and not bare
    strength = strengths.QUOTATIONS if several else strengths.FEW_QUOTATIONS
    return Candidate(Format.QUOTED, strength, marks)


def _question(lines: Sequence[Line], here: _Quotation, doubt: Doubt | None) -> dict[int, Mark]:
    if here.first == here.last:
        return {here.first: Mark(Q, here.start, here.end, A, "", doubt)}
    return {
        here.first: Mark(Q, here.start, lines[here.first].end, Q, "", doubt),
        here.last: Mark(Q, lines[here.last].start, here.end, A, "", doubt),
    }


def _is_introduced(lines: Sequence[Line], index: int) -> bool:
    """Whether the line above introduces a quotation ("Il m’a demandé :")."""
    return index > 0 and lines[index - 1].words.rstrip("*_ ")[-1:] in (":", ",")


def _follows_an_answer(lines: Sequence[Line], here: _Quotation, begun: set[int]) -> bool:
    """Whether unquoted words come before and after a quotation that asks nothing."""
    below = here.last + 1
    return (
        here.first - 1 not in begun
        and below < len(lines)
        and below not in begun
        and here.end - here.start < HEAD * 2
    )


def _quotations(lines: Sequence[Line]) -> list[_Quotation]:
    found: list[_Quotation] = []
    index = 0
    while index < len(lines):
        here = _quotation(lines, index)
        if here:
            found.append(here)
            index = here.last
        index += 1
    return found


def _quotation(lines: Sequence[Line], first: int) -> _Quotation | None:
    """Return the quotation that begins at the start of a line, if it ends at the end of a line."""
    start, end = inner(lines[first])
    source = lines[first].source
    opening = source[start]
    if opening not in _QUOTES or lines[first].form == "quote":
        return None
    last = first
    # Without blank lines between them, the lines of one quotation are joined.
    while not (close := _closing(source, start, end, opening)):
        below = last + 1
        if (
            below in (len(lines), first + _LINES)
            or lines[below].gap
            or lines[below].end - start > _LONGEST
        ):
            return None
        if lines[below].bullet or lines[below].number or lines[below].level:
            return None
        last, end = below, inner(lines[below])[1]
    if source[close + 1 : end].strip(_AFTER + "*_"):
        return None  # more words follow the quotation
    words = source[start + 1 : close].strip(_SPACES)
    if not words:
        return None
    begin = source.index(words, start + 1)
    # In "« Pourquoi » ?" the question mark is outside.
    if "?" in source[close + 1 : end]:
        return _Quotation(first, last, start, end, asks=True)
    return _Quotation(first, last, begin, begin + len(words), asks(words))


def _closing(source: str, start: int, end: int, opening: str) -> int:
    """Return the end of the quotation that begins at `start`, or 0 if it is not before `end`."""
    if end - start > _LONGEST:
        return 0
    closing, depth = _QUOTES[opening], 1
    for position in range(start + 1, end):
        letter = source[position]
        if letter in closing:
            if letter == "’" and source[position + 1 : position + 2].isalpha():
                continue  # it is an apostrophe
            depth -= 1
        elif letter == opening:
            depth += 1
        if depth == 0:
            return position
    return 0


# ▶ …, → …, •> …, >> … ----------------------------------------------------------------------------

# Signs that are no letters and that neither sentences nor Markdown begin with.
_SIGN = re.compile(
    r"(?:(?:[^\w\s\"'’‘“”«»„‹›()\[\]{}¿¡#*_@&/\\…–—.,;:!$€£%+<=~|^`°-]\ufe0f?){1,3}[>\s]*"
    r"|(?:[-=]{1,2}>|[~|/@»›=]{1,2})\s+)(?=\S)"
)


def signed(lines: Sequence[Line], interviewee: str = "") -> Candidate | None:
    """Questions after a sign that hardly occurs elsewhere: “▶ …”, “→ …”, “☞ …”.

    Or a sign before each turn, as in captions (“>>”).
    """
    signs = [sign_of(line) for line in lines]
    candidates = (
        reading(sign, signs, lines)
        for sign in dict.fromkeys(sign for sign, _ in signs if sign)
        for reading in (_behind, _turns)
    )
    return max(filter(None, candidates), key=lambda found: found.strength, default=None)


def sign_of(line: Line) -> tuple[str, int]:
    """Return the sign before a line and the offset of its words; "" if it may begin a sentence."""
    if line.bullet:
        return (line.bullet, line.start) if line.bullet not in "-–—" else ("", line.start)
    if line.quoted:
        before = line.source[max(0, line.start - _NEAR) : line.start]
        return ">" * before.rpartition("\n")[2].count(">"), line.start
    if line.form != "paragraph" or line.level:
        return "", line.start
    match = _SIGN.match(line.source, line.start, min(line.end, line.start + HEAD))
    if not match or match.end() >= line.end:
        return "", line.start
    return "".join(match[0].split()).strip("\ufe0f"), match.end()


def _behind(sign: str, signs: Sequence[tuple[str, int]], lines: Sequence[Line]) -> Candidate | None:
    """Return the reading in which a sign begins each question, and perhaps another the answers."""
    here = [i for i, (other, _) in enumerate(signs) if other == sign]
    asking = sum(lines[i].asks for i in here)
    among = set(here)
    in_a_row = {i for i in here if not lines[i].asks and {i - 1, i + 1} & among}
    if asking < 2 or asking * 2 < len(here) - len(in_a_row):
        return None
    chosen = [i for i in here if i not in in_a_row]
    below = [i + 1 for i in chosen if i + 1 < len(lines) and signs[i + 1][0] != sign]
    if len(below) * 3 < len(chosen) * 2:
        return None  # it is a list of questions inside an answer
    replies = Counter(signs[i][0] for i in below)
    reply = next((other for other, n in replies.items() if other and n * 3 > len(below) * 2), "")
    marks: dict[int, Mark] = {}
    for i in chosen:
        if not marks and not lines[i].asks:
            continue
        doubt = None if lines[i].asks else Doubt.STATEMENT
        marks[i] = Mark(Q, signs[i][1], lines[i].end, A, "", doubt)
        if reply and i + 1 < len(lines) and signs[i + 1][0] == reply:
            marks[i + 1] = Mark(A, signs[i + 1][1], lines[i + 1].end, A)
    share = asking / len(chosen)
    strength = strengths.SIGNS if asking > 2 else strengths.FEW_SIGNS
    if sign[0] == ">":
        strength = strengths.MAIL_QUOTES
    return Candidate(Format.SIGNED, strengths.of_share(strength, share), marks)


def _turns(sign: str, signs: Sequence[tuple[str, int]], lines: Sequence[Line]) -> Candidate | None:
    """Return the reading in which a sign begins each turn, of either speaker."""
    here = [i for i, (other, _) in enumerate(signs) if other == sign]
    if sign[0] not in _TURN_SIGNS or len(here) < 4:
        return None
    marks: dict[int, Mark] = {}
    changes, asked, previous = 0, 0, A
    for i, below in pairwise([*here, len(lines)]):
        asks_here = lines[below - 1].asks
        role = Q if asks_here or (marks and previous is A) else A
        if not marks and role is A:
            continue
        doubt = None if asks_here == (role is Q) and role is not previous else Doubt.SPEAKER
        marks[i] = Mark(role, signs[i][1], lines[i].end, role, "", doubt)
        changes += role is not previous
        asked += asks_here
        previous = role
    if asked < 2 or changes * 3 < len(marks) * 2 or asked * 4 < len(marks):
        return None
    return Candidate(Format.SIGNED, strengths.TURN_SIGNS, marks)
