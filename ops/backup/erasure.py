"""Erase again what had been erased when an older backup is restored (RELIABILITY 32).

The list stands beside the backups, as lines of time, kind and key. Keys tell nothing about a
person. Rooms above say in `AppConfig.ready` which keys their log knows, and how to erase.
"""

import logging
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from ops.registry import Registry

logger = logging.getLogger(__name__)
NAME = "erased.txt"


@dataclass(frozen=True)
class Kind:
    """A kind of thing that can be erased, registered under one word.

    `known()` returns the keys that the database itself remembers; `erase(keys)` erases those
    which are there (again), and returns how many that were.
    """

    known: Callable[[], Iterable[str]]
    erase: Callable[[set[str]], int]


kinds = Registry[Kind]()


def record(name: str, keys: Iterable[str]) -> None:
    """Write down at once that `keys` of the kind `name` are erased.

    A disk error does not stop the erasure: the next backup writes the list again.
    """
    if not settings.BACKUP_DIR:
        return
    try:
        _append(Path(settings.BACKUP_DIR), {(name, key) for key in keys})
    except OSError:
        logger.exception("the list of erasures could not be written")


def write_down(place: Path) -> None:
    """Add to the list in `place` whatever the rooms know to be erased. Raises OSError."""
    known = {(name, key) for name, kind in kinds.items() for key in kind.known()}
    _append(place, known - read_list(place))


def read_list(place: Path) -> set[tuple[str, str]]:
    """Return (kind, key) of all that the list in `place` names; empty where there is none."""
    path = place / NAME
    if not path.exists():
        return set()
    lines = (line.split() for line in path.read_text().splitlines())
    return {(words[1], words[2]) for words in lines if len(words) == 3}


def apply(listed: set[tuple[str, str]]) -> int:
    """Erase everything that is listed and still there; return how many that were."""
    return sum(
        kind.erase({key for each, key in listed if each == name}) for name, kind in kinds.items()
    )


def _append(place: Path, entries: set[tuple[str, str]]) -> None:
    if not entries:
        return
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    lines = "".join(f"{now} {name} {key}\n" for name, key in sorted(entries))
    # A single append: parallel workers do not mix their lines.
    descriptor = os.open(place / NAME, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, lines.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
