"""Any accent colour gives a palette with enough contrast, in both schemes."""

import colorsys
import re
from collections.abc import Iterator

import brotli
import pytest
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st

from brand.models import BrandSettings, HomePage
from brand.theme.palette import GREY, oklch_of, palette_of
from tests.css_colours import CSS, Place, contrast, gamma, rules, tokens_of

pytestmark = pytest.mark.any_database

MODERN, _, OLD = (CSS / "tokens.css").read_text().partition("@supports not")
ROOT, FIELD, PLAIN = (
    tokens_of(MODERN, ":root"),
    tokens_of(MODERN, ".field"),
    tokens_of(OLD, ":root"),
)
PLAIN_FIELD = FIELD | tokens_of(OLD, ".field")

STYLE_SHEET = re.compile(r'<link rel="stylesheet" href="(/style/[0-9a-f]{6}-[^"]+)"')
TEXT, SHAPE = 4.5, 3.0  # WCAG 2.2 AA: 1.4.3 and 1.4.11
# Text and lines on the page's own backgrounds: token, minimum contrast. Placeholders are ink-muted,
# lines of inputs are line-strong (danger in an error), and the focus outline is accent.
ON_GROUNDS = {"ink": TEXT, "ink-muted": TEXT, "accent": TEXT, "danger": TEXT, "line-strong": SHAPE}
GROUNDS = ("surface", "surface-tint")
# Text with a background of its own, wherever it is used.
ON_OWN_GROUND = (
    ("on-field", "accent-field"),
    ("on-field", "accent-deep"),
    ("on-field-muted", "accent-deep"),
    ("mark", "accent-deep"),
    ("on-mark", "mark"),
    ("surface", "accent"),
)
# Text colours that are aliases of others, and their places.
STANDS_FOR = {"marked", "quote"}


def neon(degrees: int) -> int:
    r, g, b = (round(255 * c) for c in colorsys.hsv_to_rgb(degrees / 360, 1, 1))
    return r << 16 | g << 8 | b


colours = st.one_of(
    st.integers(0, 0xFFFFFF),
    st.integers(0, 255).map(lambda level: level * 0x010101),
    st.integers(0, 359).map(neon),
).map(lambda number: f"#{number:06x}")


def places(accent: str) -> Iterator[tuple[str, Place]]:
    """Yield the page and a field on it, in both schemes and for browsers without light-dark()."""
    modern, _, old = palette_of(accent).css().partition("@supports not")
    own, plain = ROOT | tokens_of(modern, ":root"), PLAIN | tokens_of(old, ":root")
    for dark in (False, True):
        scheme = "dark" if dark else "light"
        yield f"{scheme} page", Place(dark, own)
        yield f"{scheme} field", Place(dark, own, FIELD)
    yield "plain page", Place(False, plain)
    yield "plain field", Place(False, plain, PLAIN_FIELD)


@settings(deadline=None)  # pure arithmetic, but the machine may be busy
@given(colours)
@example("#000000")
@example("#ffffff")
@example("#ffff00")
@example("#00ffff")
def test_any_accent_can_be_read(accent: str) -> None:
    low = {}
    for where, place in places(accent):
        pairs = [(t, g, least) for g in GROUNDS for t, least in ON_GROUNDS.items()]
        pairs += [(t, g, TEXT) for t, g in ON_OWN_GROUND]
        # The marker is a stripe below dark text, but a background for ink below light text.
        pairs.append(("ink" if where in {"light page", "plain page"} else "on-mark", "mark", TEXT))
        if where == "dark page":
            pairs.append(("mark", "surface", TEXT))  # a pull quote
        for text, under, least in pairs:
            ground = place.colour(under)
            found = contrast(place.colour(text, ground), ground)
            if found < least:
                low[f"{text} on {under}, {where}"] = round(found, 2)
    assert low == {}, palette_of(accent)


def test_every_colour_of_text_and_every_ground_is_among_them() -> None:
    """A new pair of text and background tokens has to be added to the pairs above."""
    public = [file for file in CSS.glob("*.css") if "admin" not in file.name]
    texts, grounds = set(), set()
    for file in public:
        for selector, body in rules(file.read_text()):
            if "avatar" in selector:
                continue  # a drawing, not text
            texts |= set(re.findall(r"(?:^|[;\s])color:\s*var\(--([\w-]+)\)", body))
            grounds |= set(re.findall(r"background(?:-color)?:\s*var\(--([\w-]+)\)", body))
    own = {text for text, _ground in ON_OWN_GROUND} | {"mark"}
    assert texts - own - set(ON_GROUNDS) - STANDS_FOR == {"ghost"}  # ghost: large, decorative
    assert grounds - {ground for _text, ground in ON_OWN_GROUND} == set(GROUNDS)


