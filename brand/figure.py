"""A figure drawn from initials: who has no portrait still has a face on the first screen."""

import hashlib
from dataclasses import dataclass

HEADS = 4
BODIES = 4
PALETTES = 3


@dataclass(frozen=True)
class Figure:
    """How to draw somebody: which head, body and palette, and how far the head leans.

    `head`, `body` and `palette` are small numbers that the template maps to shapes and
    colour roles; `lean` is in units of the drawing (400 wide), from -24 to 24.
    """

    initials: str
    head: int
    body: int
    palette: int
    lean: int


def figure_of(initials: str) -> Figure:
    """Return the figure for `initials`: always the same one, and different for most others."""
    digest = hashlib.sha256(initials.encode()).digest()
    return Figure(
        initials=initials,
        head=digest[0] % HEADS,
        body=digest[1] % BODIES,
        palette=digest[2] % PALETTES,
        lean=digest[3] % 49 - 24,
    )
