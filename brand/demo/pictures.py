"""Pictures that the demonstration draws itself, so that no photograph and no licence is needed.

They are deterministic: the same code gives the same bytes, so a second seed recognises them.
"""

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

ULTRAMARINE, MIMOSA, WHITE = "#2140c8", "#f6dd54", "#f7fafe"
HAZE = "#7f94f0"  # ultramarine with a little white, for the background
FONTS = Path(settings.BASE_DIR) / "static" / "fonts"
_SCALE = 3  # drawn larger, then reduced, because Pillow's edges are jagged

# The lines of a page of dialogue: the distance from the top, the voice, and the radii of the words.
# Both pictures use pixel coordinates of the finished image.
_LINES: tuple[tuple[int, str, tuple[int, ...]], ...] = (
    (150, MIMOSA, (34, 62, 26, 46)),
    (352, WHITE, (54, 30, 96, 38, 66, 28, 44, 20)),
    (590, WHITE, (28, 112, 40, 30, 84, 52)),
    (812, MIMOSA, (70, 30, 44)),
    (1030, WHITE, (46, 26, 150, 34, 60, 108)),
)
# The connections between words: (line, word) to (line, word).
_TIES = (
    ((0, 1), (1, 0)),
    ((0, 3), (1, 2)),
    ((1, 2), (2, 1)),
    ((1, 4), (2, 4)),
    ((1, 6), (2, 5)),
    ((2, 1), (3, 0)),
    ((2, 3), (3, 2)),
    ((2, 4), (4, 2)),
    ((2, 5), (4, 5)),
    ((3, 2), (4, 2)),
    ((3, 0), (4, 0)),
)
_DASH, _MARGIN, _GAP = 120, 110, 52


@cache
def conversation() -> bytes:
    """Return a PNG, 1600 × 1200: a page of dialogue whose words are connected circles."""
    image, draw = _canvas(1600, 1200)
    places: list[list[tuple[float, float, int]]] = []
    for y, _voice, words in _LINES:
        x, line = _MARGIN + _DASH + 80.0, []
        for radius in words:
            line.append((x + radius, float(y), radius))
            x += 2 * radius + _GAP
        places.append(line)
    for (a, i), (b, j) in _TIES:
        (x1, y1, _), (x2, y2, _) = places[a][i], places[b][j]
        _line(draw, (x1, y1, x2, y2), HAZE, 6)
    for (y, voice, _words), line in zip(_LINES, places, strict=True):
        _box(draw, (_MARGIN, y - 9, _MARGIN + _DASH, y + 9), voice)
        for x, middle, radius in line:
            _circle(draw, x, middle, radius, voice)
    return _png(image, 1600, 1200)


def share_card(name: str, question: str, lines: Sequence[str]) -> bytes:
    """Return a PNG, 1200 × 630, of `question`, the answer's `lines` and the owner's `name`."""
    image, draw = _canvas(1200, 630)
    _box(draw, (72, 92, 118, 99), MIMOSA)
    _text(draw, (138, 95), question, "bricolage-latin.woff2", 700, 38, MIMOSA)
    for number, line in enumerate(lines):
        _text(draw, (68, 230 + number * 98), line, "serif-latin.woff2", 500, 90, WHITE)
    _box(draw, (72, 557, 104, 562), WHITE)
    _text(draw, (120, 560), name, "bricolage-latin.woff2", 700, 30, WHITE)
    _line(draw, (1010, 150, 1120, 500), HAZE, 5)
    _line(draw, (1010, 150, 1180, 220), HAZE, 5)
    _circle(draw, 1010, 150, 74, MIMOSA)
    _circle(draw, 1180, 220, 30, WHITE)
    _circle(draw, 1120, 530, 190, WHITE)
    return _png(image, 1200, 630)


def _canvas(width: int, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (width * _SCALE, height * _SCALE), ULTRAMARINE)
    return image, ImageDraw.Draw(image)


def _png(image: Image.Image, width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    image.resize((width, height), Image.Resampling.LANCZOS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _box(draw: ImageDraw.ImageDraw, corners: Sequence[float], colour: str) -> None:
    draw.rectangle([part * _SCALE for part in corners], colour)


def _line(draw: ImageDraw.ImageDraw, ends: Sequence[float], colour: str, width: int) -> None:
    draw.line([part * _SCALE for part in ends], colour, width * _SCALE)


def _circle(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, colour: str) -> None:
    corners = (x - radius, y - radius, x + radius, y + radius)
    draw.ellipse([part * _SCALE for part in corners], colour)


def _text(
    draw: ImageDraw.ImageDraw,
    place: tuple[float, float],
    text: str,
    file: str,
    weight: int,
    size: int,
    colour: str,
) -> None:
    """Draw one line of text, centred vertically on `place`, in a variable font of the site."""
    font = ImageFont.truetype(str(FONTS / file), size * _SCALE)
    font.set_variation_by_axes([weight])
    x, y = place
    draw.text((x * _SCALE, y * _SCALE), text, colour, font, anchor="lm")
