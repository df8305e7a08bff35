"""Fold text for comparison: without accents, capitals and ligatures."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose, and the invisible hyphen.
_LETTERS = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "\N{SOFT HYPHEN}": ""}
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def fold_letter(letter: str) -> str:
    """Return one character in lower case without accent: "É" → "e", "Œ" → "oe".

    A combining accent alone gives "".
    """
    letter = _LETTERS.get(letter.lower(), letter)
    decomposed = unicodedata.normalize("NFKD", letter)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


class _Letters(dict[int, str]):
    """{code point: its folded letter}, filled as letters are met; what is rare is not kept."""

    def __missing__(self, code: int) -> str:
        folded = fold_letter(chr(code))
        if len(self) < _KEPT:
            self[code] = folded
        return folded


_KEPT = 4096
_FOLDED = _Letters()


def fold(text: str) -> str:
    """Return `text` in lower case without accents or ligatures ("Œuvre" → "oeuvre")."""
    # One letter at a time: normalising a long run of combining marks takes quadratic time.
    return text.translate(_FOLDED)


def words_of(text: str) -> list[str]:
    """Return the folded words of `text`, separated by hyphens, apostrophes and all other signs."""
    return _WORD.findall(fold(text))
