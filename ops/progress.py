"""Show the progress of a long command on a terminal, and nothing in a pipe."""

from collections.abc import Callable
from typing import Any

# Is told how much was just dealt with: bytes, or rows.
Tell = Callable[[int], None]


def silently(count: int) -> None:
    """Show nothing."""


class Progress:
    """Shows `label` and per cent on `stream`, an OutputWrapper. Call it with each piece."""

    def __init__(self, stream: Any, label: str, total: int) -> None:
        self._stream, self._label, self._total = stream, label, max(total, 1)
        self._done, self._shown = 0, -1

    def __call__(self, count: int) -> None:
        self._done += count
        percent = min(100, 100 * self._done // self._total)
        if percent != self._shown and self._stream.isatty():
            self._shown = percent
            self._stream.write(f"\r{self._label} {percent}\N{NO-BREAK SPACE}%", ending="")
            self._stream.flush()

    def end(self) -> None:
        """End the line that shows the progress."""
        if self._shown >= 0:
            self._stream.write("")
