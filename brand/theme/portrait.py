"""The portrait on the first screen. It is the largest element there, so browsers preload it."""

from wagtail.images.models import AbstractImage, Picture

# The width in dialogue.css (.hero .portrait); tests/e2e/test_pictures.py compares them.
SIZES = "(min-width: 44rem) clamp(19rem, 37vw, 36rem), min(76vw, 22rem)"
# {format: {width: quality}}, cropped to 4 : 5. At 360, 768, 1280 and 1920 px one of them just fits.
# The denser the screen, the smaller its pixels, and the less a low quality is visible.
_CUTS = {
    "avif": {280: 50, 360: 50, 480: 44, 600: 38, 840: 30, 1152: 30},
    "webp": {360: 72, 600: 64, 840: 50},
    "jpeg": {360: 74, 600: 68, 840: 60},
}


class Portrait(Picture):
    """A `<picture>` that loads at once, and the attributes of its preload."""

    @property
    def preload(self) -> dict[str, str]:
        """{"type", "srcset", "sizes"} of the format that nearly all browsers choose."""
        return {
            "type": "image/avif",
            "srcset": self.get_width_srcset(self.formats["avif"]),
            "sizes": SIZES,
        }


def portrait_of(image: AbstractImage) -> Portrait:
    """Return the portrait `image` in all its sizes, which are created if they do not exist yet."""
    specs = [
        f"fill-{width}x{width * 5 // 4}|format-{name}|{name}quality-{quality}"
        for name, cuts in _CUTS.items()
        for width, quality in cuts.items()
    ]
    renditions = image.get_renditions(*specs)
    ordered = {spec: renditions[spec] for spec in specs}
    return Portrait(ordered, {"sizes": SIZES, "fetchpriority": "high"})
