"""Backups: one file with everything, made under writes, read back, pruned, restored.

This room knows no other. Rooms above say in `AppConfig.ready` by what a person recognises their
data after a restore (landmarks), and what has to happen before a restored site may run.
"""

from collections.abc import Callable

# Both are given the alias of a database.
Landmark = Callable[[str], str | None]
AfterRestore = Callable[[str], object]

_landmarks: dict[str, Landmark] = {}
_labels: dict[str, object] = {}
_after_restore: dict[str, AfterRestore] = {}


def register_landmark(name: str, read: Landmark, label: object) -> None:
    """Add what is compared between a backup and what was restored of it.

    `read(alias)` returns a short text without personal data, or None where there is nothing: it
    stands in the manifest under `name`; people read `label`.
    """
    _landmarks[name], _labels[name] = read, label


def register_after_restore(name: str, run: AfterRestore) -> None:
    """Add a step that runs once on a restored database, before anybody uses it."""
    _after_restore[name] = run


def landmarks(alias: str) -> dict[str, str | None]:
    """All landmarks of the database `alias`, by name."""
    return {name: read(alias) for name, read in _landmarks.items()}


def label_of(name: str) -> str:
    """What people call the landmark `name`."""
    return str(_labels.get(name, name))


def after_restore(alias: str) -> None:
    """Run every step on the restored database `alias`."""
    for run in _after_restore.values():
        run(alias)
