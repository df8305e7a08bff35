"""The generation of the site's content: a name that holds from one change to the next.

Pages are kept under the name of the generation in which they were begun, so a change need not look
for the pages that it concerns: it ends the generation. The order of the steps makes this safe.

1. Before its first write, whoever changes content marks the change as pending and takes the name
   away. From now on no page is kept and none is served from the cache.
2. They write, and commit.
3. They take the mark away. If no other change is pending, a new name is given.

Whoever dies in between leaves a mark that nobody holds. The next reader who finds no name notices,
and gives a new one.
"""

import contextlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ops.processes.locks import one_at_a_time, try_lock


class Generation(Protocol):
    """The interface: one generation, on which all processes of a site agree."""

    def current(self) -> str | None:
        """Return the name of the generation; None while a change is pending, or in doubt."""

    def begin_change(self) -> Any:
        """Mark a change as pending, before the first write of a transaction. Return the mark."""

    def end_change(self, pending: Any) -> None:
        """Take the mark away after the commit, or after it is known that there will be none."""

    def renew(self) -> None:
        """Begin a new generation because something changed that is not in the database."""


def _nothing() -> None:
    pass


@dataclass
class Mark:
    """A locked file: the kernel lets go of the lock when the process dies."""

    path: Path
    handle: int


class FileGeneration:
    """The generation of a site whose processes are all on one machine.

    The name is the target of the link `current` in `folder`: it can be replaced in one step, and
    asking for it is one system call, without opening a file. What changes it holds a lock on the
    folder meanwhile.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._link = folder / "current"
        self._pending = folder / "pending"

    def current(self) -> str | None:
        try:
            return os.readlink(self._link)
        except OSError:
            return self._recover()

    def begin_change(self) -> Mark:
        """Mark a change as pending. Raises OSError where that is impossible, such as a full disk:

        a change that nobody can be told of must not be made.
        """
        with one_at_a_time(self._folder, wait=_nothing):
            path = self._pending / secrets.token_hex(8)
            handle = try_lock(path)
            if handle is None:
                raise BlockingIOError(path)  # nobody else knows its name
            self._link.unlink(missing_ok=True)
        return Mark(path, handle)

    def end_change(self, pending: Mark) -> None:
        with one_at_a_time(self._folder, wait=_nothing):
            pending.path.unlink(missing_ok=True)
            os.close(pending.handle)
            self._begin_unless_pending()

    def renew(self) -> None:
        with one_at_a_time(self._folder, wait=_nothing):
            self._link.unlink(missing_ok=True)
            self._begin_unless_pending()

    def _recover(self) -> str | None:
        """Give a new name unless a change is pending whose process lives."""
        try:
            with one_at_a_time(self._folder, wait=_nothing):
                if self._link.is_symlink():
                    return os.readlink(self._link)
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
            name = secrets.token_hex(8)
            new = self._folder / f"{name}.new"
            new.symlink_to(name)
            new.replace(self._link)
            return name
        return None
