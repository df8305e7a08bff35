"""Show words of the interface that have no translation in English, not in LANGUAGE_CODE.

Django falls back to the site's first language: a German page would be French in every place that
nobody has translated yet (docs/decisions/0052).
"""

from typing import Any

from django.conf import settings
from django.utils.translation import trans_real

from brand.core.languages import FALLBACK


def fall_back_to_english() -> None:
    """Make English the fallback of every catalogue but that of LANGUAGE_CODE."""
    add_djangos = trans_real.DjangoTranslation._add_fallback  # type: ignore[attr-defined]

    def add(catalogue: Any, localedirs: list[str] | None = None) -> None:
        language = catalogue.language()
        if catalogue.domain != "django" or language in (settings.LANGUAGE_CODE, FALLBACK):
            add_djangos(catalogue, localedirs)
        else:
            catalogue.add_fallback(trans_real.translation(FALLBACK))

    trans_real.DjangoTranslation._add_fallback = add  # type: ignore[attr-defined]
