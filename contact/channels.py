"""Kinds of channel: their names, icons, and what an address of each kind looks like."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from brand.links import WEB_SCHEMES, scheme_of, validate_link

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

DEFAULT_REGION = "FR"  # a number without a country code is a French one


def _email_href(address: str) -> str:
    validate_email(address)
    return f"mailto:{address}"


def _telephone_href(address: str) -> str:
    try:
        number = phonenumbers.parse(address, DEFAULT_REGION)
    except phonenumbers.NumberParseException as error:
        raise ValidationError(
            _("Write a telephone number, such as +33 1 23 45 67 89."), code="telephone"
        ) from error
    if not phonenumbers.is_possible_number(number):
        raise ValidationError(
            _("This telephone number is too short or too long."), code="telephone"
        )
    return "tel:" + phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _web_href(address: str) -> str:
    """An https address; "www.example.org" is completed, any other scheme is refused."""
    if address.startswith("@") or " " in address:
        raise ValidationError(
            _("Write the whole address, such as https://example.org/name."), code="web"
        )
    href = address if scheme_of(address) else f"https://{address}"
    validate_link(href)
    if scheme_of(href) not in WEB_SCHEMES or "." not in (urlsplit(href).hostname or ""):
        raise ValidationError(
            _("Write the whole address, such as https://example.org/name."), code="web"
        )
    return href


def _profile_href(*hosts: str) -> Callable[[str], str]:
    """A web address on one of `hosts`, on a subdomain, or behind a link shortener."""

    def href(address: str) -> str:
        url = _web_href(address)
        host = (urlsplit(url).hostname or "").lower()
        allowed = (*hosts, *SHORTENERS)
        if not any(host == h or host.endswith("." + h) for h in allowed):
            raise ValidationError(
                _("This address is not on %(host)s."), code="host", params={"host": hosts[0]}
            )
        return url

    return href


SHORTENERS = ("ow.ly", "bit.ly", "lnkd.in", "t.co", "is.gd", "tinyurl.com")


@dataclass(frozen=True)
class Kind:
    """A kind of channel. `href(address)` returns a link or raises ValidationError."""

    key: str
    label: "str | _StrPromise"
    icon: str
    href: Callable[[str], str]
    # Whether an address of this kind says "this is also me" (rel=me, sameAs).
    is_profile: bool = False


KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind("email", _("E-mail"), "mail", _email_href),
        Kind("telephone", _("Telephone"), "telephone", _telephone_href),
        Kind("website", _("Website"), "globe", _web_href, is_profile=True),
        Kind("blog", _("Blog"), "blog", _web_href, is_profile=True),
        Kind("linkedin", "LinkedIn", "linkedin", _profile_href("linkedin.com"), True),
        Kind("viadeo", "Viadeo", "viadeo", _profile_href("viadeo.com"), True),
        Kind("twitter", "X (Twitter)", "twitter", _profile_href("x.com", "twitter.com"), True),
        Kind("facebook", "Facebook", "facebook", _profile_href("facebook.com", "fb.me"), True),
        Kind("youtube", "YouTube", "youtube", _profile_href("youtube.com", "youtu.be"), True),
        Kind("flickr", "Flickr", "flickr", _profile_href("flickr.com", "flic.kr"), True),
        Kind("instagram", "Instagram", "instagram", _profile_href("instagram.com"), True),
        Kind("mastodon", "Mastodon", "mastodon", _web_href, is_profile=True),
        Kind("bluesky", "Bluesky", "bluesky", _profile_href("bsky.app"), True),
        Kind("github", "GitHub", "github", _profile_href("github.com"), True),
        Kind("calendar", _("Calendar"), "calendar", _web_href),
        Kind("other", _("Other"), "link", _web_href),
    )
}
CHOICES = [(kind.key, kind.label) for kind in KINDS.values()]


def href_of(kind: str, address: str) -> str:
    """Return the link for an address of a kind; raise ValidationError if it is none."""
    return KINDS[kind].href(address.strip())
