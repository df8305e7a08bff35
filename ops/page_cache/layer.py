"""The layer between web server and Django: a finished page never enters Django.

A WSGI application around another one. What it does not answer itself passes through untouched.
"""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as WaitedInVain
from dataclasses import dataclass
from threading import Lock
from typing import Any

from ops.page_cache.generation import Generation
from ops.page_cache.key import Key, key_of
from ops.page_cache.page import Page, StartResponse
from ops.page_cache.store import Store
from ops.visits.page_mark import is_marked, mark
from ops.web.public_response import IN_FRONT, is_public

Environ = dict[str, Any]
WSGIApplication = Callable[[Environ, StartResponse], Iterable[bytes]]
PATIENCE = 10.0  # seconds for which somebody waits for a page that somebody else has begun


@dataclass(frozen=True)
class Other:
    """An answer of Django's that is no page to keep. It is passed on as it is."""

    said: list[Any]  # the arguments for start_response
    body: Iterable[bytes]

    def answer(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response(*self.said)
        return self.body


class PageCache:
    """Answers with pages of `store`, and keeps there what `application` marks as public.

    `version` names code and settings, which pages depend on as well.
    """

    def __init__(
        self, application: WSGIApplication, generation: Generation, store: Store, version: str
    ) -> None:
        self._application = application
        self._generation = generation
        self._store = store
        self._version = version
        self._begun: dict[tuple[str, Key], Future[Page | None]] = {}
        self._lock = Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        key = key_of(environ)
        if key is None:
            return self._application(environ, start_response)
        name = self.generation_now()
        found = name and self._store.get(name, key)
        answer = found or (self._make_once(name, key, environ) if name else self._make(environ))
        if isinstance(answer, Page) and answer.is_visited:
            mark(environ)
        return answer.answer(environ, start_response)

    def generation_now(self) -> str | None:
        """Return the name under which pages are kept now, None if none are.

        It says the day, too: a page may speak of today. The day is that of TIME_ZONE, which Django
        makes the time zone of the process.
        """
        name = self._generation.current()
        return name and f"{name}-{self._version}-{time.strftime('%Y%m%d')}"

    def _make_once(self, name: str, key: Key, environ: Environ) -> Page | Other:
        """Make a page and keep it; or wait for it, if somebody in this process makes it now."""
        with self._lock:
            begun = self._begun.get((name, key))
            if begun is None:
                mine = self._begun[name, key] = Future()
        if begun is not None:
            return _result(begun) or self._make(environ)
        page = None
        try:
            made = self._make(environ)
            if isinstance(made, Page):
                page = made
                # Else nobody would ask for it, and it would push out those that somebody does.
                if name == self.generation_now():
                    self._store.put(name, key, page)
            return made
        finally:
            with self._lock:
                del self._begun[name, key]
            mine.set_result(page)

    def _make(self, environ: Environ) -> Page | Other:
        """Let the application answer."""
        environ[IN_FRONT] = True
        said: list[Any] = []
        response: Any = self._application(environ, lambda *arguments: said.extend(arguments))
        if not is_public(response):
            return Other(said, response)
        page = Page.of(said[1], response, is_visited=is_marked(environ))
        response.close()  # as a web server would, so that Django tidies up
        return page


def _result(begun: "Future[Page | None]") -> Page | None:
    try:
        return begun.result(PATIENCE)
    except WaitedInVain:
        return None
