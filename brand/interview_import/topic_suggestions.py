"""Suggest topics for an answer: those of the owner's topics that its text mentions."""

import re
from collections.abc import Iterable

from brand.text.folding import fold

_LONGEST_WORD = 80  # folding a long run of accents takes quadratic time


def suggest_topics(text: str, names: Iterable[str]) -> set[str]:
    """Return those `names` that occur in `text` as whole words.

    Capitals, accents and a plural's s or x are ignored.
    """
    words = _words(text)
    return {name for name in names if (wanted := _words(name)).strip() and wanted in words}


def _words(text: str) -> str:
    """Return the words of `text` in their simplest form, between spaces: " reseau social "."""
    words = (
        word for piece in text.split() for word in re.findall(r"\w+", fold(piece[:_LONGEST_WORD]))
    )
    return " " + " ".join(_singular(word) for word in words) + " "


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("aux") and not word.endswith("eaux"):
        return word[:-3] + "al"  # "sociaux" is "social", "réseaux" is "réseau"
    return word[:-1] if len(word) > 2 and word[-1] in "sx" else word
