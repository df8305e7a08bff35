"""The countries whose public holidays the package `holidays` knows, with their CLDR names."""

from functools import lru_cache

from django.conf import settings
from django.utils.translation import get_language

from brand.text.folding import fold


def country_choices() -> tuple[tuple[str, str], ...]:
    """Return (ISO 3166 code, name) in the active language (from Babel), in alphabetical order."""
    return _choices((get_language() or settings.LANGUAGE_CODE)[:2])


@lru_cache
def _choices(language: str) -> tuple[tuple[str, str], ...]:
    # Imported only when a form needs it, so that the site starts faster.
    from babel import Locale
    from holidays.registry import EntityLoader

    names = Locale.parse(language).territories
    # `holidays.list_supported_countries` has the same ones, and loads each of them.
    codes = EntityLoader.get_country_codes(include_aliases=False)
    named = [(code, names[code]) for code in codes]
    return tuple(sorted(named, key=lambda choice: fold(choice[1])))
