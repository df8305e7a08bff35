"""All style sheets of the site as one: a phone asks once, and the owner's colours are in it.

One file a component stays the way to write them; nothing has to be built. What a page does not
need costs less than asking for it separately.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import lightningcss
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from brand.theme.palette import palette_of

# In this order; the owner's palette comes after the tokens that it changes.
PARTS = (
    "base", "shell", "dialogue", "form", "home",
    "interview", "chapters", "answer", "search", "service",
)  # fmt: skip
# The oldest that show the site in full: with light-dark() and :has(). Told of none, lightningcss
# writes `animation-timeline` into the shorthand, which no browser reads; told of older ones, it
# writes light-dark() and nesting anew.
_BROWSERS = ["chrome 123", "firefox 121", "safari 17.5", "ios_saf 17.5"]
_NEIGHBOUR = re.compile(r'url\("\.\./([^"]+)"\)')


@dataclass(frozen=True)
class StyleSheet:
    """`text` is CSS; `digest` changes whenever it does."""

    text: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


def style_sheet(accent: str) -> StyleSheet:
    """Return the style sheet for `accent`, a colour written as #rrggbb, without a needless byte."""
    # Whoever works on the files wants to see them change.
    return _composed.__wrapped__(accent) if settings.DEBUG else _composed(accent)


@lru_cache(maxsize=16)
def _composed(accent: str) -> StyleSheet:
    parts = [_part("tokens"), palette_of(accent).css(), *map(_part, PARTS)]
    parts.append(f"@media print {{\n{_part('print')}\n}}")
    return StyleSheet(
        lightningcss.process_stylesheet("\n".join(parts), browsers_list=_BROWSERS, minify=True)
    )


def _part(name: str) -> str:
    """Return the file static/css/`name`.css, what lies beside it named by its real address."""
    found = finders.find(f"css/{name}.css")
    if not isinstance(found, str):
        raise FileNotFoundError(f"css/{name}.css")
    text = Path(found).read_text(encoding="utf-8")
    return _NEIGHBOUR.sub(lambda match: f'url("{static(match[1])}")', text)
