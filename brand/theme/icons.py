"""The site's icon as a bitmap, for old browsers, feed readers and home screens without SVG."""

import io
from functools import lru_cache

from PIL import Image, ImageDraw

from brand.theme.palette import palette_of

SCALE = 8  # drawn this much larger, then reduced for smooth edges
TOUCH = 180  # pixels, as Apple requires


def _drawn(accent: str, size: int, *, rounded: bool) -> Image.Image:
    """Draw the dash on the field, as `Palette.icon` draws it on a square of 32."""
    colours = palette_of(accent)
    unit = size * SCALE / 32
    picture = Image.new("RGBA", (size * SCALE, size * SCALE), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    whole = (0, 0, size * SCALE - 1, size * SCALE - 1)
    draw.rounded_rectangle(whole, radius=6 * unit if rounded else 0, fill=colours.field)
    draw.rectangle((6 * unit, 13.5 * unit, 26 * unit - 1, 18.5 * unit - 1), fill=colours.mark)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


@lru_cache(maxsize=8)
def favicon(accent: str) -> bytes:
    """Return an ICO with the sizes that browsers and Windows use.

    `accent` is written as #rrggbb.
    """
    file = io.BytesIO()
    sizes = [(16, 16), (32, 32), (48, 48)]
    smaller = [_drawn(accent, size, rounded=True) for size, _ in sizes[:-1]]
    largest = _drawn(accent, 48, rounded=True)
    largest.save(file, "ICO", sizes=sizes, append_images=smaller)
    return file.getvalue()


@lru_cache(maxsize=8)
def touch_icon(accent: str) -> bytes:
    """Return a PNG for home screens, which round its corners themselves."""
    file = io.BytesIO()
    _drawn(accent, TOUCH, rounded=False).convert("RGB").save(file, "PNG", optimize=True)
    return file.getvalue()
