"""Leave out what a library would load only because it is there."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def hidden(*packages: str) -> Iterator[None]:
    """Let imports of `packages` fail within the block, as if they were not installed.

    Those that are loaded already stay as they are.
    """
    absent = [name for name in packages if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None means: there is none
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
