"""Keeps ways to reach the owner outside the database, for when it is down."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache

from contact.form.page_interface import FormPage

KEY = "contact.reach"
DIRECT = ("email", "telephone")
_known: dict[str, tuple["Way", ...]] = {}


@dataclass(frozen=True)
class Way:
    """A link by which a message reaches the owner, and its text."""

    href: str
    text: str


def ways(page: FormPage) -> tuple[Way, ...]:
    """Return mail and telephone of the contact page, else its first two channels with a link."""
    linked = [(channel, channel.href) for channel in page.open_channels]
    usable = [(channel.kind in DIRECT, Way(href, channel.text)) for channel, href in linked if href]
    direct = tuple(way for is_direct, way in usable if is_direct)
    return direct or tuple(way for _, way in usable[:2])


def remember(page: FormPage) -> None:
    """Keep the ways of `page` for `recall`: in this process, and in the cache for the next one."""
    found = ways(page)
    # Also when channels were removed: an address that the owner took away is forgotten.
    if _known.get(KEY) != found:
        _known[KEY] = found
        cache.set(KEY, [(way.href, way.text) for way in found], None)


def recall() -> tuple[Way, ...]:
    """Return what `remember` kept last, or the address that the site sends mail from.

    Asks no database.
    """
    kept = _known.get(KEY) or tuple(Way(*way) for way in cache.get(KEY) or ())
    sender = settings.DEFAULT_FROM_EMAIL
    return kept or (() if sender.endswith("@localhost") else (Way(f"mailto:{sender}", sender),))
