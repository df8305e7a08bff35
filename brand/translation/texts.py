"""List the texts of a page to translate, in the order of the editor, one row per field.

Each row names the form field of *the page being edited* that holds the same text (`target`), so
that the editor can show both side by side. Rows are built from two versions of a page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.admin.panels import InlinePanel, Panel
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

# Addresses are stored as text, but are not translated.
_NO_TEXT = (models.SlugField, models.URLField, models.EmailField)


@dataclass(frozen=True)
class Row:
    """A text of the other version. `target` is "" if the edited page has no such field."""

    target: str
    label: str
    text: str
    is_rich: bool = False


@dataclass(frozen=True)
class Group:
    """A group of rows: the page's own fields, or those of one turn, answer or offer."""

    heading: str
    rows: list[Row]


def side_by_side(source: Page, edited: Page) -> list[Group]:
    """Return the texts of `source`, each with its field in the editor of `edited`.

    Rows and turns may exist in one of the two only. Those of the source are shown without a target,
    as "not here yet".
    """
    groups: list[Group] = []
    for panel in _leaves(source.get_edit_handler()):
        if isinstance(panel, InlinePanel):
            groups += _children(panel, source, edited)
        elif name := getattr(panel, "field_name", ""):
            groups += _field(name, source, edited)
    return [group for group in _joined(groups) if group.rows]


def _leaves(panel: Panel) -> Iterator[Panel]:
    children = getattr(panel, "children", None)
    if children is None:
        yield panel
    for child in children or ():
        yield from _leaves(child)


def _joined(groups: Iterable[Group]) -> Iterator[Group]:
    """Join adjacent groups of the page's own fields into one."""
    waiting: list[Row] = []
    for group in groups:
        if group.heading:
            if waiting:
                yield Group("", waiting)
                waiting = []
            yield group
        else:
            waiting = waiting + group.rows
    if waiting:
        yield Group("", waiting)


def _field(name: str, source: Page, edited: Page) -> list[Group]:
    field = source._meta.get_field(name)
    if isinstance(field, StreamField):
        return list(_stream(name, getattr(source, name), getattr(edited, name)))
    return [Group("", _text(field, source, name))]


def _text(field: Any, instance: models.Model, target: str) -> list[Row]:
    """Return the row of a model field; none if it is empty or no text."""
    is_text = isinstance(field, models.CharField | models.TextField)
    if not is_text or isinstance(field, _NO_TEXT) or field.choices:
        return []
    value = getattr(instance, field.name)
    label = capfirst(str(field.verbose_name))
    return [Row(target, label, value, isinstance(field, RichTextField))] if value else []


def _children(panel: InlinePanel, source: Page, edited: Page) -> Iterator[Group]:
    """Yield a group for each child: an answer, an offer, a question of a brief."""
    name = panel.relation_name
    positions = {
        child.translation_key: position
        for position, child in enumerate(getattr(edited, name).all())
    }
    for number, child in enumerate(getattr(source, name).all(), 1):
        position = positions.get(child.translation_key)
        prefix = "" if position is None else f"{name}-{position}-"
        rows = [
            row
            for inner in _leaves(panel.child_edit_handler)
            if (field_name := getattr(inner, "field_name", ""))
            for row in _text(
                child._meta.get_field(field_name), child, prefix and prefix + field_name
            )
        ]
        yield Group(f"{capfirst(str(panel.label))} {number}", rows)


def _stream(name: str, source: Any, edited: Any) -> Iterator[Group]:
    taken = _positions(list(source), list(edited))
    for number, child in enumerate(source):
        position = taken[number]
        prefix = "" if position is None else f"{name}-{position}-value"
        yield Group(
            capfirst(str(child.block.label)), list(_block(child.block, child.value, prefix))
        )


def _positions(source: Sequence[Any], edited: Sequence[Any]) -> list[int | None]:
    """Return the index in `edited` of each block of `source`: by id, else by kind and order."""
    by_id = {child.id: position for position, child in enumerate(edited)}
    known = {child.id for child in source}
    free = [p for p, child in enumerate(edited) if child.id not in known]
    found: list[int | None] = []
    for child in source:
        position = by_id.get(child.id)
        if position is None:
            same = (p for p in free if edited[p].block_type == child.block_type)
            position = next(same, None)
            if position is not None:
                free.remove(position)
        found.append(position)
    return found


def _block(block: blocks.Block, value: Any, prefix: str, label: str = "") -> Iterator[Row]:
    """Yield the texts in a block, with the names of their fields in Wagtail's editor."""
    label = label or capfirst(str(block.label))

    def inside(name: str) -> str:
        return prefix and f"{prefix}-{name}"

    match block:
        case ImageBlock():
            if value and (alt := value.contextual_alt_text):
                yield Row(inside("alt_text"), str(block.child_blocks["alt_text"].label), alt)
        case blocks.StructBlock():
            for name, child in block.child_blocks.items():
                yield from _block(child, value[name], inside(name))
        case blocks.ListBlock():
            for number, part in enumerate(value):
                yield from _block(block.child_block, part, inside(f"{number}-value"), label)
        case blocks.RichTextBlock():
            if value and value.source:
                yield Row(prefix, label, value.source, is_rich=True)
        case blocks.CharBlock() | blocks.TextBlock():
            if value:
                yield Row(prefix, label, value)