@settings(deadline=None)
@given(colours)
def test_plain_words_are_the_colours_of_the_tokens(accent: str) -> None:
    """Icons, the browser's bar and old browsers get the colours that tokens.css computes."""
    palette = palette_of(accent)
    own = ROOT | tokens_of(palette.css().partition("@supports")[0], ":root")
    light, dark = Place(False, own), Place(True, own)
    pairs = {
        "accent": (palette.accent, light.colour("accent")),
        "field": (palette.field, light.colour("accent-field")),
        "dark field": (palette.dark_field, dark.colour("accent-field")),
        "deep": (palette.deep_field, light.colour("accent-deep")),
        "mark": (palette.mark, light.colour("mark")),
    }
    for name, (written, rgb) in pairs.items():
        channels = [int(written[i : i + 2], 16) for i in (1, 3, 5)]
        assert channels == pytest.approx([255 * gamma(c) for c in rgb], abs=2.5), name


@settings(deadline=None)
@given(colours)
def test_a_grey_accent_leaves_the_site_grey(accent: str) -> None:
    """And no accent makes a page more vivid than itself."""
    palette = palette_of(accent)
    own = ROOT | tokens_of(palette.css().partition("@supports")[0], ":root")
    if oklch_of(accent)[1] < GREY:
        for dark in (False, True):
            for token in (*GROUNDS, "ink", "accent", "accent-field", "accent-deep"):
                assert max(rgb := Place(dark, own).colour(token)) - min(rgb) < 0.002, token
    else:
        assert palette.chroma <= oklch_of(accent)[1] + 1e-9


@settings(deadline=None)
@given(colours)
def test_the_mark_is_another_hue_than_the_accent(accent: str) -> None:
    """A yellow mark on a yellow accent would be legible, but not visible as a mark."""
    palette = palette_of(accent)
    distance = abs((palette.mark_hue - palette.hue + 180) % 360 - 180)
    assert distance >= 40 or not palette.chroma


@settings(deadline=None)
@given(colours)
def test_any_accent_can_be_read_in_the_admin(accent: str) -> None:
    """White text on buttons and menus, and links on backgrounds, in both of the admin's themes."""
    shades = tokens_of((CSS / "admin.css").read_text(), ":root") | tokens_of(
        palette_of(accent).admin_css(), ":root"
    )

    def shade(name: str, lighter: float = 0, lightness: str | None = None) -> tuple:
        hue, saturation, level = (
            float(shades[f"w-color-{name}-{part}"].removesuffix("%"))
            for part in ("hue", "saturation", "lightness")
        )
        level = float((lightness and shades[lightness].removesuffix("%")) or level) + lighter
        rgb = colorsys.hls_to_rgb(hue / 360, max(0, level) / 100, saturation / 100)
        red, green, blue = (f"{round(255 * c):02x}" for c in rgb)
        return Place(False, {"c": f"#{red}{green}{blue}"}).colour("c")

    plain = Place(False, {"white": "#ffffff", "page": "#262626", "panel": "#1d1d1d"})
    white = plain.colour("white")
    for name, lighter in (
        ("primary", 0),
        ("primary", -4.1),
        ("secondary", 0),
        ("secondary", -11.2),
    ):
        assert contrast(white, shade(name, lighter)) >= TEXT, (name, lighter)
    light_link = shade("secondary", lightness="w-color-secondary-100-lightness")
    for ground in ("page", "panel"):
        assert contrast(light_link, plain.colour(ground)) >= TEXT, ground


def test_oklch_agrees_with_published_values() -> None:
    """CSS Color 4 gives red in OKLCH as 0.628, 0.258, 29.23."""
    assert oklch_of("#ff0000") == pytest.approx((0.628, 0.2577, 29.23), abs=0.01)


@pytest.mark.django_db
def test_the_owners_accent_reaches_every_page(home: HomePage, client: Client) -> None:
    BrandSettings.objects.update(accent="#C82140")
    for path in ("/", "/account/login/"):
        (address,) = STYLE_SHEET.findall(client.get(path).content.decode())
        assert address.startswith("/style/c82140-")
        sheet = client.get(address)
        assert "--brand-hue:1" in sheet.content.decode()
        assert "immutable" in sheet["Cache-Control"]


@pytest.mark.django_db
def test_the_style_of_every_page_finds_its_fonts(client: Client) -> None:
    style = client.get("/style/2140c8-000000000000.css")
    text = style.content.decode()
    assert ".hero" in text
    end = client.get("/style/end-000000000000.css").content.decode()
    fonts = re.findall(r'url\("?([^")]+)"?\)', text + end)
    assert len(fonts) == 7
    assert all(font.startswith("/static/fonts/") for font in fonts)
    small = client.get(style.request["PATH_INFO"], headers={"accept-encoding": "gzip, br"})
    assert brotli.decompress(small.content).decode() == text
    # An address from before the last change is answered, but not cached.
    assert "immutable" not in style["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "/style/xyz-000000000000.css",
        "/style/2140c8.css",
        "/palette/12345.svg",
        "/palette/C82140.svg",
    ],
)
@pytest.mark.django_db
def test_only_colours_have_a_palette(home: HomePage, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
