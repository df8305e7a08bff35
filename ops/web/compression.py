"""Compress text: public pages with Brotli at its best, everything else quickly."""

import re
from functools import lru_cache
from typing import TypeGuard

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from ops.web.public_response import IN_FRONT, is_public

SMALL, LARGE = 200, 200_000  # bytes: what Brotli's best is worth its time for
KEPT = 128  # bodies in the memory of each process
# Between these, and at the beginning of a line, no browser shows what is white.
_BLOCKS = rb"html|head|meta|title|link|script|body|header|main|section|article|div|p|h[1-6]|footer"
_BLOCKS += rb"|nav|ol|ul|li|dl|dt|dd|svg|g|path|circle"
_INDENTATION = re.compile(rb"\n\s*(?=</?(?:%b)\b)|(?<=\n)\s+" % _BLOCKS)
# Templates give each attribute of a long tag a line of its own; a space is as good, and is there
# already in every short tag.
_ATTRIBUTE = re.compile(rb"\n(?=[a-z][a-z-]*=\")")
# Whatever else keeps its lines says so with <br>: of style (white-space) nothing is known here.
_LAYOUT_MATTERS = re.compile(rb"<(?:pre|textarea)\b")


class CompressTextMiddleware(GZipMiddleware):
    """Compresses text; pictures and documents are compact already.

    What is the same for every visitor is compressed once, with Brotli at its best, and kept by
    its content: a page that changed is another one. Whatever may hold something of one visitor
    is compressed by gzip with Django's random padding (BREACH), and not kept.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.streaming:
            # A file says how long it is: a browser knows a broken download from a whole one.
            return response
        if IN_FRONT in request.META and is_public(response):
            return response  # the page cache compresses what it keeps
        kind = response.headers.get("Content-Type", "")
        if not is_text(kind):
            return response
        if not takes_brotli(request) or not _is_for_everybody(response, request):
            return super().process_response(request, response)
        patch_vary_headers(response, ["Accept-Encoding"])
        body = response.content
        response.content = best_brotli(
            without_layout(body) if kind.startswith("text/html") else body
        )
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Encoding"] = "br"
        if (etag := response.headers.get("ETag", "")).startswith('"'):
            response.headers["ETag"] = f"W/{etag}"  # RFC 9110, 8.8.1: other bytes, same meaning
        return response


def takes_brotli(request: HttpRequest) -> bool:
    """Whether the browser asked for Brotli (RFC 9110, 12.5.3: a weight of 0 means no)."""
    for offer in request.headers.get("Accept-Encoding", "").split(","):
        name, _, weight = offer.replace(" ", "").lower().partition(";q=")
        if name == "br":
            return not weight or bool(weight.strip("0."))
    return False


def _is_for_everybody(response: HttpResponseBase, request: HttpRequest) -> TypeGuard[HttpResponse]:
    """Tell whether nothing in `response` depends on who asks, or repeats what they sent.

    Searches repeat the query, and there is no end to queries.
    """
    if request.method not in {"GET", "HEAD"} or request.META.get("QUERY_STRING"):
        return False
    if response.status_code != 200 or not isinstance(response, HttpResponse):
        return False
    said = response.headers.get("Cache-Control", "")
    is_personal = (
        settings.SESSION_COOKIE_NAME in request.COOKIES
        or "Authorization" in request.headers
        or bool(response.cookies)
        or "no-store" in said
        or "private" in said
    )
    return (
        ("public" in said or not is_personal)
        and "Content-Encoding" not in response.headers
        and SMALL <= len(response.content) <= LARGE
    )


def is_text(kind: str) -> bool:
    """Whether a Content-Type is that of text; pictures and documents are compact already."""
    kind = kind.partition(";")[0]
    return kind.startswith("text/") or kind.endswith(("json", "xml"))


def without_layout(body: bytes) -> bytes:
    """Return a page without its indentation, which nobody sees."""
    if _LAYOUT_MATTERS.search(body):
        return body
    return _ATTRIBUTE.sub(b" ", _INDENTATION.sub(b"", body))


@lru_cache(maxsize=KEPT)
def best_brotli(body: bytes) -> bytes:
    """Return `body` compressed with Brotli, at its best unless that would take too long."""
    quality = 11 if len(body) <= LARGE else 5
    return brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality)
