"""Make all pages after a change, so that visitors hardly ever meet one that is not finished.

The worker has a process of its own do this, so that mails do not wait for pages and the memory that
pictures take is given back. It goes through the cache itself, as a visitor without a session; the
pages' pictures are made on the way. The web processes find the pages as files. Shared caches in
front of the site are told as well.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from multiprocessing.context import ForkProcess
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.utils.translation import get_language, override
from wagtail.contrib.frontend_cache.utils import PurgeBatch

from ops.page_cache import site
from ops.page_cache.layer import PageCache
from ops.processes import supervision
from ops.processes.children import fork
from ops.registry import Registry

# Rooms register what lists the addresses of their pages ("https://…/").
addresses = Registry[Callable[[], Iterable[str]]]()


class Warmer:
    """Makes pages through `page_cache`."""

    def __init__(self, page_cache: PageCache) -> None:
        self._cache = page_cache
        self._seen: str | None = None  # the generation of the last turn
        self._begun: str | None = None  # the one whose pages are being made
        self._known: list[str] = []  # their addresses
        self._process: ForkProcess | None = None  # makes them

    def run(self) -> None:
        """Have a process make the pages if there are any to make, unless the last one still does.

        It stops by itself when the generation ends.
        """
        if self._process is not None and self._process.exitcode is None:
            return
        self._process = None
        if threading.active_count() > 1:
            return  # as during a backup: a fork would keep locked what another thread has locked
        found = self.begin()
        if found:
            connections.close_all()
            self._process = fork(partial(self._make_them, found))

    def begin(self) -> list[str]:
        """Return the addresses of the pages to make now; none if they are made, or begun already.

        A generation is begun once it has lasted from one turn to the next: whoever works on a page
        saves it often.
        """
        now, before = self._cache.generation_now(), self._seen
        self._seen = now
        if now is None or now != before or now == self._begun:
            return []
        found = list(_found())
        purge({*found, *self._known})  # those that are gone, too
        self._begun, self._known = now, found
        return found

    def _make_them(self, addresses: Iterable[str]) -> None:
        try:
            self.make_all(addresses)
        finally:
            connections.close_all()  # perhaps the last of a site that stops (last_connection)

    def make_all(self, addresses: Iterable[str]) -> None:
        """Make the pages until their generation or this site ends."""
        for address in addresses:
            if self._cache.generation_now() != self._begun or supervision.orphaned():
                return
            self.make(address)

    def generation_now(self) -> str | None:
        """Return the generation for which pages would be made now."""
        return self._cache.generation_now()

    def run_to_the_end(self) -> int:
        """Make all pages now, and return how many there are."""
        found = list(_found())
        for address in found:
            self.make(address)
        return len(found)

    def make(self, address: str) -> None:
        """Ask for the page at `address` as a visitor would."""
        # A request leaves its language behind.
        with override(get_language()):
            answer: Any = self._cache(environ_of(address), lambda *_: None)
            if hasattr(answer, "close"):
                answer.close()


@cache
def warmer() -> Warmer:
    """Return the one of this process."""
    return Warmer(site.in_front_of(WSGIHandler()))


def environ_of(address: str) -> dict[str, Any]:
    """Return what a web server makes of a GET of `address` (PEP 3333)."""
    parts = urlsplit(address)
    environ: dict[str, Any] = {
        "HTTP_HOST": parts.netloc,
        "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),
        "QUERY_STRING": parts.query,
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_NAME": parts.hostname,
        "wsgi.url_scheme": parts.scheme,
    }
    setup_testing_defaults(environ)
    return environ


def _found() -> Iterator[str]:
    for listed in addresses.values():
        yield from listed()


def purge(urls: Iterable[str]) -> None:
    """Tell the shared caches of WAGTAILFRONTENDCACHE, if there are any, to forget `urls`."""
    batch = PurgeBatch()
    batch.add_urls(sorted(urls))
    batch.purge()
