"""Words that wait for the owner's: they begin with a pencil, and cannot be published."""

from typing import Any

PLACEHOLDER_MARK = "✎"


def has_placeholder(value: Any) -> bool:
    """Whether a text, or any text inside a block's value (dicts and lists too), has the pencil."""
    if isinstance(value, str):
        return PLACEHOLDER_MARK in value
    if isinstance(value, dict):
        return any(has_placeholder(part) for part in value.values())
    if hasattr(value, "source"):  # rich text
        return PLACEHOLDER_MARK in value.source
    if hasattr(value, "__iter__"):
        return any(has_placeholder(part) for part in value)
    return False
