"""The names of languages as a sentence has them, and passages in another language."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext


def active() -> str:
    """The code of the language that is being written: "fr", "en"."""
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def spoken(code: str) -> str:
    """The name of a language inside a sentence: French writes it small, English does not."""
    name = str(dict(settings.LANGUAGES).get(code, code))
    return name if active() == "en" else name.lower()


def written_in(code: str) -> str:
    """The note beside a passage in another language: "in French", "en anglais"."""
    return gettext("in %(language)s") % {"language": spoken(code)}


def preferred(versions: Iterable[Any], language: str) -> dict[Any, Any]:
    """Return {translation key: version}: the one in `language`, else the one that there is.

    Each version gets `foreign`: the code of its language where that is another one, else "".
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
