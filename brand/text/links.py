"""Validate the addresses of links (RELIABILITY 25): web, mail, telephone, or this site."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

WEB_SCHEMES = ("http", "https")
LINK_SCHEMES = (*WEB_SCHEMES, "mailto", "tel")
# Browsers ignore these characters inside a scheme: "java\tscript:" would run.
_IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")


def scheme_of(address: str) -> str:
    """Return the scheme as a browser would read it, in lower case; "" if there is none."""
    return urlsplit(_IGNORED_BY_BROWSERS.sub("", address)).scheme.lower()


def validate_link(address: str) -> None:
    """Raise ValidationError unless `address` is a web, mail or telephone link, or local.

    `javascript:` and `data:` are refused, also in disguise (spaces, capitals, controls).
    """
    scheme = scheme_of(address)
    if scheme and scheme not in LINK_SCHEMES:
        raise ValidationError(
            _("A link begins with https://, mailto: or tel:, not with “%(scheme)s:”."),
            code="link_scheme",
            params={"scheme": scheme},
        )
    if scheme in WEB_SCHEMES:
        URLValidator(schemes=WEB_SCHEMES)(address)
