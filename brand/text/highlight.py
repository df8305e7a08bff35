"""Find the words that a search matches, and mark them in HTML.

This is the only definition of a match, for the page, its preview and the marks. The database's
index holds the same words (`Answer.search_fields`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

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
    folded = [fold_letter(letter) for letter in text]
    ends = list(accumulate(len(letter) for letter in folded))
    pattern = "|".join(term.pattern for term in terms)
    found = re.finditer(rf"(?<![^\W_])(?:{pattern})", "".join(folded))
    # Folding turns one letter into two, or none: map offsets in the folded text back to `text`. A
    # separate combining accent belongs to the letter before it.
    return [
        (
            bisect_right(ends, match.start()),
            max(bisect_right(ends, match.end() - 1) + 1, bisect_right(ends, match.end())),
        )
        for match in found
    ]


def mark(html: str, terms: Sequence[Term]) -> str:
    """Return `html` with `<mark class="hit">` around the words that match `terms`.

    Only text is changed, never a tag, an attribute or a comment. Without the marks the result is
    the same document again. The result is as safe to show as `html` is.
    """
    if not terms:
        return html
    soup = BeautifulSoup(html, "html.parser")
    changed = False
    for run in list(_runs(soup)):
        found = spans("".join(run), terms)
        start = 0
        for node in run:
            inside = _cut(found, start, start + len(node))
            start += len(node)
            if inside:
                changed = True
                node.replace_with(*_pieces(soup, node, inside))
    return str(soup) if changed else html


def excerpt(text: str, terms: Sequence[Term]) -> str:
    """Return about 240 characters of `text` (plain, one paragraph per line) around the first match.

    It is cut between words, with an ellipsis where text is left out. Without a match, return the
    beginning.
    """
    found = next(
        ((line, spans(line, terms)) for line in text.splitlines() if spans(line, terms)), None
    )
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


def _runs(soup: BeautifulSoup) -> Iterator[list[NavigableString]]:
    """Yield groups of adjacent text nodes that a reader sees as continuous text."""
    run: list[NavigableString] = []
    for element in soup.descendants:
        if isinstance(element, Tag):
            if element.name not in _INLINE:
                yield run
                run = []
        elif isinstance(element, NavigableString) and not isinstance(element, PreformattedString):
            # Iteration does not report the end of an element, so compare the blocks of adjacent
            # texts.
            if run and _block_of(run[-1]) is not _block_of(element):
                yield run
                run = []
            run.append(element)
    yield run


def _block_of(text: NavigableString) -> Tag | None:
    return next((parent for parent in text.parents if parent.name not in _INLINE), None)


def _cut(found: Iterable[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Return the parts of the spans `found` that lie between `start` and `end`, from `start`."""
    return [(max(a, start) - start, min(b, end) - start) for a, b in found if a < end and b > start]


def _pieces(
    soup: BeautifulSoup, text: NavigableString, inside: list[tuple[int, int]]
) -> list[NavigableString | Tag]:
    """Return `text` split at the spans `inside`, each wrapped in a mark element."""
    pieces: list[NavigableString | Tag] = []
    place = 0
    for start, end in inside:
        hit = soup.new_tag("mark", attrs={"class": "hit"})
        hit.string = text[start:end]
        pieces += [NavigableString(text[place:start]), hit] if start > place else [hit]
        place = end
    return [*pieces, NavigableString(text[place:])] if place < len(text) else pieces
