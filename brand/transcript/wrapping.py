"""Restore lines: join those that a program has wrapped, and split a question from its answer.

Mails and pages copied from a PDF are wrapped. In Markdown a question in bold may be on one line
with its answer.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from brand.transcript.lines import TAIL, Line, asks, ends_in_question, invites, is_cut
from brand.transcript.model import Role
from brand.transcript.names import is_name
from brand.transcript.recognisers.signs import sign_of

_NEW_TURN = re.compile(
    r"[^\W\d_][^:.!?,;\n]{0,30}\s?:\s|\[?(?:Q|R|A|Question)\s?\d{0,3}\]?\s?[-–—:.)]\s|\[|\*\*|__"
)
_NAMED = re.compile(r"([^\W\d_][^:!?,;\n]{0,40}?)\s?[:–—]\s")
_LONGEST = 600  # characters of a question in bold that spans several lines
_EMPHASIS = re.compile(r"\*\*|__")


def joined(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, with those joined that were one before a program wrapped them."""
    found: list[Line] = []
    width = _wrap_width(lines)
    open_until = -1
    for index, line in enumerate(lines):
        previous = found[-1] if found else None
        if open_until < index:
            open_until = _emphasised_until(lines, index)
        elif previous:
            _append(previous, line)
            continue
        if previous and _is_one(previous, line, width):
            previous.asks_before_end = line.quoted and previous.asks
            _append(previous, line)
            continue
        found.append(line)
    return found


def _append(previous: Line, line: Line) -> None:
    previous.end, previous.wrapped = line.end, True
    previous.rule_follows = line.rule_follows


def _is_one(previous: Line, line: Line, width: int) -> bool:
    return not (
        line.gap
        or line.level
        or previous.level
        or line.bullet
        or line.number
        or not _goes_on(previous, line, width)
        or _begins_turn(line)
    )


def _begins_turn(line: Line) -> bool:
    """Whether a line begins with a name, a label or a sign."""
    head = line.head
    if _NEW_TURN.match(head) or (sign_of(line)[0] and not line.quoted):
        return True
    named = _NAMED.match(head)
    return named is not None and is_name(named[1])


def _emphasised_until(lines: Sequence[Line], index: int) -> int:
    """Return the index of the line on which this line's bold text ends; -1 if not a later one."""
    line = lines[index]
    opening = _EMPHASIS.match(line.source, line.start, line.end)
    if not opening or line.raw[:_LONGEST].count(opening[0]) != 1:
        return -1
    for below in range(index + 1, min(index + 4, len(lines))):
        other = lines[below]
        if other.gap or other.bullet or other.level or other.end - line.start > _LONGEST:
            return -1
        if opening[0] in other.raw:
            return below if other.raw.count(opening[0]) == 1 else -1
    return -1


def _goes_on(previous: Line, line: Line, width: int) -> bool:
    """Whether a text was wrapped here: the line above is full, or a quoted question goes on."""
    if previous.quoted != line.quoted:
        return False
    if line.quoted:
        return not line.asks or not previous.asks
    if is_cut(_last_line(previous), line.head):
        return True
    if not width or len(_last_line(previous)) <= width * 0.6:
        return False
    # Below a question with a label or sign, a capital begins the answer.
    return not (
        (ends_in_question(previous.raw[-TAIL:]) or _invites_to_tell(previous))
        and not line.head.lstrip("«“\"' \u00a0\u202f")[:1].islower()
        and (previous.number or previous.bullet or _begins_turn(previous))
    )


def _invites_to_tell(line: Line) -> bool:
    """Whether a line is, after its label, a sentence such as "Tell us about that day."."""
    if line.source[line.end - 1] != ".":
        return False
    label = _NEW_TURN.match(line.head)
    start = line.start + label.end() if label else sign_of(line)[1]
    return line.end - start < TAIL and invites(line.source[start : line.end])


def _last_line(line: Line) -> str:
    return line.source[max(line.start, line.end - TAIL) : line.end].splitlines()[-1]


def _wrap_width(lines: Sequence[Line]) -> int:
    """Return the width at which the text was wrapped, 0 if it was not.

    Wrapped lines have similar lengths, end in the middle of a sentence, and go on in lower case.
    """
    sizes = sorted(line.end - line.start for line in lines)
    width = sizes[int(len(sizes) * 0.97)] if sizes else 0
    if not 45 <= width <= 100 or sizes[-1] > 2 * width:
        return 0
    full = [
        (line, below)
        for line, below in pairwise(lines)
        if not below.gap
        and not below.bullet
        and line.quoted == below.quoted
        and line.end - line.start > width * 0.6
    ]
    cut = [
        line
        for line, below in full
        if line.source[line.end - 1] not in ".!?:;»”…" and line.source[below.start].islower()
    ]
    # Mails are known to be wrapped at about 72 characters. Other texts need more evidence.
    is_mail = sum(line.quoted for line in lines) > 1 and 60 <= width <= 80
    return width if len(cut) >= (1 if is_mail else 3) and len(cut) * 2 > len(full) else 0


# A question in bold, and its answer on the same line -----------------------------------------

_RUN = re.compile(
    r"(?P<sign>\*\*|__|\*|_)(?=\S)(?P<words>[^*_]{2,600})(?<=\S)(?P=sign)"
    r"[ \t\u00a0\u202f]*(?=[^\s.,;:)])"
)


def split_bold_questions(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, with those split that begin with a question in bold."""
    runs = {i: run for i, line in enumerate(lines) if (run := _run(line))}
    asking = {i for i, run in runs.items() if asks(run["words"])}
    apart = sum(bool(line.emphasis) and line.asks for line in lines)
    if len(asking) <= max(apart, len(runs) / 2, 1):
        # Most questions have lines of their own, so bold text that asks nothing begins an answer.
        runs = {i: runs[i] for i in asking}
    found: list[Line] = []
    for i, line in enumerate(lines):
        found.append(line)
        if run := runs.get(i):
            found.append(replace(line, start=run.end(), gap=False, contacts=[], split_off=True))
            line.end, line.rule_follows = line.start + len(run[0].rstrip()), False
    return found


def _run(line: Line) -> re.Match[str] | None:
    if line.form != "paragraph" or line.level:
        return None
    return _RUN.match(line.source, line.start, line.end)


def rejoin(lines: Sequence[Line]) -> None:
    """Undo `split_bold_questions` where the bold text was no question after all."""
    for above, line in pairwise(lines):
        if line.split_off and above.role is line.role and line.role is not Role.QUESTION:
            above.end, above.rule_follows, line.role = line.end, line.rule_follows, Role.MARKER
