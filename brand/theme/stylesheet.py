"""All style sheets of the site as one: a phone asks once, and the owner's colours are in it.

One file a component stays the way to write them; nothing has to be built. What a page does not
need costs less than asking for it separately.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from brand.theme.palette import palette_of

# In this order; the owner's palette comes after the tokens that it changes.
PARTS = ("base", "shell", "dialogue", "form", "home", "interview", "search", "service")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# White space around these signs means nothing, outside of strings: no string of ours has them.
_AROUND = re.compile(r"\s*([{};])\s*")
_NEIGHBOUR = re.compile(r'url\("\.\./([^"]+)"\)')


@dataclass(frozen=True)
class StyleSheet:
    """`text` is CSS; `digest` changes whenever it does."""

    text: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


def style_sheet(accent: str) -> StyleSheet:
    """Return the style sheet for `accent`, a colour written as #rrggbb."""
    # Whoever works on the files wants to see them change.
    return _composed.__wrapped__(accent) if settings.DEBUG else _composed(accent)


@lru_cache(maxsize=16)
def _composed(accent: str) -> StyleSheet:
    parts = [_part("tokens"), palette_of(accent).css(), *map(_part, PARTS)]
    parts.append(f"@media print {{\n{_part('print')}\n}}")
    return StyleSheet("\n".join(parts))


def _part(name: str) -> str:
    """The file static/css/`name`.css without comments, its neighbours by their real address."""
    found = finders.find(f"css/{name}.css")
    if not isinstance(found, str):
        raise FileNotFoundError(f"css/{name}.css")
    text = _COMMENT.sub("", Path(found).read_text(encoding="utf-8"))
    text = _NEIGHBOUR.sub(lambda match: f'url("{static(match[1])}")', text)
    return _AROUND.sub(r"\1", text).strip()
