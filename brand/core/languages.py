"""Language names as they appear in a sentence, and content in the preferred language."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.conf import settings
from django.utils.translation import get_language, gettext, gettext_lazy, to_locale

T = TypeVar("T")
# What nobody has translated, or written, is in this one.
FALLBACK = "en"
# Languages that write the name of a language with a capital inside a sentence.
_CAPITALS = {"de", "en", "nl"}
# Where a language is not most likely spoken as Unicode has it: ours is European English.
_TERRITORIES = {"en": "GB"}


def active() -> str:
    """Return the code of the active language: "fr", "en"."""
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def written_for(by_language: Mapping[str, T], code: str) -> T:
    """Return what is written for the language `code`, else what is written in English."""
    return by_language.get(code) or by_language[FALLBACK]


def of_settings() -> str:
    """Return the language of what stands once for all languages, "" where a page is in it.

    It is the main one: an owner writes the address and the host there as in their own country.
    """
    main: str = settings.LANGUAGE_CODE
    return "" if active() == main else main


def choices() -> list[tuple[str, Any]]:
    """Return what a menu offers where words may be in another language than their page.

    A function, so that a further language of the site is offered without a migration.
    """
    return [("", gettext_lazy("Language of the page")), *settings.LANGUAGES]


def spoken(code: str) -> str:
    """Return the name of a language as it is written in a sentence: "français", but "French"."""
    name = str(dict(settings.LANGUAGES).get(code, code))
    return name if active() in _CAPITALS else name.lower()


def written_in(code: str) -> str:
    """Return the note beside a passage in another language: "in French", "en anglais"."""
    return gettext("in %(language)s") % {"language": spoken(code)}


def with_territory(code: str) -> str:
    """Return `code` as Open Graph writes it, with a territory: "fr" becomes "fr_FR"."""
    from babel.core import get_global  # loads slowly, and most processes never ask

    language, _, territory = to_locale(code).partition("_")
    likely = get_global("likely_subtags").get(language, "").rpartition("_")[2]
    return "_".join(filter(None, [language, territory or _TERRITORIES.get(language, likely)]))


def preferred(versions: Iterable[Any], language: str) -> dict[Any, Any]:
    """Return {translation key: version}, preferring the version in `language` where there is one.

    Each version gets the attribute `foreign`: its language code if it is in another language, else
    "".
    """
    found: dict[Any, Any] = {}
    for version in versions:
        version.foreign = (
            "" if version.locale.language_code == language else version.locale.language_code
        )
        known = found.get(version.translation_key)
        if known is None or known.foreign:
            found[version.translation_key] = version
    return found
