"""Tell whether a text is in French or English, the languages whose words these rules know."""

import re

from django.conf import settings

from brand.text.language import language_of

KNOWN = ("fr", "en")
_ENGLISH = re.compile(r"\b(?:the|and|you|what|how|of|is)\b", re.IGNORECASE)
_FRENCH = re.compile(r"\b(?:le|la|les|et|vous|de|des|est|une?)\b", re.IGNORECASE)


def is_english(text: str) -> bool:
    """Whether the beginning of a text is English rather than French."""
    sample = text[:5000]
    return len(_ENGLISH.findall(sample)) > len(_FRENCH.findall(sample))


def is_foreign(text: str) -> bool:
    """Whether a text is in another language of the site, whose words are not known here."""
    return language_of(text, {*KNOWN, *dict(settings.LANGUAGES)}) not in {"", *KNOWN}
