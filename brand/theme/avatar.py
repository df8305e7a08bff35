"""An avatar drawn from initials, for a first screen without a portrait."""

import hashlib
from dataclasses import dataclass

HEADS = 4
BODIES = 4
PALETTES = 3
VARIANTS = 6  # at most HEADS × PALETTES


@dataclass(frozen=True)
class Avatar:
    """The parameters of a drawing: head, body, palette, and how far the head leans.

    `head`, `body` and `palette` are small numbers that the template maps to shapes and colour
    roles; `lean` is in units of the drawing (400 wide), from -24 to 24.
    """

    initials: str
    head: int
    body: int
    palette: int
    lean: int


def avatar_of(initials: str, variant: int = 0) -> Avatar:
    """Return the avatar for `initials`: always the same one, and different for most others.

    `variant` (0 to VARIANTS - 1) selects another one. No two share both head and palette.
    """
    digest = hashlib.sha256(initials.encode()).digest()
    return Avatar(
        initials=initials,
        head=(digest[0] + variant) % HEADS,
        body=(digest[1] + 3 * variant) % BODIES,
        palette=(digest[2] + variant) % PALETTES,
        lean=(digest[3] + 17 * variant) % 49 - 24,
    )
