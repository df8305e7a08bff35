"""Mark lines that were read without hesitation but differ from their neighbours.

No role changes here. A person who is told "sure" does not look any further, so everything that is
unusual at its place in an interview is marked, even if it is mostly right.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from brand.transcript.lines import Line, asks, ends_in_question, guesses_hyphen
from brand.transcript.model import Doubt, Format, Role
from brand.transcript.surroundings.contacts import contacts_of
from brand.transcript.surroundings.ending import takes_leave

FIRST_PERSON = re.compile(
    r"(?<![\w’'])(?:je|j[’']|moi|mon|ma|mes|m[’'](?=\w)|nous|notre|nos"
    r"|I|I[’'](?:m|ve|d|ll)|my|me|myself|we|our|us)(?![^\W\d_])",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[\[(][^\])]*[\])]\.?\Z")
_ENDS_A_SENTENCE = re.compile(r"[.!?…:;,][\s”\"»’')\]*_]*\Z")
_SENTENCE = re.compile(r"[^.!?…]*[.!?…]+")
_LONGEST = 300  # characters of a question
_SHORT = 70  # characters of a heading, a caption, a page number
_FORMATS_BY_QUESTION_MARK = (
    Format.DASHES, Format.PLAIN, Format.QUOTED, Format.SIGNED, Format.SPEAKERS,
)  # fmt: skip


def doubt_what_is_unlike(
    opening: Sequence[Line], marked: Sequence[Line], turns: set[int], kind: Format
) -> None:
    """Give a doubt to unusual lines that have none.

    `opening` are the lines before the first question, `marked` those from there on. `turns` holds
    the identities (`id`) of the lines in `marked` that begin with a label, a number or a sign.
    """
    _frame(opening)
    _pages(marked, turns)
    _end(marked)
    _wrapped([*opening, *marked])
    _unread_labels(marked)
    if kind is Format.HEADINGS:
        _half_bold(marked, turns)
    if kind in _FORMATS_BY_QUESTION_MARK:
        _statements(marked, turns)


def _doubt(line: Line, doubt: Doubt) -> None:
    line.doubt = line.doubt or doubt


def _like_a_heading(line: Line) -> bool:
    """Whether a line is short and no sentence."""
    words = line.words.strip("*_ ")
    return len(words) <= _SHORT and not _ENDS_A_SENTENCE.search(words)


def _frame(lines: Sequence[Line]) -> None:
    """Doubt headings left in the introduction, as one of them may be the title."""
    for line in lines:
        if line.role is Role.INTRODUCTION and _like_a_heading(line):
            _doubt(line, Doubt.FRAME)
    if lines and lines[-1].role is Role.INTRODUCTION and ends_in_question(lines[-1].words):
        _doubt(lines[-1], Doubt.RHETORICAL)  # this may be the first question


def _pages(lines: Sequence[Line], turns: set[int]) -> None:
    """Doubt captions, page numbers and remarks in brackets, which interrupt a speaker."""
    for above, line in pairwise(lines):
        if line.role not in (Role.ANSWER, Role.QUESTION) or id(line) in turns:
            continue
        words = line.words.strip("*_ ")
        listed = line.role is Role.ANSWER and line.form != "paragraph"
        # In a text without punctuation, a missing full stop means nothing.
        breaks_in = _like_a_heading(line) and _ENDS_A_SENTENCE.search(above.words)
        if _BRACKETED.match(words) or (breaks_in and not listed):
            _doubt(line, Doubt.PAGE)


def _end(lines: Sequence[Line]) -> None:
    """Doubt the first paragraph below the last question that may not belong to its answer."""
    last = max((i for i, line in enumerate(lines) if line.role is Role.QUESTION), default=-1)
    said = [line for line in lines[last + 1 :] if line.role is Role.ANSWER]
    lengths = _paragraphs(lines[: max(last, 0)])
    before = [line for line in lines[:last] if line.role is Role.ANSWER]
    personal = bool(before) and sum(_personal(line) for line in before) * 2 >= len(before)
    for number, line in enumerate(said[1:], 2):
        strange = (
            bool(contacts_of(line).contacts)
            or takes_leave(line)
            or (personal and not _personal(line))
            or (bool(lengths) and number > max(lengths))
            or (bool(lengths) and number > 2 * median(lengths))
        )
        if strange:
            _doubt(line, Doubt.ENDING)
            return


def _wrapped(lines: Sequence[Line]) -> None:
    """Doubt questions of a wrapped text that may end too early or too late."""
    for above, line in pairwise([None, *lines]):
        if line is None or line.role in (Role.MARKER, Role.UNRECOGNISED):
            continue
        if line.wrapped and line.role is Role.QUESTION and not ends_in_question(line.words):
            _doubt(line, Doubt.STATEMENT)
        if line.wrapped and guesses_hyphen(line.raw):
            _doubt(line, Doubt.HYPHEN)
        if (
            above
            and (above.wrapped or line.wrapped)
            and not line.gap
            and (above.role, line.role) == (Role.QUESTION, Role.ANSWER)
            and (first := _SENTENCE.match(line.words[:_LONGEST]))
            and asks(first[0])
        ):
            _doubt(line, Doubt.RHETORICAL)


_LEAD = re.compile(r"(\*\*|__)[^*_]{4,150}\1\s")


def _half_bold(lines: Sequence[Line], turns: set[int]) -> None:
    """Doubt answers that begin in bold, if questions are in bold: they may be questions."""
    for line in lines:
        if line.role is Role.ANSWER and id(line) not in turns and _LEAD.match(line.raw[:200]):
            _doubt(line, Doubt.STATEMENT)


_INITIALS = re.compile(r"[\[(]?[A-Z][\w.&-]{0,8}\s?[)>|/;\]]\s")


def _unread_labels(lines: Sequence[Line]) -> None:
    """Doubt answers that begin with the same unknown label, such as "AM) …"."""
    begun = [
        (line, label[0])
        for above, line in pairwise(lines)
        if (above.role, line.role) == (Role.QUESTION, Role.ANSWER)
        and (label := _INITIALS.match(line.head))
    ]
    count = Counter(name for _, name in begun)
    for line, name in begun:
        if count[name] > 1:
            _doubt(line, Doubt.SPEAKER)


def _personal(line: Line) -> bool:
    return FIRST_PERSON.search(line.raw) is not None


def _paragraphs(lines: Sequence[Line]) -> list[int]:
    """Return the number of paragraphs of each answer."""
    lengths, count = [], 0
    for line in lines:
        if line.role is Role.QUESTION:
            if count:
                lengths.append(count)
            count = 0
        elif line.role is Role.ANSWER and line.form == "paragraph":
            count += 1
    return [*lengths, count] if count else lengths


def _statements(lines: Sequence[Line], turns: set[int]) -> None:
    """Doubt a question without a question mark, if at least two thirds have one."""
    asked = [line for line in lines if line.role is Role.QUESTION and id(line) in turns]
    silent = [line for line in asked if not line.asks and "?" not in line.raw]
    if len(silent) * 3 <= len(asked):
        for line in silent:
            _doubt(line, Doubt.STATEMENT)
    # Doubt an answer that consists of a question, too.
    for line in lines:
        if line.role is Role.ANSWER and id(line) in turns and ends_in_question(line.words):
            _doubt(line, Doubt.RHETORICAL)
