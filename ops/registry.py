"""Registries: rooms add named entries to what a lower room does."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


class Registry(Mapping[str, T]):
    """A mapping from names to entries, in the order of registration.

    Rooms add theirs in `AppConfig.ready`, which may run twice: an entry replaces the one that
    has its name.
    """

    def __init__(self) -> None:
        self._entries: dict[str, T] = {}

    def register(self, name: str, entry: T) -> None:
        """Add `entry` under `name`."""
        self._entries[name] = entry

    @contextmanager
    def temporarily(self, entries: Mapping[str, T]) -> Iterator[None]:
        """Hold `entries` and nothing else until the block ends. For tests."""
        kept, self._entries = self._entries, dict(entries)
        try:
            yield
        finally:
            self._entries = kept

    def __getitem__(self, name: str) -> T:
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
