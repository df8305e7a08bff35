"""Tell from a request (a WSGI environ) whether a person opens a page, and from which site.

Browsers send `Sec-Fetch-Dest` over https and on localhost (Fetch Metadata), and `Sec-Purpose` when
they fetch a page that nobody may ever read (speculation rules, section "Sec-Purpose").
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import parse_cookie

# static/js/site.js sends it with a HEAD request when a page that was prefetched is read after all
# (decision 0073). Its value is what the browser says to have come from.
READ = "HTTP_X_PREFETCHED"
_PURPOSES = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ")
# Robots that say so, programs, and what makes previews of links and measures speed.
_ROBOT = re.compile(
    r"(?<!cu)bot\b|bot[/_-]|crawl|spider|slurp|archiver|scan|monitor|uptime|preview|facebookexternalhit"
    r"|whatsapp|lighthouse|pagespeed|headless|phantomjs|curl|wget|python|urllib|okhttp|axios"
    r"|node|java/|go-http|libwww|perl|php|ruby|http-?client|feed|rss",
    re.IGNORECASE,
)
# A host name as DNS has it, or that of an app of Android.
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]+(?:[._-]+[a-z0-9]+)*")
_SCHEMES = {"http", "https", "android-app"}


def is_visit(environ: Mapping[str, Any]) -> bool:
    """Whether somebody who is not logged in opens a page, and is not obviously a robot."""
    if environ["REQUEST_METHOD"] == "GET":
        if "HTTP_HX_REQUEST" in environ or _is_prefetch(environ):
            return False
        if environ.get("HTTP_SEC_FETCH_DEST", "document") != "document":
            return False
    elif environ["REQUEST_METHOD"] != "HEAD" or READ not in environ:
        return False
    cookies = environ.get("HTTP_COOKIE")
    if cookies and settings.SESSION_COOKIE_NAME in parse_cookie(cookies):
        return False
    return not is_robot(environ.get("HTTP_USER_AGENT", ""))


def _is_prefetch(environ: Mapping[str, Any]) -> bool:
    # The second and third are what browsers said before there was a standard.
    return any("prefetch" in environ.get(name, "") for name in _PURPOSES)


@lru_cache(maxsize=1024)
def is_robot(user_agent: str) -> bool:
    """Whether `user_agent` says that it is a program, or says nothing."""
    return not user_agent or bool(_ROBOT.search(user_agent))


def referring_host(environ: Mapping[str, Any]) -> str:
    """Return the host from which a link led here, "" if there is none or it is our own.

    At most 253 characters, in lower case, without "www.". It is what a stranger says: whoever
    shows it makes no link of it.
    """
    referrer = environ.get(READ, environ.get("HTTP_REFERER", ""))
    if not referrer:
        return ""
    try:
        parts = urlsplit(referrer)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if parts.scheme not in _SCHEMES or not _HOST.fullmatch(host):
        return ""
    return "" if host in _own_hosts(environ.get("HTTP_HOST", "")) else host


def _own_hosts(asked: str) -> set[str]:
    names = (asked.rpartition(":")[0] or asked, urlsplit(settings.BASE_URL).hostname or "")
    return {name.lower().removeprefix("www.") for name in names}
