"""Any accent gives a palette that can be read, in both schemes."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from brand.models import BrandSettings, HomePage
from brand.palette import linear_rgb, oklch_of, palette_of

Rgb = tuple[float, float, float]


def luminance(rgb: Rgb) -> float:
    """Relative luminance (WCAG 2.2) of linear RGB, clipped to sRGB as a browser does."""
    r, g, b = (min(1, max(0, c)) for c in rgb)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: Rgb, other: Rgb) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@given(st.integers(0, 0xFFFFFF))
def test_any_accent_keeps_the_contrast_of_text(number: int) -> None:
    """The pairs of tokens.css in which text is read: at least 4.5 to 1 (WCAG AA)."""
    palette = palette_of(f"#{number:06x}")
    hue, chroma = palette.brand_hue, palette.brand_chroma
    mark = linear_rgb(0.89, 0.16, palette.mark_hue)
    light_surface, dark_surface = linear_rgb(0.952, 0.018, hue), linear_rgb(0.23, 0.06, hue)
    pairs = {
        "accent on light": (linear_rgb(0.46, chroma, hue), light_surface),
        "accent on dark": (linear_rgb(0.78, 0.115, hue), dark_surface),
        "white on field": (linear_rgb(0.985, 0.006, hue), linear_rgb(0.45, chroma, hue)),
        "muted on field": (linear_rgb(0.91, 0.04, hue), linear_rgb(0.45, chroma, hue)),
        "mark on field": (mark, linear_rgb(0.45, chroma, hue)),
        "mark on dark field": (mark, linear_rgb(0.35, 0.155, hue)),
        "text on mark": (linear_rgb(0.21, 0.06, hue), mark),
    }
    low = {name: round(c, 2) for name, pair in pairs.items() if (c := contrast(*pair)) < 4.5}
    assert low == {}, palette


def test_oklch_agrees_with_published_values() -> None:
    """Red in OKLCH as CSS Color 4 gives it: 0.628, 0.258, 29.23."""
    assert oklch_of("#ff0000") == pytest.approx((0.628, 0.2577, 29.23), abs=0.01)


@pytest.mark.django_db
def test_the_owners_accent_reaches_every_page(home: HomePage, client: Client) -> None:
    assert "/palette/" not in client.get("/").content.decode()
    BrandSettings.objects.update(accent="#C82140")
    assert '<link rel="stylesheet" href="/palette/c82140.css">' in client.get("/").content.decode()
    assert 'href="/palette/c82140.css"' in client.get("/account/login/").content.decode()
    sheet = client.get("/palette/c82140.css")
    assert "--brand-hue:1" in sheet.content.decode()
    assert "immutable" in sheet["Cache-Control"]


@pytest.mark.parametrize("path", ["/palette/xyz.css", "/palette/12345.css", "/palette/c82140.js"])
@pytest.mark.django_db
def test_only_colours_have_a_palette(home: HomePage, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@given(st.integers(0, 0xFFFFFF))
def test_the_mark_is_another_hue_than_the_accent(number: int) -> None:
    """A yellow mark on a yellow accent would be read, but not seen as a mark."""
    palette = palette_of(f"#{number:06x}")
    distance = abs((palette.mark_hue - palette.brand_hue + 180) % 360 - 180)
    assert distance >= 40
