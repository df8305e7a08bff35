"""The portrait on the first screen is preloaded, in modern formats and with few bytes."""

import io
import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image, ImageDraw, ImageFilter

from brand.models import CustomImage, HomePage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
KILOBYTE = 1000


def photograph() -> bytes:
    """Return a picture that compresses like a portrait: soft tones, edges, and grain."""
    size = (1200, 1500)
    tones = Image.linear_gradient("L").resize(size)
    soft = Image.effect_noise((150, 188), 60).resize(size, Image.Resampling.BICUBIC)
    image = Image.blend(
        Image.merge("RGB", (tones, tones.transpose(Image.Transpose.FLIP_TOP_BOTTOM), tones)),
        soft.convert("RGB"),
        0.3,
    )
    draw = ImageDraw.Draw(image)
    draw.ellipse((360, 225, 840, 900), (214, 170, 140))
    draw.ellipse((120, 900, 1080, 2250), (40, 60, 110))
    grain = Image.effect_noise(size, 14).convert("RGB")
    image = Image.blend(image.filter(ImageFilter.GaussianBlur(2)), grain, 0.06)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def test_the_portrait_is_announced_first_and_small_on_a_phone(
    home: HomePage, client: Client
) -> None:
    image = CustomImage(title="Moi", file=ContentFile(photograph(), name="moi.jpg"))
    image.save()
    home.portrait = image
    factories.publish(home)
    page = BeautifulSoup(client.get("/").content, "html.parser")

    shown = page.select_one(".portrait picture")
    sources = shown.select("source")
    assert [source["type"] for source in sources] == ["image/avif", "image/webp"]
    img = shown.select_one("img")
    assert ("loading" in img.attrs, img["fetchpriority"]) == (False, "high")
    assert int(img["height"]) * 4 == int(img["width"]) * 5
    preload = page.select_one("head link[rel=preload][as=image]")
    assert (preload["type"], preload["fetchpriority"]) == ("image/avif", "high")
    assert preload["imagesrcset"] == sources[0]["srcset"]
    assert preload["imagesizes"] == sources[0]["sizes"] == img["sizes"]

    # 360 px at twice the density, and 412 px at 1.75 (Lighthouse's phone), both need 600.
    sizes = {r.width: r.file.size for r in image.renditions.filter(filter_spec__contains="avif")}
    assert {280, 600} <= set(sizes)
    assert all(size <= 14 * KILOBYTE for width, size in sizes.items() if width <= 600), sizes


def test_without_a_portrait_nothing_is_announced(home: HomePage, client: Client) -> None:
    body = client.get("/").content.decode()
    assert not re.search(r'rel="preload" as="image"', body)
    assert "<picture" not in body
