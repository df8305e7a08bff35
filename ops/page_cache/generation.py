"""The generation of the site's content: a name that holds from one change to the next.

Pages are kept under the name of the generation in which they were begun, so a change need not look
for the pages that it concerns: it ends the generation. The order of the steps makes this safe.

1. Before the commit, whoever changes content marks the change as pending and takes the name away.
   From now on no page is kept and none is served from the cache.
2. They commit. Nobody else could see what they have written before.
3. They take the mark away. If no other change is pending, a new name is given.

Whoever dies in between leaves a mark that nobody holds. The next reader who finds no name notices,
and gives a new one.
"""

import contextlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ops.processes.locks import one_at_a_time, try_lock


class Generation(Protocol):
    """The interface: one generation, on which all processes of a site agree."""

    def current(self) -> str | None:
        """Return the name of the generation; None while a change is pending, or in doubt."""

    def change(self, connection: Any) -> contextlib.AbstractContextManager[None]:
        """Announce the change that `connection` commits in the block.

        Raises OSError, before the block, where nobody can be told of a change: it must not happen.
        """

    def renew(self) -> None:
        """Begin a new generation because something changed past Django."""


def new_name() -> str:
    """Return a name that no generation has had."""
    return secrets.token_hex(8)


# Nanoseconds: before 2038, which is as far as some file systems count.
LATEST = 2_000_000_000 * 10**9


def _nothing() -> None:
    pass


@dataclass
class Mark:
    """A locked file: the kernel lets go of the lock when the process dies."""

    path: Path
    handle: int


class FileGeneration:
    """The generation of a site whose processes are all on one machine.

    The name is the time of modification of the empty file `current` in `folder`, which is set to a
    random number: asking for it is one system call, without opening a file, and no name comes
    twice. Whoever changes it holds a lock on the folder meanwhile.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "current"
        self._pending = folder / "pending"

    def current(self) -> str | None:
        try:
            return self._name()
        except OSError:
            return self._recover()

    def _name(self) -> str:
        """Return the name. Raises OSError if there is none."""
        return f"{os.stat(self._file).st_mtime_ns:x}"

    @contextlib.contextmanager
    def change(self, connection: Any = None) -> Iterator[None]:
        pending = self.begin_change()
        try:
            yield
        finally:
            self.end_change(pending)

    def begin_change(self) -> Mark:
        """Mark a change as pending, and return the mark.

        Raises OSError where no file can be made.
        """
        with one_at_a_time(self._folder, wait=_nothing):
            path = self._pending / new_name()
            handle = try_lock(path)
            if handle is None:
                raise BlockingIOError(path)  # nobody else knows its name
            try:
                self._file.unlink(missing_ok=True)
            except OSError:
                os.close(handle)
                raise
        return Mark(path, handle)

    def end_change(self, pending: Mark) -> None:
        """Take the mark away, and give a new name if no other change is pending."""
        os.close(pending.handle)
        # The change is made, and nobody may be told that it is not. What a failing disk leaves is
        # left to the next reader.
        with contextlib.suppress(OSError), one_at_a_time(self._folder, wait=_nothing):
            pending.path.unlink(missing_ok=True)
            self._begin_unless_pending()

    def renew(self) -> None:
        with one_at_a_time(self._folder, wait=_nothing):
            self._file.unlink(missing_ok=True)
            self._begin_unless_pending()

    def _recover(self) -> str | None:
        """Give a new name unless a change is pending whose process lives."""
        try:
            with one_at_a_time(self._folder, wait=_nothing):
                with contextlib.suppress(FileNotFoundError):
                    return self._name()
                return self._begin_unless_pending()
        except OSError:
            return None

    def _begin_unless_pending(self) -> str | None:
        """Begin a generation and return its name; None if that is not possible now."""
        with contextlib.suppress(OSError):  # a full disk: nothing is kept until it is not
            for path in self._pending.glob("*"):
                abandoned = try_lock(path)
                if abandoned is None:
                    return None
                path.unlink()
                os.close(abandoned)
            new = self._folder / "new"
            new.touch()
            moment = secrets.randbelow(LATEST)
            os.utime(new, ns=(moment, moment))
            new.replace(self._file)
            return self._name()
        return None
