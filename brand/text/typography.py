"""Suggest typographic corrections: spaces, quotation marks, dashes. Letters never change.

French follows the "Lexique des règles typographiques en usage à l'Imprimerie nationale": a thin
no-break space before ; ! ? and a no-break space before : (chapter on punctuation), « » with a
thin no-break space inside, the apostrophe ’, three dots as one sign, a dash – between spaces.
English follows "The Chicago Manual of Style", chapter 6: curved “ ” and ’, an ellipsis, and a dash
for " - " between two words. Double spaces are left alone.

Doubtful cases are left alone as well: a quotation mark whose partner is not clear, inches, ranges
of numbers, and everything with its own spelling (addresses, times, paths, emoticons).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

NO_BREAK = "\u00a0"
NARROW = "\u202f"
_SPACES = f"[ {NO_BREAK}{NARROW}\u2009]{{0,3}}"
_KEPT = "\ue000"  # replaces a protected piece while the rules run
_LETTER = r"[^\W\d_]"

# Each alternative has a fixed beginning or a bounded length, so that reading takes linear time.
_PROTECTED = re.compile(
    r"""(?:https?://|www\.|mailto:|tel:)[^\s«»”“"<>]+
    |(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}
    |\bhttps?:
    |\]\([^)\s]{0,500}\)             # the target of a Markdown link
    |`[^`]{0,500}`
    |(?<![\d:])\d{1,9}(?::\d{1,9})+   # 12:30, 16:9
    |\b[A-Za-z]:[\\/]\S{0,500}
    |&\#?\w{1,10};
    |(?<![\w:;])[:;]-?[)(DPp](?!\w)
    |(?<=\S)[:;]-[)(DPp](?!\w)""",
    re.VERBOSE,
)

_Rule = tuple[re.Pattern[str], str]
_COMMON: tuple[_Rule, ...] = (
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"),
    # Markdown signs may stand between the apostrophe and its word.
    (re.compile(rf"(?<={_LETTER})'(?=[*_\[«“\"]{{0,3}}{_LETTER})"), "’"),
    (re.compile(r"(?<=[^\s–—-]) - (?=[^\s–—-])(?!(?<=\d - )\d)"), " – "),
)
_BEFORE = rf"(?<=[\w»”’…)\]%€*{_KEPT}])"
_AFTER = r"(?=[\s»”\"')\]…!?*_,.]|$)"
_SPACING: dict[str, tuple[_Rule, ...]] = {
    "fr": (
        (re.compile(f"«{_SPACES}(?=\\S)"), f"«{NARROW}"),
        (re.compile(f"(?<=\\S){_SPACES}»"), f"{NARROW}»"),
        (re.compile(f"{_BEFORE}{_SPACES}([;!?]){_AFTER}"), f"{NARROW}\\1"),
        (re.compile(rf"{_BEFORE}{_SPACES}:(?=[\s*_»”]|$)"), f"{NO_BREAK}:"),
    ),
    "en": (),
}
_QUOTED = {"fr": (f"«{NARROW}", f"{NARROW}»"), "en": ("“", "”")}


@dataclass(frozen=True)
class Change:
    """A change with a few words around it, before and after."""

    before: str
    after: str


def corrected(text: str, language: str) -> str:
    """Return `text` with the spaces, quotation marks, apostrophes and dashes of `language`.

    Letters, digits, addresses and line ends stay; a language without rules changes nothing. The
    function is idempotent.
    """
    code = language[:2]
    if code not in _SPACING:
        return text
    return "\n".join(_line(line, code) for line in text.split("\n"))


def _line(line: str, language: str) -> str:
    """Correct one line, with protected pieces replaced by a single character meanwhile."""
    if _KEPT in line:  # the text uses this character itself, so it cannot be a substitute
        return line
    masked = _PROTECTED.sub(_KEPT, line)
    for pattern, replacement in _COMMON:
        masked = pattern.sub(replacement, masked)
    masked = _paired(masked, *_QUOTED[language])
    for pattern, replacement in _SPACING[language]:
        masked = pattern.sub(replacement, masked)
    pieces = iter(_PROTECTED.findall(line))
    return re.sub(_KEPT, lambda _: next(pieces), masked)


_INCHES = re.compile(r'(?<=\d)"(?![^\W_])')
_OPENING = re.compile(rf"(?:^|(?<=[\s(\[«“’'*_–—/…{NO_BREAK}{NARROW}]))\"(?=[^\s\"])")
_CLOSING = re.compile(r"(?<=[^\s\"])\"(?=[\s)\],.;:!?…»”*_–—/]|$)")


def _paired(line: str, opening: str, closing: str) -> str:
    """Replace the straight quotation marks of a line, unless some of them have no partner."""
    places = [match.start() for match in re.finditer('"', line)]
    may_open = {match.start() for match in _OPENING.finditer(line)}
    may_close = {match.start() for match in _CLOSING.finditer(line)}
    opens, closes = may_open - may_close, may_close - may_open
    inches = {match.start() for match in _INCHES.finditer(line)} - may_open
    signs = {}
    expected = opening
    for place in places:
        if place in inches and expected is opening:
            continue
        if place not in (opens if expected is opening else closes):
            return line
        signs[place] = expected
        expected = closing if expected is opening else opening
    if expected is closing:
        return line
    return "".join(signs.get(i, char) for i, char in enumerate(line))


# Examples -----------------------------------------------------------------------------------

_CONTEXT = 14


def changes(text: str, language: str, limit: int = 8) -> list[Change]:
    """Return up to `limit` different examples of the changes that `corrected` would make."""
    found: dict[tuple[str, str], Change] = {}
    for before in text.split("\n"):
        if len(found) >= limit:
            break
        after = corrected(before, language)
        if after != before:
            for kind, change in _examples(before, after):
                found.setdefault(kind, change)
    return list(found.values())[:limit]


def count_changes(text: str, language: str) -> int:
    """Return the number of changes that `corrected` would make."""
    lines = ((line, corrected(line, language)) for line in text.split("\n"))
    return sum(
        old != new
        for before, after in lines
        if before != after
        for (_, old), (_, new) in zip(_gaps(before), _gaps(after), strict=True)
    )


def _examples(before: str, after: str) -> Iterator[tuple[tuple[str, str], Change]]:
    """Compare the gaps between letters, which are the same before and after."""
    gaps = zip(_gaps(before), _gaps(after), strict=True)
    for (old_start, old), (new_start, new) in gaps:
        if old != new:
            kind = (old.strip(" "), new.strip(" "))
            yield (
                kind,
                Change(
                    _around(before, old_start, old_start + len(old)),
                    _around(after, new_start, new_start + len(new)),
                ),
            )


def _gaps(line: str) -> Iterator[tuple[int, str]]:
    """Return the text before, between and after letters and digits, with its offset."""
    start = 0
    for position, char in enumerate(line):
        if char.isalnum():
            yield start, line[start:position]
            start = position + 1
    yield start, line[start:]


def _around(text: str, start: int, end: int) -> str:
    """Return the change with whole words around it."""
    begin = text.rfind(" ", 0, max(0, start - _CONTEXT)) + 1
    stop = text.find(" ", min(len(text), end + _CONTEXT))
    return text[begin : stop if stop > 0 else len(text)].strip(" ")
