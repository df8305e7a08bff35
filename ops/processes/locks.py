"""Locks between the processes of one machine: the kernel lets go of them when a process dies.

Nothing is left behind that would have to be cleaned up after a crash.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def try_lock(path: Path) -> int | None:
    """Lock the file at `path`, which is made if missing; None if another process has it.

    Returns what keeps the lock: it is held until that is closed (`os.close`) or this process ends.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


@contextmanager
def one_at_a_time(folder: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Let one process at a time into the block, for `folder`; call `wait` before waiting."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            wait()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
