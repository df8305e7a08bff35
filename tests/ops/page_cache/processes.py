"""Processes of a site, each a real one, which change the content and answer what they are asked."""

import os
import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from ops.page_cache.changes import Watcher
from ops.page_cache.generation import FileGeneration, Generation
from ops.page_cache.layer import PageCache
from ops.page_cache.shared_generation import SharedGeneration
from ops.page_cache.store import Store
from tests.ops.page_cache import site_changes
from tests.ops.page_cache.browser import Answer, ask
from tests.ops.page_cache.conftest import ORIGIN, stop_watching

WITHIN = 120  # seconds for anything


class MortalGeneration(FileGeneration):
    """The process can die right after the commit."""

    dies = False

    @contextmanager
    def change(self, connection: Any = None) -> Iterator[None]:
        with super().change(connection):
            yield
            if self.dies:
                os.kill(os.getpid(), signal.SIGKILL)


class Clock:
    """Seconds, which pass when the test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Place:
    """The part of a site that a process knows: its database, and the folder of its machine.

    `is_shared` says that other machines use the database, too.
    """

    database: Any
    folder: Path
    is_shared: bool


class Inside:
    """The code that runs within the process."""

    def __init__(self, place: Place) -> None:
        stop_watching()
        connection.close()
        connection.settings_dict["NAME"] = place.database
        self.files = MortalGeneration(place.folder)
        self.clock = Clock()
        shared = SharedGeneration(self.files, self.clock)
        self.generation: Generation = shared if place.is_shared else self.files
        Watcher(connection, self.generation).begin()
        store = Store(place.folder / "pages", ORIGIN)
        self.cache = PageCache(WSGIHandler(), self.generation, store, "v")

    def ask(self, path: str, said: dict[str, Any]) -> Answer:
        return ask(self.cache, path, **said)

    def change(self, name: str, said: dict[str, Any], dies: bool) -> None:
        self.files.dies = dies
        getattr(site_changes, name)(**said)
        self.files.dies = False

    def name(self) -> str | None:
        return self.generation.current()

    def renew(self) -> None:
        self.files.renew()

    def wait(self, seconds: float) -> None:
        self.clock.now += seconds


class SiteProcess:
    """The handle of a process. Its methods are those of `Inside`."""

    def __init__(self) -> None:
        connection.close()  # no two processes share a connection
        context = get_context("fork")  # Django is loaded already
        self._end, other = context.Pipe()
        self._process = context.Process(target=_run, args=(other, self._end), daemon=True)
        self._process.start()
        other.close()

    def __getattr__(self, name: str) -> Any:
        return lambda *arguments: self.do(name, *arguments)

    def do(self, name: str, *arguments: Any) -> Any:
        """Return what the process does. Raises EOFError if it dies over it."""
        self._end.send((name, arguments))
        if not self._end.poll(WITHIN):
            raise TimeoutError(name)
        result, error = self._end.recv()
        if error:
            raise AssertionError(error)
        return result

    def pause(self) -> None:
        os.kill(self._process.pid or 0, signal.SIGSTOP)

    def resume(self) -> None:
        os.kill(self._process.pid or 0, signal.SIGCONT)

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._end.close()


def _run(end: Any, other: Any) -> None:
    other.close()
    inside: Inside | None = None
    while True:
        try:
            name, arguments = end.recv()
        except EOFError:
            return
        try:
            if name == "begin":
                inside = Inside(*arguments)
                end.send((None, None))
            else:
                end.send((getattr(inside, name)(*arguments), None))
        except Exception:
            end.send((None, traceback.format_exc()))
