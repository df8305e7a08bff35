"""Read the front matter of a static site ("title: …"), between two lines of "---"."""

import re
from collections.abc import Sequence

from brand.transcript.lines import BLANK, Line
from brand.transcript.model import Role
from brand.transcript.surroundings import credits

_KEY = re.compile(r"(?P<key>[^\W\d][\w-]{0,30})\s?:(?:\s+|\Z)")
_TITLES = frozenset({"title", "titre"})
_MOST = 30  # lines of front matter at most


def mark_front_matter(lines: Sequence[Line], *, english: bool) -> list[Line]:
    """Give roles to title, credits and all other keys, and return the lines below."""
    size = _size(lines)
    for line in lines[:size]:
        line.role = Role.UNRECOGNISED
        key = _KEY.match(line.head)
        if not key or key.end() >= line.end - line.start:
            continue
        if key["key"].casefold() in _TITLES:
            line.role, line.start = Role.TITLE, line.start + key.end()
            if line.raw[0] in "\"'" and line.raw[-1] == line.raw[0] and len(line.raw) > 2:
                line.start, line.end = line.start + 1, line.end - 1
        elif credits.read_credit(line.words, english=english):
            line.role = Role.CREDIT
    return list(lines[size:])


def _size(lines: Sequence[Line]) -> int:
    """Return the number of lines of front matter: keys and lists, up to the rule."""
    if not lines or not lines[0].source[: lines[0].start].strip(BLANK).startswith("---"):
        return 0
    for index, line in enumerate(lines[:_MOST]):
        if not (_KEY.match(line.head) or line.form == "list"):
            return 0
        if line.rule_follows:
            return index + 1
    return 0


def title_twice(lines: Sequence[Line]) -> None:
    """Leave out a second title: the keys and the text below both have one."""
    titles = [line for line in lines if line.role is Role.TITLE]
    for line in titles[1:]:
        line.role = Role.UNRECOGNISED
