"""A disk that is full, and has space again: a small one of its own, or a limit on file sizes."""

import os
import resource
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.faults.site import Running, family_of


def mount(folder: Path, size: str) -> bool:
    """Put a disk of `size` in memory at `folder`; False where nobody may do that."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of its own at `folder`, for as long as it is needed."""
    folder.mkdir(parents=True)
    assert mount(folder, size)
    try:
        yield folder
    finally:
        # Lazily: a process that is still ending must not keep it.
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@cache
def can_mount() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid() == 0 and mount(Path(folder), "1m"):
            subprocess.run(["umount", folder], check=True)
            return True
    return False


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Nothing fits on `disk` any more."""
    ballast = disk / "ballast"
    try:
        with ballast.open("wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12, 1):
                try:
                    while file.write(b"x" * size) == size:
                        pass
                except OSError:
                    continue
        yield
    finally:
        ballast.unlink()


@contextmanager
def no_file_may_grow(running: Running) -> Iterator[None]:
    """What a full disk is to SQLite, where nothing can be mounted: its write fails."""
    family = family_of(running.process.pid)
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in family}
    for pid, (_, hard) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        for pid, limits in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)
