"""Find the title and the credits above or below an interview."""

import re
from collections.abc import Sequence

from brand.transcript.lines import Line, asks
from brand.transcript.model import Role
from brand.transcript.surroundings import credits
from brand.transcript.surroundings.contacts import contacts_of
from brand.transcript.surroundings.ending import takes_leave

_NEAR = 8  # lines at either end in which credits are searched
_TITLE_MAX = 160
_NO_DIGITS = str.maketrans("", "", "0123456789")


def mark_heading(lines: Sequence[Line], *, english: bool) -> list[Line]:
    """Give roles to title and credits, and return the other lines."""
    framing = {*lines[:_NEAR], *lines[-_NEAR:]}
    body = [line for line in lines if line not in framing or not _is_credit(line, english=english)]
    if len(body) < 3 or body[0] is not lines[0] or not _is_title(lines):
        return body
    _take(body[0], Role.TITLE)
    return body[1:]


def _take(line: Line, role: Role) -> None:
    line.role = role
    sign = len(line.emphasis)
    line.start, line.end = line.start + sign, line.end - sign


def _is_credit(line: Line, *, english: bool) -> bool:
    if line.form != "paragraph" or line.level == 1 or line.number:
        return False
    if credits.read_credit(line.words, english=english) is None or contacts_of(line).contacts:
        return False
    _take(line, Role.CREDIT)
    return True


_ABOUT = re.compile(
    r"\b(?:interview|entretien|rencontre|portrait|conversation|dialogue|grand format|questions [àa]"
    r"|questions (?:for|to)|q ?& ?a|paroles? d|meet|meeting)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\[?(?:Q|Question)\W{0,3}(?:n\W{0,3})?\d*(?:\W|\Z)", re.IGNORECASE)


def _is_title(lines: Sequence[Line]) -> bool:
    """Whether the first line looks like a title: short, no sentence, set apart."""
    line, below, third = lines[:3]
    if line.level:
        return line.level < min((other.level for other in lines[1:] if other.level), default=7)
    if line.form != "paragraph" or line.number or line.end - line.start > _TITLE_MAX:
        return False
    words = line.words.strip("*_ ")
    credited = below.role is Role.CREDIT
    if words[-1] in ":;," or ((words[-1] == "." or asks(words)) and not credited):
        return False
    if line.emphasis and below.emphasis and below.words.strip("*_ ")[:1].islower():
        return False  # it is one question on two lines
    if _NUMBERED.match(words) or takes_leave(line) or line.bullet:
        return False
    if _is_label(words, lines, apart=credited or below.gap):
        return False
    has_subtitle = third.gap and len(words) < _TITLE_MAX / 2 and not below.asks
    return bool(
        credited
        or below.gap
        or has_subtitle
        or line.emphasis
        or words.upper() == words
        or _ABOUT.search(words)
    )


def _is_label(words: str, lines: Sequence[Line], *, apart: bool) -> bool:
    """Whether the first line is a speaker's label: another line begins with the same words."""
    shape = words.translate(_NO_DIGITS)
    if any(other.head.translate(_NO_DIGITS) == shape for other in lines[1:]):
        return True
    label = words.partition(":")[0] if ":" in words[:40] else ""
    return bool(label) and (not apart or any(other.head.startswith(label) for other in lines[1:]))
