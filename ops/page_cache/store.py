"""Keep finished pages: in the memory of each process, and in files that all processes share.

Pages are kept under the generation in which they were begun. Of the generations before, nobody asks
any more; their files go when the next one comes.
"""

import contextlib
import hashlib
import os
import secrets
import shutil
from pathlib import Path
from threading import Lock

from ops.page_cache.key import Key
from ops.page_cache.page import Page

# Bytes in each process. There is no end to queries, nor to spellings of a host ("LocalHost:81"):
# they have a place of their own, so that nobody can push out the pages.
PAGES, OTHERS = 16_000_000, 2_000_000


class Shelf:
    """Pages up to a number of bytes; the oldest go first. Safe for several threads."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._pages: dict[Key, Page] = {}
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: Key) -> Page | None:
        return self._pages.get(key)

    def put(self, key: Key, page: Page) -> None:
        size = _size(key, page)
        with self._lock:
            if key in self._pages or size > self._limit:
                return
            self._pages[key] = page
            self._bytes += size
            while self._bytes > self._limit:
                oldest = next(iter(self._pages))
                self._bytes -= _size(oldest, self._pages.pop(oldest))

    def __len__(self) -> int:
        return len(self._pages)


def _size(key: Key, page: Page) -> int:
    return page.size + sum(map(len, key))


class Generation:
    """The pages of one generation in the memory of this process."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.pages, self.others = Shelf(PAGES), Shelf(OTHERS)


class Store:
    """Finished pages in `folder`. `origin` is the scheme and host whose pages are shared as files.

    Anything else (another of the allowed hosts, a query) is kept in memory only: the number of
    files is that of the site's pages.
    """

    def __init__(self, folder: Path, origin: tuple[str, str]) -> None:
        self._folder = folder
        self._origin = origin
        self._now = Generation("")

    def get(self, generation: str, key: Key) -> Page | None:
        """Return the page with this key in `generation`, None if there is none."""
        shelf = self._shelf(generation, key)
        page = shelf.get(key)
        if page is None and self._is_shared(key):
            page = self._read(generation, key)
            if page is not None:
                shelf.put(key, page)
        return page

    def put(self, generation: str, key: Key, page: Page) -> None:
        """Keep `page` for whoever asks for it in `generation`."""
        self._shelf(generation, key).put(key, page)
        if self._is_shared(key):
            # A full disk: this process has it.
            with contextlib.suppress(OSError):
                self._write(generation, key, page)

    def files(self, generation: str) -> list[Path]:
        """Return the files of `generation`."""
        folder = self._folder / generation
        return sorted(folder.iterdir()) if folder.is_dir() else []

    def _shelf(self, generation: str, key: Key) -> Shelf:
        # Each thread takes the object once: none can put a page among those of another generation.
        now = self._now
        if now.name != generation:
            now = self._now = Generation(generation)
        return now.pages if self._is_shared(key) else now.others

    def _is_shared(self, key: Key) -> bool:
        return not key.query and (key.scheme, key.host) == self._origin

    def _path(self, generation: str, key: Key) -> Path:
        return self._folder / generation / hashlib.sha256(repr(key).encode()).hexdigest()[:32]

    def _read(self, generation: str, key: Key) -> Page | None:
        try:
            data = self._path(generation, key).read_bytes()
        except OSError:
            return None
        return Page.from_bytes(data, key)

    def _write(self, generation: str, key: Key, page: Page) -> None:
        path = self._path(generation, key)
        if not path.parent.is_dir():
            self._clear_before(generation)
            path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{secrets.token_hex(8)}")
        try:
            unfinished.write_bytes(page.to_bytes(key))
            os.replace(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)

    def _clear_before(self, generation: str) -> None:
        for folder in self._folder.glob("*"):
            if folder.name != generation:
                shutil.rmtree(folder, ignore_errors=True)
