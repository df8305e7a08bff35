"""A disk that fills up and becomes free again: a small disk, or a limit on file sizes."""

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
    """Mount a disk of `size` in memory at `folder`; return False without the right to do so."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """Provide a small disk at `folder` for the duration of the block."""
    folder.mkdir(parents=True)
    assert mount(folder, size)
    try:
        yield folder
    finally:
        # Lazily, because a process that is still ending may use it.
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
    """Fill `disk` completely for the duration of the block."""
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
    """Make writes fail as on a full disk, for SQLite where nothing can be mounted."""
    family = family_of(running.process.pid)
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in family}
    for pid, (_, hard) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        for pid, limits in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)
