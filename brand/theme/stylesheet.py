"""Join the style sheets into a few, so that the first view of a page comes in one flight.

What every page needs is one sheet, in the owner's colours; what a kind of page adds is another,
and the rules for paper are a third, which browsers fetch last. Each component has a file of its
own, and there is no build step (docs/decisions/0070).
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

# The sheets, and the files that each is joined from, in this order. A file may be in several
# sheets, since saying something twice changes nothing. One that is in none is requested by itself.
SITE = "site"
SHEETS = {
    SITE: ("tokens", "base", "shell", "hero", "dialogue"),
    "home": ("lines", "home"),
    "interview": ("interview", "chapters", "answer", "search"),
    "service": ("lines", "service", "big-question"),
    "standard": ("standard", "record"),
    # The end of a page, linked where it begins. A page that begins with the form asks earlier.
    "end": ("faces", "results", "big-question", "closing", "footer", "form", "record"),
    "print": ("print", "print-interview", "print-services", "print-home"),
}
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


def sheet_of(name: str, accent: str) -> StyleSheet:
    """Return the sheet `name` of `SHEETS`, minified.

    That of the whole site has the palette of `accent`, a colour written as #rrggbb. Raises KeyError
    for another name.
    """
    if name != SITE:
        accent = ""  # the others take their colours from it
    # During development, changes to the files show at once.
    return _composed.__wrapped__(name, accent) if settings.DEBUG else _composed(name, accent)


@lru_cache(maxsize=32)
def _composed(name: str, accent: str) -> StyleSheet:
    first, *others = map(_part, SHEETS[name])
    palette = palette_of(accent).css() if accent else ""  # overrides the tokens
    text = "\n".join([first, palette, *others])
    return StyleSheet(lightningcss.process_stylesheet(text, browsers_list=_BROWSERS, minify=True))


def _part(name: str) -> str:
    """Return static/css/`name`.css with real addresses in `url()`."""
    found = finders.find(f"css/{name}.css")
    if not isinstance(found, str):
        raise FileNotFoundError(f"css/{name}.css")
    text = Path(found).read_text(encoding="utf-8")
    return _NEIGHBOUR.sub(lambda match: f'url("{static(match[1])}")', text)
