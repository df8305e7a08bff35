"""The site's public address. BASE_URL decides, whatever host a request was sent to."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site

_DEFAULT_PORTS = {"http": 80, "https": 443}


def absolute(path: str) -> str:
    """Return the public address of `path`, which begins with "/"."""
    return f"{settings.BASE_URL}{path}"


def set_site_address(site: Site) -> bool:
    """Set the host and port of `site` from BASE_URL, in memory, and return whether they changed.

    Absolute addresses (sitemap, API, redirects, identity) are made from this row, so it must follow
    when the site moves to another port or to a public address.
    """
    address = urlsplit(settings.BASE_URL)
    hostname = address.hostname or "localhost"
    port = address.port or _DEFAULT_PORTS.get(address.scheme, 80)
    changed = (site.hostname, site.port) != (hostname, port)
    site.hostname, site.port = hostname, port
    return changed
