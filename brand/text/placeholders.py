"""Placeholders: text that the owner still has to replace. A pencil marks it as unpublishable."""

from typing import Any

PLACEHOLDER_MARK = "✎"


def has_placeholder(value: Any) -> bool:
    """Whether a text contains the pencil, or any text in a block's value (dicts and lists too)."""
    if isinstance(value, str):
        return PLACEHOLDER_MARK in value
    if isinstance(value, dict):
        return any(has_placeholder(part) for part in value.values())
    if hasattr(value, "source"):  # rich text
        return PLACEHOLDER_MARK in value.source
    if hasattr(value, "__iter__"):
        return any(has_placeholder(part) for part in value)
    return False
