"""From a text to segments: frame (title, credits), questions, opening, ending."""

import re
from collections.abc import Iterator, Sequence

from brand.transcript import credits
from brand.transcript.candidate import Candidate
from brand.transcript.contacts import contacts_of
from brand.transcript.ending import mark_ending, takes_leave
from brand.transcript.formats import choose, mark
from brand.transcript.lines import Line, asks, cut
from brand.transcript.model import Doubt, Format, Reading, Role, Segment, covering

FRAME = 8  # lines at either end among which credits stand
_TITLE_MAX = 160
_NO_DIGITS = str.maketrans("", "", "0123456789")


def read(text: str, interviewee: str = "") -> Reading:
    """Cut any text into segments that, joined, give it back exactly. Never raises.

    Segments are in order and never empty. Blank space, line ends and labels around words are
    markers; neighbouring markers are one segment. Without any question, all words are
    unrecognised. `interviewee` says who answers, where speakers are labelled.
    """
    lines = cut(text)
    english = credits.is_english(text)
    framing = {*lines[:FRAME], *lines[-FRAME:]}
    body = [line for line in lines if line not in framing or not _is_credit(line, english=english)]
    title = _title(body)
    body = [line for line in body if line is not title]
    candidate = choose(body, interviewee)
    if candidate is None:
        for line in lines:
            line.role = Role.UNRECOGNISED
        return Reading(text, covering(text, _pieces(text, lines)), Format.NONE, 0.0)
    first = min(candidate.marks)
    _mark_opening(body[:first], candidate)
    _mark_end(mark(body, candidate), candidate)
    return Reading(text, covering(text, _pieces(text, lines)), candidate.format, candidate.strength)


def _is_credit(line: Line, *, english: bool) -> bool:
    if line.form != "paragraph" or line.level == 1 or line.number:
        return False
    if credits.read_credit(line.words, english=english) is None:
        return False
    if contacts_of(line).contacts:
        return False
    line.role = Role.CREDIT
    sign = len(line.emphasis)
    line.start, line.end = line.start + sign, line.end - sign
    return True


_ABOUT = re.compile(
    r"\b(?:interview|entretien|rencontre|portrait|conversation|dialogue|grand format|questions [àa]"
    r"|questions (?:for|to)|q ?& ?a|paroles? d|meet|meeting)\b",
    re.IGNORECASE,
)


def _title(lines: Sequence[Line]) -> Line | None:
    """Find the title: the first line, if it is shaped like one."""
    if len(lines) < 3:
        return None
    line, below = lines[0], lines[1]
    if line.form != "paragraph" or line.number or line.end - line.start > _TITLE_MAX:
        return None
    others = [other.level for other in lines[1:] if other.level]
    words = line.words.strip("*_ ")
    if line.level:
        is_title = line.level < min(others, default=7)
    else:
        ends_like_a_title = words[-1] not in ".:;," and (
            not asks(words) or below.role is Role.CREDIT
        )
        shape = words.translate(_NO_DIGITS)
        comes_back = any(other.head.translate(_NO_DIGITS) == shape for other in lines[1:])
        labelled = re.match(r"[^:]{1,30}\s?:\s", words) and not _ABOUT.search(words)
        stands_out = below.gap or _ABOUT.search(words) or line.emphasis or words.upper() == words
        is_title = bool(
            ends_like_a_title
            and not labelled
            and not comes_back
            and not takes_leave(line)
            and stands_out
            and not re.match(r"\[?(?:Q|Question)\W{0,3}(?:n\W{0,3})?\d*(?:\W|$)", words, re.I)
            and not line.source.startswith(("— ", "– "), max(0, line.start - 2))
        )
    if not is_title:
        return None
    line.role = Role.TITLE
    sign = len(line.emphasis)
    line.start, line.end = line.start + sign, line.end - sign
    return line


# Before the first question ------------------------------------------------------------------

_FIRST_PERSON = re.compile(
    r"(?<![\w’'])(?:je|j[’']|moi|mon|ma|mes|m[’'](?=\w)|I|I[’'](?:m|ve|d|ll)|my|me|myself)(?![^\W\d_])",
    re.IGNORECASE,
)


def _mark_opening(lines: Sequence[Line], candidate: Candidate) -> None:
    """Decide whether the first words introduce, or answer a question that is missing."""
    if not lines:
        return
    words = " ".join(line.words for line in lines)
    share = len(_FIRST_PERSON.findall(words)) / max(1, words.count(" ") + 1)
    doubt = None
    if candidate.first_number > 1:
        role = Role.ANSWER
    elif candidate.first_number == 1:
        role = Role.INTRODUCTION
        doubt = Doubt.OPENING if share > 0.04 else None
    else:
        mine = share > 0.04
        role = Role.ANSWER if mine and not candidate.names else Role.INTRODUCTION
        doubt = Doubt.OPENING if share > 0.015 else None
    for line in lines:
        line.role, line.doubt = role, doubt


# After the last question --------------------------------------------------------------------


def _mark_end(lines: Sequence[Line], candidate: Candidate) -> None:
    """Find the words that close the interview, and the channels."""
    if not any(line.role is Role.QUESTION for line in lines):
        return
    last = max(i for i, line in enumerate(lines) if line.role is Role.QUESTION)
    turn = _begin_of_turn(lines, last)
    leaving = lines[turn : last + 1]
    earlier = any(line.role is Role.QUESTION for line in lines[:turn])
    if earlier and takes_leave(leaving[0]) and not any(line.asks for line in leaving):
        # "Thank you, Ada." is no question, and what follows it no answer.
        below = [line for line in lines[last + 1 :] if line.role is Role.ANSWER]
        for line in leaving:
            line.role = Role.CLOSING
        mark_ending([line for line in lines[turn:] if line.role in (Role.CLOSING, Role.ANSWER)])
        for line in [*leaving, *below]:
            if line.role in (Role.ANSWER, Role.QUESTION):
                line.role = Role.CLOSING
        return
    mark_ending([line for line in lines[last + 1 :] if line.role is Role.ANSWER])
    _close_below_rule(lines, last)


def _begin_of_turn(lines: Sequence[Line], last: int) -> int:
    turn = last
    while turn > 0 and lines[turn - 1].role is Role.QUESTION and lines[turn - 1].speaker:
        if lines[turn - 1].speaker != lines[last].speaker:
            break
        turn -= 1
    return turn


def _close_below_rule(lines: Sequence[Line], last: int) -> None:
    """Words below a rule ("---") that stands in the last answer only close the interview."""
    ruled = [i for i, line in enumerate(lines) if line.ruled]
    if len(ruled) != 1 or ruled[0] <= last + 1:
        return
    for line in lines[ruled[0] :]:
        if line.role is Role.ANSWER:
            line.role = Role.CLOSING


# Segments -----------------------------------------------------------------------------------


def _pieces(text: str, lines: Sequence[Line]) -> Iterator[Segment]:
    for line in lines:
        if line.role is Role.CHANNEL:
            for contact in line.contacts:
                yield Segment(contact.start, contact.end, Role.CHANNEL, text, kind=contact.kind)
        elif line.role is not Role.MARKER and line.start < line.end:
            yield Segment(
                line.start, line.end, line.role, text, line.form, line.speaker, "", line.doubt
            )
