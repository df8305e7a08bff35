"""Kinds of channel: name, icon, and how an address of each kind is checked."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from brand.text.links import WEB_SCHEMES, scheme_of, validate_link
from brand.text.short_links import is_short_link

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# How people write a name on a network (its first group), and the page that it stands for.
Name = tuple[str, str]

DEFAULT_REGION = "FR"  # a number without a country code is a French one


def _email_href(address: str) -> str:
    """Return a mail link, without stray spaces and without a scheme that was typed."""
    mailbox = "".join(address.split()).removeprefix("mailto:")
    validate_email(mailbox)
    return f"mailto:{mailbox}"


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
    """Return an https address; "www.example.org" is completed, any other scheme is refused."""
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


def _profile_href(*hosts: str, names: Sequence[Name] = ()) -> Callable[[str], str]:
    """Return a web address on one of `hosts`, on a subdomain, or behind a link shortener.

    Or what people write instead of it: one of `names`.
    """

    def href(address: str) -> str:
        for name, page in names:
            if written := re.fullmatch(name, address, re.ASCII):
                return page.format(written[1])
        url = _web_href(address)
        host = (urlsplit(url).hostname or "").lower()
        known = any(host == h or host.endswith("." + h) for h in hosts)
        if not known and not is_short_link(url):
            raise ValidationError(
                _("This address is not on %(host)s."), code="host", params={"host": hosts[0]}
            )
        return url

    return href


def _handle(page: str) -> list[Name]:
    """ "@lea.durand", or "lea": with a point and without @ it may be a web address."""
    return [(r"@([\w.-]+)", page), (r"([\w-]+)", page)]


# As LinkedIn's own addresses have it.
_LINKEDIN: list[Name] = [
    (r"/?((?:in|company|school)/[\w%-]+)/?", "https://www.linkedin.com/{}"),
]
# A name is a domain here; with @ it may be one's own.
_BLUESKY: list[Name] = [
    (r"@((?:[\w-]+\.)+[\w-]+)", "https://bsky.app/profile/{}"),
    (r"((?:[\w-]+\.)+bsky\.social)", "https://bsky.app/profile/{}"),
]
_MASTODON = re.compile(r"@?([\w.-]+)@((?:[\w-]+\.)+[\w-]+)")


def _mastodon_href(address: str) -> str:
    """Return the profile behind "@name@server", or any web address: any server may be one."""
    if name := _MASTODON.fullmatch(address):
        return _web_href(f"https://{name[2]}/@{name[1]}")
    if address.startswith("@"):
        raise ValidationError(
            _("Write it with its server, such as @name@mastodon.social."), code="server"
        )
    return _web_href(address)


@dataclass(frozen=True)
class Kind:
    """A kind of channel. `href(address)` returns a link or raises ValidationError."""

    key: str
    label: "str | _StrPromise"
    icon: str
    href: Callable[[str], str]
    # Whether an address of this kind says "this is also me" (rel=me, sameAs).
    is_profile: bool = False


def _network(key: str, label: str, *hosts: str, at: str = "", names: Sequence[Name] = ()) -> Kind:
    """Return the kind of a network on `hosts`. `at` is a profile's address, "{}" its name."""
    href = _profile_href(*hosts, names=[*names, *(_handle(at) if at else ())])
    return Kind(key, label, key, href, is_profile=True)


KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind("email", _("E-mail"), "mail", _email_href),
        Kind("telephone", _("Telephone"), "telephone", _telephone_href),
        Kind("website", _("Website"), "globe", _web_href, is_profile=True),
        Kind("blog", _("Blog"), "blog", _web_href, is_profile=True),
        _network(
            "linkedin", "LinkedIn", "linkedin.com",
            at="https://www.linkedin.com/in/{}", names=_LINKEDIN,
        ),
        _network("viadeo", "Viadeo", "viadeo.com"),
        _network("twitter", "X (Twitter)", "x.com", "twitter.com", at="https://x.com/{}"),
        _network("facebook", "Facebook", "facebook.com", "fb.me", at="https://www.facebook.com/{}"),
        _network("youtube", "YouTube", "youtube.com", "youtu.be", at="https://www.youtube.com/@{}"),
        _network("flickr", "Flickr", "flickr.com", "flic.kr", at="https://www.flickr.com/photos/{}"),
        _network("instagram", "Instagram", "instagram.com", at="https://www.instagram.com/{}/"),
        Kind("mastodon", "Mastodon", "mastodon", _mastodon_href, is_profile=True),
        _network("bluesky", "Bluesky", "bsky.app", names=_BLUESKY),
        _network("github", "GitHub", "github.com", at="https://github.com/{}"),
        Kind("calendar", _("Calendar"), "calendar", _web_href),
        Kind("other", _("Other"), "link", _web_href),
    )
}  # fmt: skip
CHOICES = [(kind.key, kind.label) for kind in KINDS.values()]


def href_of(kind: str, address: str) -> str:
    """Return the link for an address of a kind; raise ValidationError if it is none."""
    return KINDS[kind].href(address.strip())
