"""The owner's colours as #rrggbb, for mail programs, which know no oklch and no custom properties.

Lightness is fixed or bounded, as in static/css/tokens.css, which keeps the contrast with any
accent.
"""

from dataclasses import dataclass
from functools import lru_cache

from brand.theme.palette import hex_of, palette_of

# Role: lightness and chroma in the light scheme, in the dark one; never more vivid than the accent.
GROUNDS_AND_TEXTS = {
    "surface": ((0.988, 0.004), (0.185, 0.045)),
    "ink": ((0.21, 0.045), (0.94, 0.012)),
    "muted": ((0.43, 0.04), (0.77, 0.035)),
    "line": ((0.85, 0.03), (0.36, 0.06)),
    "on_field": ((0.985, 0.006), (0.985, 0.006)),
    "on_mark": ((0.21, 0.06), (0.21, 0.06)),
}


@dataclass(frozen=True)
class MailColours:
    """The colour of each role in either scheme: light["ink"] is "#0d1326"."""

    light: dict[str, str]
    dark: dict[str, str]


@lru_cache(maxsize=8)
def mail_colours(accent: str) -> MailColours:
    """Return the colours that go with `accent`, a colour written as #rrggbb."""
    palette = palette_of(accent)
    light, dark = (
        {
            role: hex_of(schemes[at][0], min(schemes[at][1], palette.chroma / 2), palette.hue)
            for role, schemes in GROUNDS_AND_TEXTS.items()
        }
        | {"mark": palette.mark}
        for at in (0, 1)
    )
    light |= {"field": palette.field, "accent": palette.accent}
    dark |= {
        "field": palette.dark_field,
        "accent": hex_of(0.78, min(0.115, palette.chroma), palette.hue),
    }
    return MailColours(light, dark)
