"""Find the words that a search matches, and mark them in HTML.

This is the only definition of a match, for the page, its preview and the marks. The database's
index holds the same words (`Answer.search_fields`).
"""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from itertools import accumulate
from typing import NamedTuple

from bs4 import BeautifulSoup

from brand.text.folding import fold, fold_letter
from brand.text.search_terms import Term

# Elements that may occur inside a word ("<b>co</b>opération"). All others separate words.
_INLINE = frozenset({"a", "abbr", "b", "cite", "em", "i", "mark", "small", "span", "strong", "u"})
_EXCERPT = 240  # characters


def found_in(text: str, terms: Iterable[Term]) -> frozenset[Term]:
    """Return those of `terms` that occur in `text`."""
    return found_in_folded(fold(text), terms)


def found_in_folded(folded: str, terms: Iterable[Term]) -> frozenset[Term]:
    """Return those of `terms` that occur in text that is folded already (`folding.fold`)."""
    return frozenset(term for term in terms if _finder(term).search(folded))


@lru_cache(maxsize=256)
def _finder(term: Term) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{term.pattern})")


def spans(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Return (start, end) of each word of `text` that matches one of `terms`."""
    if not terms:
        return []
    found = list(_finder_of_any(tuple(terms)).finditer(fold(text)))
    if not found or _folds_letter_by_letter(text):
        return [match.span() for match in found]
    # Folding turns one letter into two, or none: map offsets in the folded text back to `text`. A
    # separate combining accent belongs to the letter before it.
    ends = list(accumulate(len(fold_letter(letter)) for letter in text))
    return [
        (
            bisect_right(ends, match.start()),
            max(bisect_right(ends, match.end() - 1) + 1, bisect_right(ends, match.end())),
        )
        for match in found
    ]


@lru_cache(maxsize=256)
def _finder_of_any(terms: tuple[Term, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(term.pattern for term in terms)})")


def _folds_letter_by_letter(text: str) -> bool:
    """Tell whether folding makes exactly one letter of each, so that offsets stay."""
    return text.isascii() or all(len(fold_letter(letter)) == 1 for letter in set(text))


def mark(html: str, terms: Sequence[Term]) -> str:
    """Return `html` with `<mark class="hit">` around the words that match `terms`.

    Only text is changed, never a tag, an attribute or a comment. Without the marks the result is
    the same document again. The result is as safe to show as `html` is.
    """
    if not terms:
        return html
    # What no editor of ours writes is put in order first; then it is read like everything else.
    tokens = _tokens(html) or _tokens(str(BeautifulSoup(html, "html.parser"))) or []
    marked: list[str] = []
    is_found = False
    for run in _runs(tokens):
        found = deque(spans("".join(token.text for token in run), terms))
        is_found |= bool(found)
        marked += _with_marks(run, found) if found else [token.written for token in run]
    return "".join(marked) if is_found else html


class _Token(NamedTuple):
    """A stretch of text, a character reference, or a tag: as it is written, and as it is read."""

    written: str
    text: str
    is_whole: bool = False  # marked as a whole, or not at all
    ends_run: bool = False  # what is read before it and after it are different words


# The names of attributes and their values; quotation marks may hold a ">".
_ATTRIBUTE = r"""\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=`]+))?"""
_TOKEN = re.compile(
    rf"""(?P<text>[^<&]+|&(?![\w#])|<(?![a-zA-Z/!?]))
    |(?P<reference>&\#?\w+;?)
    |(?P<tag></?(?P<name>[a-zA-Z][\w-]*)(?:{_ATTRIBUTE})*\s*/?>)
    |(?P<comment><!--.*?-->)""",
    re.VERBOSE | re.DOTALL,
)


def _tokens(html: str) -> list[_Token] | None:
    """Return the tokens of `html`, None if some of its markup is broken."""
    tokens = []
    end = 0
    for match in _TOKEN.finditer(html):
        if match.start() != end:
            return None
        end = match.end()
        written, kind = match[0], match.lastgroup
        if kind == "text":
            tokens.append(_Token(written, written))
        elif kind == "reference":
            tokens.append(_Token(written, unescape(written), is_whole=True))
        else:
            ends_run = kind == "tag" and match["name"].lower() not in _INLINE
            tokens.append(_Token(written, "", is_whole=True, ends_run=ends_run))
    return tokens if end == len(html) else None


def _runs(tokens: Iterable[_Token]) -> Iterator[list[_Token]]:
    """Yield groups of tokens whose text a reader sees as continuous."""
    run: list[_Token] = []
    for token in tokens:
        if token.ends_run:
            yield run
            run = []
        run.append(token)
    yield run


def _with_marks(run: Iterable[_Token], found: deque[tuple[int, int]]) -> Iterator[str]:
    """Yield what is written of `run`, with marks around the spans `found` of its text."""
    is_open = False
    start = 0
    for token in run:
        for piece, is_hit in _pieces(token, start, found):
            if is_hit != is_open:
                yield '<mark class="hit">' if is_hit else "</mark>"
                is_open = is_hit
            yield piece
        start += len(token.text)
    if is_open:
        yield "</mark>"


def _pieces(token: _Token, start: int, found: deque[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Yield (piece, whether it is a match) of a token whose text begins at `start`.

    The matches that end before `start` are taken away from `found`.
    """
    place, end = start, start + len(token.text)
    while found and found[0][1] <= start:
        found.popleft()
    if token.is_whole:
        yield token.written, bool(found) and found[0][0] < end and bool(token.text)
        return
    for begins, ends in found:
        if begins >= end:
            break
        if begins > place:
            yield token.text[place - start : begins - start], False
        yield token.text[max(begins, place) - start : ends - start], True
        place = min(ends, end)
    if place < end:
        yield token.text[place - start :], False


def excerpt(text: str, terms: Sequence[Term]) -> str:
    """Return about 240 characters of `text` (plain, one paragraph per line) around the first match.

    It is cut between words, with an ellipsis where text is left out. Without a match, return the
    beginning.
    """
    marked = ((line, spans(line, terms)) for line in text.splitlines())
    found = next(((line, hits) for line, hits in marked if hits), None)
    line, hits = found or (text.partition("\n")[0], [(0, 0)])
    if len(line) <= _EXCERPT:
        return line
    start = max(0, min(hits[0][0] - _EXCERPT // 3, len(line) - _EXCERPT))
    end = start + _EXCERPT
    if start:
        start = line.find(" ", start, hits[0][0]) + 1 or hits[0][0]
    if end < len(line):
        end = max(line.rfind(" ", start, end), hits[0][1])
    before, after = "… " if start else "", " …" if end < len(line) else ""
    return f"{before}{line[start:end]}{after}"
