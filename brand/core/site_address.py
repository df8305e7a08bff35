"""Where the site is: BASE_URL says it, whatever host a request was sent to."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site

_DEFAULT_PORTS = {"http": 80, "https": 443}


def absolute(path: str) -> str:
    """Return the public address of `path`, which begins with "/"."""
    return f"{settings.BASE_URL}{path}"


def set_site_address(site: Site) -> bool:
    """Give `site` the host and port of BASE_URL, in memory; return whether that changed it.

    Absolute addresses (sitemap, API, redirects, identity) are made from this row, so it has to
    follow when the owner moves to another port or to a public address.
    """
    address = urlsplit(settings.BASE_URL)
    hostname = address.hostname or "localhost"
    port = address.port or _DEFAULT_PORTS.get(address.scheme, 80)
    changed = (site.hostname, site.port) != (hostname, port)
    site.hostname, site.port = hostname, port
    return changed
