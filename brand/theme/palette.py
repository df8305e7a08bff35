"""Compute a palette from the owner's accent colour: lightness, chroma, hue and two companions.

All colours of the site derive from these numbers by role (static/css/tokens.css), with fixed or
bounded lightness, which guarantees the contrast whatever colour the owner picks. A grey accent has
no hue, so then only the marker is coloured. The conversion between sRGB and OKLCH follows Björn
Ottosson, "A perceptual color space for image processing" (2020).
"""

import colorsys
import math
from dataclasses import dataclass
from functools import lru_cache

DEFAULT_ACCENT = "#2140c8"
# The bounds of the accent's lightness. A lighter field could not carry white text.
DARKEST, LIGHTEST = 0.3, 0.45
GREY = 0.02  # below this chroma a hue cannot be seen
MARK_LIGHTNESS = 0.89
MIMOSA, SKY = (98.0, 0.16), (215.0, 0.08)  # hue and chroma of the marker
AVATAR_LIGHTNESS, AVATAR_CHROMA = 0.66, 0.2
AVATAR_HUE_OFFSET, AVATAR_HUE_OF_GREY = 122.0, 28.0


@dataclass(frozen=True)
class Palette:
    """Lightness and chroma in OKLCH (0–1; chroma 0 is grey), hues in degrees."""

    lightness: float
    chroma: float
    hue: float
    mark_hue: float
    mark_chroma: float
    avatar_hue: float

    @property
    def accent(self) -> str:
        """The colour of the visitor's voice on a light background, as #rrggbb."""
        return hex_of(self.lightness + 0.01, self.chroma, self.hue)

    @property
    def field(self) -> str:
        """The first screen in the light scheme, as #rrggbb: --accent-field of tokens.css."""
        return hex_of(self.lightness, self.chroma, self.hue)

    @property
    def dark_field(self) -> str:
        """The first screen in the dark scheme."""
        return hex_of(min(0.35, self.lightness), self.chroma * 0.75, self.hue)

    @property
    def deep_field(self) -> str:
        """The area below the last field in the light scheme: --accent-deep of tokens.css."""
        return hex_of(self.lightness * 0.8, self.chroma * 0.8, self.hue)

    @property
    def mark(self) -> str:
        """The colour of the marker, and of the dash on a field."""
        return hex_of(MARK_LIGHTNESS, self.mark_chroma, self.mark_hue)

    @property
    def avatar_accent(self) -> str:
        """The third colour of the avatar."""
        return hex_of(AVATAR_LIGHTNESS, AVATAR_CHROMA, self.avatar_hue)

    def css(self) -> str:
        """The custom properties from which tokens.css derives all others.

        Browsers without light-dark() get the strongest colours as plain values, as in that file.
        """
        return (
            f"@layer tokens{{:root{{--brand-lightness:{100 * self.lightness:.1f}%;"
            f"--brand-chroma:{self.chroma:.3f};--brand-hue:{self.hue:.1f};"
            f"--mark-hue:{self.mark_hue:.1f};--mark-chroma:{self.mark_chroma:.2f};"
            f"--avatar-hue:{self.avatar_hue:.1f}}}"
            "@supports not (color:light-dark(#000,#fff)){:root{"
            f"--accent:{self.accent};--accent-field:{self.field};"
            f"--accent-deep:{self.deep_field};--mark:{self.mark}}}}}}}\n"
        )

    def icon(self) -> str:
        """The site's icon as SVG: the dash on the field."""
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
            f'<rect width="32" height="32" rx="6" fill="{self.field}"/>'
            f'<path d="M6 16h20" stroke="{self.mark}" stroke-width="5"/></svg>\n'
        )

    def admin_css(self) -> str:
        """The custom properties of Wagtail's admin, which uses hue, saturation and lightness."""
        hue, saturation, lightness = hsl_of(self.deep_field)
        second_hue, second_saturation, second_lightness = hsl_of(self.field)
        return (
            f":root{{--w-color-primary-hue:{hue:.0f};--w-color-primary-saturation:{saturation:.1f}%;"
            f"--w-color-primary-lightness:{min(24.0, lightness):.1f}%;"
            f"--w-color-secondary-hue:{second_hue:.0f};"
            f"--w-color-secondary-saturation:{second_saturation:.1f}%;"
            f"--w-color-secondary-lightness:{second_lightness:.1f}%;"
            f"--v-mark:{self.mark};--v-field:{self.field};--v-avatar-accent:{self.avatar_accent}}}\n"
        )


@lru_cache(maxsize=64)
def palette_of(accent: str) -> Palette:
    """Return the palette for `accent`, a colour written as #rrggbb."""
    lightness, chroma, hue = oklch_of(accent)
    lightness = min(LIGHTEST, max(DARKEST, lightness))
    if chroma < GREY:
        return Palette(lightness, 0, 0, *MIMOSA, AVATAR_HUE_OF_GREY)
    # A yellow mark would be invisible on a yellow accent.
    is_yellow = abs((hue - MIMOSA[0] + 180) % 360 - 180) < 40
    mark_hue, mark_chroma = SKY if is_yellow else MIMOSA
    chroma = min(chroma, largest_chroma(lightness, hue))
    return Palette(lightness, chroma, hue, mark_hue, mark_chroma, (hue + AVATAR_HUE_OFFSET) % 360)


def hex_of(lightness: float, chroma: float, hue: float) -> str:
    """Return an OKLCH colour as #rrggbb, clipped to sRGB as browsers do."""
    channels = (min(1.0, max(0.0, c)) for c in linear_rgb(lightness, chroma, hue))
    encoded = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in channels)
    return "#" + "".join(f"{round(255 * c):02x}" for c in encoded)


def hsl_of(colour: str) -> tuple[float, float, float]:
    """Return hue (degrees), saturation and lightness (per cent) of a colour written as #rrggbb."""
    r, g, b = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(r, g, b)
    return 360 * hue, 100 * saturation, 100 * lightness


def oklch_of(colour: str) -> tuple[float, float, float]:
    """Return lightness (0–1), chroma and hue (degrees) of a colour written as #rrggbb."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    green_red = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    blue_yellow = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    hue = math.degrees(math.atan2(blue_yellow, green_red)) % 360
    return lightness, math.hypot(green_red, blue_yellow), hue


def linear_rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Return linear red, green and blue; outside 0–1 where sRGB has no such colour."""
    green_red = chroma * math.cos(math.radians(hue))
    blue_yellow = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    medium = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def largest_chroma(lightness: float, hue: float) -> float:
    """Return the highest chroma that sRGB can show at this lightness and hue."""
    low, high = 0.0, 0.4
    for _ in range(20):
        middle = (low + high) / 2
        inside = all(-1e-4 <= c <= 1 + 1e-4 for c in linear_rgb(lightness, middle, hue))
        low, high = (middle, high) if inside else (low, middle)
    return low
