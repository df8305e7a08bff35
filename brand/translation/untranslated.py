"""Find translations that were published with the text of their original.

Published revisions contain a page with all its parts, so one query is enough for any number of
pages, and no page has to be built. Only runs of at least `RUN` words (a sentence, a caption, a
question) that occur in both versions, word for word, count. Names, figures, titles of works and
addresses are shorter, and are the same in every language.

The demonstration's nine pages in two languages, with 28 to 979 such words, score 0.000 each. A
fresh copy scores 1.000. From one half on, most of what visitors read is in the wrong language.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from wagtail.models import Page, PageLogEntry
from wagtail.query import PageQuerySet

from brand.text.rich_text import plain_text

RUN = 4
SHARE = 0.5
# A page with fewer words than this may well be the same in both languages.
ENOUGH = 8

_SENTENCES = re.compile(r"(?<=[.!?…:;])\s+|\n+")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_SIGNS = ".,;:!?…«»“”\"'’()[]–—-"
_TAG = re.compile(r"<[a-z]", re.IGNORECASE)


def share(translation: Any, original: Any) -> float:
    """Return the share of `translation` that is in the words of `original`, from 0 to 1.

    Both are contents of a revision (JSON as Wagtail serialises a page).
    """
    known = set(_runs(original))
    runs = list(_runs(translation))
    words = sum(len(run) for run in runs)
    if words < ENOUGH:
        return 0.0
    return sum(len(run) for run in runs if run in known) / words


def _runs(content: Any) -> Iterator[tuple[str, ...]]:
    """Yield every run of words in the content, in lower case and without punctuation."""
    for text in _texts(content):
        plain = plain_text(text) if _TAG.search(text) else text
        for sentence in _SENTENCES.split(plain):
            # Split at spaces, so that an address, a date or an identifier is at most one word.
            words = tuple(
                word.strip(_SIGNS) for word in sentence.lower().split() if _LETTERS.search(word)
            )
            if len(words) >= RUN:
                yield words


def _texts(content: Any) -> Iterator[str]:
    match content:
        case dict():
            for value in content.values():
                yield from _texts(value)
        case list():
            for value in content:
                yield from _texts(value)
        case str() if content.startswith(("[{", "{")):  # the JSON of a StreamField inside the JSON
            try:
                yield from _texts(json.loads(content))
            except ValueError:
                yield content
        case str():
            yield content


def untranslated(pages: PageQuerySet, copied: str) -> set[int]:
    """Return the primary keys of `pages` that are published in the words of their original.

    `copied` is the action in Wagtail's log that tells a copy from its original. Without an entry,
    the version in the default language is the original.
    """
    log = PageLogEntry.objects.filter(page=OuterRef("pk"), action=copied)
    versions = (
        Page.objects.filter(
            live=True,
            alias_of=None,
            depth__gt=1,
            translation_key__in=pages.order_by().values("translation_key"),
        )
        .annotate(is_copy=Exists(log))
        .values_list(
            "pk", "translation_key", "locale__language_code", "is_copy", "live_revision__content"
        )
    )
    together = defaultdict(list)
    for version in versions:
        together[version[1]].append(version)
    return {
        translation[0]
        for same in together.values()
        for translation in same
        for original in same
        if _follows(translation, original) and share(translation[4], original[4]) >= SHARE
    }


def _follows(page: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether `page` is the translation and `other` its original."""
    if page[3] or other[3]:
        return bool(page[3] and not other[3])
    return page[2] != settings.LANGUAGE_CODE == other[2]
