"""Words that wait for the owner's: they begin with a pencil, and cannot be published."""

from typing import Any

PENCIL = "✎"


def has_unwritten(value: Any) -> bool:
    """Whether a text, or any text inside a block's value (dicts and lists too), has the pencil."""
    if isinstance(value, str):
        return PENCIL in value
    if isinstance(value, dict):
        return any(has_unwritten(part) for part in value.values())
    if hasattr(value, "source"):  # rich text
        return PENCIL in value.source
    if hasattr(value, "__iter__"):
        return any(has_unwritten(part) for part in value)
    return False
