"""Which of the owner's own topics an answer speaks about, as far as its words tell."""

import re
from collections.abc import Iterable

from brand.text.folding import fold

_LONGEST_WORD = 80  # folding a long run of accents takes quadratic time


def suggest_topics(text: str, names: Iterable[str]) -> set[str]:
    """Return those `names` that stand in `text` as whole words.

    Capitals, accents and a plural's s or x do not count.
    """
    words = _words(text)
    return {name for name in names if (wanted := _words(name)).strip() and wanted in words}


def _words(text: str) -> str:
    """The words in their simplest form, each between spaces: " reseau social "."""
    words = (
        word for piece in text.split() for word in re.findall(r"\w+", fold(piece[:_LONGEST_WORD]))
    )
    return " " + " ".join(_singular(word) for word in words) + " "


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("aux") and not word.endswith("eaux"):
        return word[:-3] + "al"  # "sociaux" is "social", "réseaux" is "réseau"
    return word[:-1] if len(word) > 2 and word[-1] in "sx" else word
