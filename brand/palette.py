"""From the owner's accent colour to a palette: one hue, how vivid, and two companions.

All colours of the site derive from these four numbers by role (static/css/tokens.css),
at fixed lightness: that is what keeps the contrast, whatever the owner picks.
Conversion between sRGB and OKLCH after Björn Ottosson, "A perceptual color space for
image processing" (2020).
"""

import math
from dataclasses import dataclass

DEFAULT_ACCENT = "#2140c8"
ACCENT_LIGHTNESS = 0.46  # of --accent in the light scheme (tokens.css)
MARK_HUE, OTHER_MARK_HUE = 98.0, 200.0
SPARK_OFFSET = 122.0


@dataclass(frozen=True)
class Palette:
    """Hues in degrees, chroma as in OKLCH (0 is grey)."""

    brand_hue: float
    brand_chroma: float
    mark_hue: float
    spark_hue: float

    def css(self) -> str:
        """The custom properties that tokens.css derives everything from."""
        return (
            f"@layer tokens{{:root{{--brand-hue:{self.brand_hue:.1f};"
            f"--brand-chroma:{self.brand_chroma:.3f};--mark-hue:{self.mark_hue:.1f};"
            f"--spark-hue:{self.spark_hue:.1f}}}}}\n"
        )


def palette_of(accent: str) -> Palette:
    """Return the palette for `accent`, a colour written as #rrggbb."""
    _lightness, chroma, hue = oklch_of(accent)
    distance = abs((hue - MARK_HUE + 180) % 360 - 180)
    return Palette(
        brand_hue=hue,
        brand_chroma=min(chroma, largest_chroma(ACCENT_LIGHTNESS, hue)),
        # A yellow mark on a yellow accent would not be seen.
        mark_hue=MARK_HUE if distance >= 60 else OTHER_MARK_HUE,
        spark_hue=(hue + SPARK_OFFSET) % 360,
    )


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
    """Return how vivid a colour of this lightness and hue can be within sRGB."""
    low, high = 0.0, 0.4
    for _ in range(20):
        middle = (low + high) / 2
        inside = all(-1e-4 <= c <= 1 + 1e-4 for c in linear_rgb(lightness, middle, hue))
        low, high = (middle, high) if inside else (low, middle)
    return low
