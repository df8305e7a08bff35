"""Typographic signs as printers set them, offered as a suggestion: letters never change.

Sources: Imprimerie nationale, "Lexique des règles typographiques en usage", for French;
"The Chicago Manual of Style" (17th edition, chapter 6) for English.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

NO_BREAK = "\u00a0"
NARROW = "\u202f"
_ANY_SPACE = f"[ {NO_BREAK}{NARROW}\u2009]"

# What has its own spelling: addresses, link targets, times, ratios, paths, emoticons.
_PROTECTED = re.compile(
    r"(?:https?://|www\.|mailto:|tel:)\S+|[\w.+-]+@[\w-]+\.\S+|\]\([^)\s]*\)|`[^`\n]*`"
    r"|\d+(?::\d+)+|\b[A-Za-z]:[\\/]\S*|[:;]-?[)(DPp](?!\w)"
)


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    replacement: str | Callable[[re.Match[str]], str]


def _rule(pattern: str, replacement: str) -> _Rule:
    return _Rule(re.compile(pattern), replacement)


_COMMON = (
    _rule(r"(?<!\.)\.\.\.(?!\.)", "…"),
    _rule(r"(?<=[^\W\d_])'(?=[^\W\d_])", "’"),
    _rule(r"(?<=\S) - (?=\S)", " – "),
)
# A pair of straight quotation marks: nothing but a pair can be told apart from inches.
_PAIR = r'(?<![\w"])"(?=[^\s"])([^"\n]{0,300}[^\s"])"(?![\w"])'
_RULES = {
    "fr": (
        *_COMMON,
        _rule(_PAIR, f"«{NO_BREAK}\\1{NO_BREAK}»"),
        _rule(f"«{_ANY_SPACE}*(?=\\S)", f"«{NO_BREAK}"),
        _rule(f"(?<=\\S){_ANY_SPACE}{{0,3}}»", f"{NO_BREAK}»"),
        _rule(
            f"(?<=[\\w»”’…)\\]%€*]){_ANY_SPACE}{{0,3}}([;!?])(?=[\\s»”\"')\\]…!?*]|$)",
            f"{NARROW}\\1",
        ),
        _rule(f"(?<=[\\w»”’…)\\]%€*]){_ANY_SPACE}{{0,3}}:(?=\\s|$)", f"{NO_BREAK}:"),
    ),
    "en": (*_COMMON, _rule(_PAIR, "“\\1”")),
}


@dataclass(frozen=True)
class Change:
    """A few words before a change and after it."""

    before: str
    after: str


def corrected(text: str, language: str) -> str:
    """Return `text` with the spaces, quotation marks, apostrophes and dashes of `language`.

    Letters, digits, addresses and line ends stay; a language without rules changes nothing.
    Applying it twice changes nothing more.
    """
    rules = _RULES.get(language[:2], ())
    if not rules:
        return text
    return "\n".join(_line(line, rules) for line in text.split("\n"))


def _line(line: str, rules: tuple[_Rule, ...]) -> str:
    """Correct one line; protected pieces stand in it as one letter meanwhile."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return "\ue000"

    if "\ue000" in line:  # somebody's private character: there is no letter to stand in
        return line
    masked = _PROTECTED.sub(keep, line)
    for rule in rules:
        masked = rule.pattern.sub(rule.replacement, masked)
    pieces = iter(kept)
    return re.sub("\ue000", lambda _: next(pieces), masked)


def changes(text: str, language: str, limit: int = 8) -> list[Change]:
    """Return up to `limit` different examples of what `corrected` would change."""
    found: dict[tuple[str, str], Change] = {}
    for line in text.split("\n"):
        if len(found) >= limit:
            break
        # A long paragraph shows its changes in its first sentences too.
        after = corrected(line, language)
        if after != line:
            for kind, change in _examples(line[:600], corrected(line[:600], language)):
                found.setdefault(kind, change)
    return list(found.values())[:limit]


_CONTEXT = 14


def _examples(before: str, after: str) -> Iterator[tuple[tuple[str, str], Change]]:
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            kind = (before[a:b] + before[b : b + 1], after[c:d] + after[d : d + 1])
            yield kind, Change(_around(before, a, b), _around(after, c, d))


def _around(text: str, start: int, end: int) -> str:
    """The change with whole words around it."""
    begin = text.rfind(" ", 0, max(0, start - _CONTEXT)) + 1
    stop = text.find(" ", min(len(text), end + _CONTEXT))
    return text[begin : stop if stop > 0 else len(text)].strip(" ")
