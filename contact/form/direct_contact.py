"""Ways to reach the owner without this site: kept outside the database, for when it is down."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache

from brand.core.visibility import visible

if TYPE_CHECKING:
    from contact.models import ContactPage

KEY = "contact.reach"
DIRECT = ("email", "telephone")
_known: dict[str, tuple["Way", ...]] = {}


@dataclass(frozen=True)
class Way:
    """A link by which a message reaches the owner, and what stands for it."""

    href: str
    text: str


def _public_pages(language: str) -> list["ContactPage"]:
    """The contact pages that anybody may read, the one in `language` first."""
    from contact.models import ContactPage

    pages = visible(ContactPage.objects.all()).select_related("locale").order_by("path")
    return sorted(pages, key=lambda page: page.locale.language_code != language)


def published_emails(language: str) -> list[str]:
    """E-mail addresses that the owner shows to visitors, the preferred one of a page first.

    Those of the contact page in `language` come before those of others.
    """
    return [
        channel.address.strip()
        for page in _public_pages(language)
        for channel in page.open_channels
        if channel.kind == "email" and channel.href
    ]


def form_url(language: str) -> str:
    """The whole address of the form in `language`, else in another; "" if there is none."""
    pages = _public_pages(language)
    return f"{settings.BASE_URL}{pages[0].get_url()}" if pages else ""


def ways(page: "ContactPage") -> tuple[Way, ...]:
    """Mail and telephone of the contact page, else the first channels that it has."""
    linked = [(channel, channel.href) for channel in page.open_channels]
    usable = [(channel.kind in DIRECT, Way(href, channel.text)) for channel, href in linked if href]
    direct = tuple(way for is_direct, way in usable if is_direct)
    return direct or tuple(way for _, way in usable[:2])


def remember(page: "ContactPage") -> None:
    """Keep the ways of `page` for `recall`: in this process, and in the cache for the next one."""
    found = ways(page)
    # What the owner has taken away is forgotten as well.
    if _known.get(KEY) != found:
        _known[KEY] = found
        cache.set(KEY, [(way.href, way.text) for way in found], None)


def recall() -> tuple[Way, ...]:
    """What was last remembered, without the database; at least the site's own address."""
    kept = _known.get(KEY) or tuple(Way(*way) for way in cache.get(KEY) or ())
    sender = settings.DEFAULT_FROM_EMAIL
    return kept or (() if sender.endswith("@localhost") else (Way(f"mailto:{sender}", sender),))
