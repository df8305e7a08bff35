"""A finished page: its headers, and its body in each coding that a browser may ask for."""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpResponse

from ops.page_cache.negotiation import CODINGS, is_known, preferred_coding
from ops.web.compression import SMALL, best_brotli, is_text, without_layout

Header = tuple[str, str]
StartResponse = Callable[..., Any]

# A browser asks each time and is told in a few bytes that nothing has changed: whoever comes back
# after a publish sees the new page, as does whoever comes through a shared cache (RFC 9111, 5.2.2).
CACHE_CONTROL = "public, max-age=0, must-revalidate"
# Made anew here.
OURS = {"cache-control", "content-encoding", "content-length", "etag", "vary"}
# What Django's middleware says because a page might depend on it: here nobody has a cookie, and the
# language is that of the address. We add Accept-Encoding ourselves.
NOT_HERE = {"accept-encoding", "accept-language", "cookie"}
# Of a body, which 304 does not have (RFC 9110, 15.4.5).
OF_A_BODY = {"content-type", "content-disposition", "content-language"}


@dataclass(frozen=True)
class Page:
    """`headers` without those of one coding; `bodies` by coding, "" always among them.

    `is_visited` says whether showing it is a visit of a page, which is counted.
    """

    etag: str
    headers: tuple[Header, ...]
    bodies: dict[str, bytes]
    is_visited: bool = False

    @classmethod
    def of(
        cls, headers: Iterable[Header], response: HttpResponse, *, is_visited: bool = False
    ) -> "Page":
        """Finish `response`, which is public and not compressed. `headers` go with it."""
        body = response.content
        kind = response.headers.get("Content-Type", "")
        if kind.startswith("text/html"):
            body = without_layout(body)
        kept = [(name, text) for name, text in headers if name.lower() not in OURS]
        kept.append(("Cache-Control", response.headers.get("Cache-Control", CACHE_CONTROL)))
        kept.append(("Vary", _vary(response.headers.get("Vary", ""))))
        bodies = {"": body}
        if is_text(kind) and len(body) >= SMALL:
            bodies |= {"br": best_brotli(body), "gzip": gzip.compress(body, mtime=0)}
        return cls(_etag(kept, body), tuple(kept), bodies, is_visited)

    @cached_property
    def size(self) -> int:
        """Return about how much memory this takes, in bytes."""
        return sum(map(len, self.bodies.values())) + 4000

    @cached_property
    def _said(self) -> dict[str, list[Header]]:
        """The headers of a 200, by coding; under "304", those of that."""
        common = [*self.headers, ("ETag", self.etag)]
        said = {"304": [header for header in common if header[0].lower() not in OF_A_BODY]}
        for coding, body in self.bodies.items():
            said[coding] = [*common, ("Content-Length", str(len(body)))]
            if coding:
                said[coding].append(("Content-Encoding", coding))
        return said

    def answer(self, environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
        """Answer a GET or HEAD. Ranges are ignored, as a server may (RFC 9110, 14.2)."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None and is_known(known, self.etag):
            start_response("304 Not Modified", self._said["304"].copy())
            return []
        coding = preferred_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if coding not in self.bodies:
            coding = ""
        start_response("200 OK", self._said[coding].copy())
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.bodies[coding]]

    def to_bytes(self, of: Iterable[str]) -> bytes:
        """Return this page as the content of a file. `of` says which page it is."""
        sizes = {coding: len(body) for coding, body in self.bodies.items()}
        head = json.dumps([list(of), self.etag, self.headers, sizes, self.is_visited]).encode()
        return b"\n".join([head, b"".join(self.bodies.values())])

    @classmethod
    def from_bytes(cls, data: bytes, of: Iterable[str]) -> "Page | None":
        """Return the page in the content of a file, None if it is another one or is damaged."""
        head, _, rest = data.partition(b"\n")
        try:
            known, etag, headers, sizes, is_visited = json.loads(head)
        except ValueError:
            return None
        if known != list(of) or sum(sizes.values()) != len(rest) or not set(sizes) <= set(CODINGS):
            return None
        bodies, start = {}, 0
        for coding, size in sizes.items():
            bodies[coding] = rest[start : start + size]
            start += size
        headers = tuple((name, text) for name, text in headers)
        return cls(etag, headers, bodies, is_visited)


def _vary(said: str) -> str:
    """Return what a page varies by, of what `said` names: for us, nobody has a cookie."""
    names = [name.strip() for name in said.split(",") if name.strip()]
    kept = [name for name in names if name.lower() not in NOT_HERE]
    return ", ".join(["Accept-Encoding", *kept])


def _etag(headers: list[Header], body: bytes) -> str:
    """Return a tag of a page, weak because it is that of all codings (RFC 9110, 8.8.1).

    Headers count: a browser that is told "not modified" keeps those that it has. The order of a
    header's parts differs between processes (Content-Security-Policy) and does not.
    """
    said = [(name, sorted(text.split("; "))) for name, text in headers]
    return f'W/"{hashlib.sha256(repr(said).encode() + body).hexdigest()[:24]}"'
