"""Backups: one file with everything, made while the site runs, read back, pruned, restored.

Other rooms register in `AppConfig.ready` the landmarks by which people recognise their data after
a restore, and steps that have to run before a restored site may be used.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from ops.registry import Registry


@dataclass(frozen=True)
class Landmark:
    """Something that is compared between a backup and what was restored of it.

    `read(alias)` returns a short text about the database `alias`, without personal data, or None
    where there is nothing: it stands in the manifest. People read `label`.
    """

    read: Callable[[str], str | None]
    label: str | Promise


landmarks = Registry[Landmark]()
# Steps that run once on a restored database, whose alias they are given, before anybody uses it.
after_restore = Registry[Callable[[str], object]]()


def read_landmarks(alias: str) -> dict[str, str | None]:
    """Return what all landmarks say of the database `alias`, by name."""
    return {name: landmark.read(alias) for name, landmark in landmarks.items()}


def label_of(name: str) -> str:
    """Return the words for the landmark `name`; the name itself if this version has none so."""
    return str(landmarks[name].label) if name in landmarks else name


def prepare_restored(alias: str) -> None:
    """Run every step of `after_restore` on the database `alias`."""
    for step in after_restore.values():
        step(alias)
