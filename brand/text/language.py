"""Tell in which of several languages a text is written, by the commonest words of each.

These are taken from Django's own translations, which exist for every language that a site can be
switched to: a list of our own would have to grow with each of them.
"""

import gettext
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import django
from django.utils.translation import to_locale

_CATALOGUES = Path(django.__file__).parent / "conf/locale"
_SOURCE = "en"  # the language in which Django is written: its catalogue is empty
_WORD = re.compile(r"[^\W\d_]{2,5}(?![^\W_])")  # articles, pronouns, prepositions are short
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
_COMMONEST = 60
_SAMPLE = 5_000  # characters: enough to tell


def language_of(text: str, codes: Iterable[str]) -> str:
    """Return the one of `codes` ("fr", "de") in which the beginning of `text` is written, or "".

    Words that several of the languages have in common tell nothing.
    """
    words = {code: _common_words(code) for code in codes}
    languages = Counter(word for common in words.values() for word in common)
    said = Counter(_words(text[:_SAMPLE]))
    found = Counter(
        {
            code: sum(said[word] for word in common if languages[word] == 1)
            for code, common in words.items()
        }
    ).most_common(2)
    is_clear = bool(found) and found[0][1] > (found[1][1] if len(found) > 1 else 0)
    return found[0][0] if is_clear else ""


@lru_cache
def _common_words(code: str) -> frozenset[str]:
    """Return the commonest short words of a language; none if Django does not speak it."""
    known = "fr" if code == _SOURCE else code  # any catalogue has the English words as its keys
    try:
        catalogue = gettext.translation("django", _CATALOGUES, [to_locale(known)])._catalog  # type: ignore[attr-defined]
    except FileNotFoundError:
        return frozenset()
    keys = (key if isinstance(key, str) else key[0] for key in catalogue)
    texts = keys if code == _SOURCE else catalogue.values()
    words = Counter(word for text in texts for word in _words(_PLACEHOLDER.sub("", text)))
    return frozenset(word for word, _count in words.most_common(_COMMONEST))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
