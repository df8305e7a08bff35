"""Join all style sheets into one, with the owner's colours, so that a page needs one request.

Each component still has a file of its own, and there is no build step. Rules that a page does not
need cost less than a second request.
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

# Joined in this order. The owner's palette follows the tokens, which it overrides; the rules for
# paper follow everything. A sheet is in one of these, or somebody asks for it by itself.
FIRST, LAST = ("tokens",), ("print",)
PARTS = (
    "base", "shell", "dialogue", "form", "home",
    "interview", "chapters", "answer", "search", "service",
)  # fmt: skip
# The oldest browsers that show the site in full: with light-dark() and :has(). For older ones,
# lightningcss rewrites light-dark() and nesting.
_BROWSERS = ["chrome 123", "firefox 121", "safari 17.5", "ios_saf 17.5"]
_NEIGHBOUR = re.compile(r'url\("\.\./([^"]+)"\)')


@dataclass(frozen=True)
class StyleSheet:
    """`text` is the CSS; `digest` changes whenever the text does."""

    text: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


def style_sheet(accent: str) -> StyleSheet:
    """Return the style sheet for `accent`, a colour written as #rrggbb, minified."""
    # During development, changes to the files show at once.
    return _composed.__wrapped__(accent) if settings.DEBUG else _composed(accent)


@lru_cache(maxsize=16)
def _composed(accent: str) -> StyleSheet:
    parts = [*map(_part, FIRST), palette_of(accent).css(), *map(_part, PARTS)]
    parts += [f"@media print {{\n{_part(name)}\n}}" for name in LAST]
    return StyleSheet(
        lightningcss.process_stylesheet("\n".join(parts), browsers_list=_BROWSERS, minify=True)
    )


def _part(name: str) -> str:
    """Return static/css/`name`.css with real addresses in `url()`."""
    found = finders.find(f"css/{name}.css")
    if not isinstance(found, str):
        raise FileNotFoundError(f"css/{name}.css")
    text = Path(found).read_text(encoding="utf-8")
    return _NEIGHBOUR.sub(lambda match: f'url("{static(match[1])}")', text)
