"""The data that a browser sends from an editor, read from the editor's own form."""

from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text


def fields_of(form: Any) -> dict[str, Any]:
    """Return the values of a rendered page form as a browser sends them, formsets included."""
    data: dict[str, Any] = {}
    for name, field in form.fields.items():
        bound = form[name]
        value = bound.value()
        if hasattr(field, "block"):
            data |= _block(field.block, value, name)
        elif type(field.widget).__name__.startswith("Draftail"):
            data[name] = rich_text(str(getattr(value, "source", value) or ""))
        elif value is True:
            data[name] = "on"
        elif isinstance(value, (list, tuple)):
            data[name] = [str(v) for v in value]
        elif value is not None and value is not False:
            data[name] = _lines(value)
    for name, formset in getattr(form, "formsets", {}).items():
        items = []
        for number, child in enumerate(formset.initial_forms, 1):
            item = {"ORDER": str(number)}
            for key, field in child.fields.items():
                value = child[key].value()
                if key == "id":
                    item[key] = str(value or "")
                elif type(field.widget).__name__.startswith("Draftail"):
                    item[key] = rich_text(str(getattr(value, "source", value) or ""))
                elif value is True:
                    item[key] = "on"
                elif value not in (None, False) and key not in {"ORDER", "DELETE"}:
                    item[key] = value if isinstance(value, list) else _lines(value)
            items.append(item)
        data |= nested_form_data({name: inline_formset(items, initial=len(items))})
    return data


def _lines(value: Any) -> str:
    """Return a text as a browser sends it, with CRLF."""
    return str(value).replace("\r\n", "\n").replace("\n", "\r\n")


def _block(block: Any, value: Any, prefix: str) -> dict[str, Any]:
    """Return the fields that the editor of `block` sends for `value`."""
    if isinstance(block, ImageBlock):
        value = block._image_to_struct_value(value)
    if isinstance(block, blocks.StreamBlock):
        parts = [(child.block, child.value, child.id, child.block_type) for child in value]
    elif isinstance(block, blocks.ListBlock):
        parts = [(child.block, child.value, child.id, "") for child in value.bound_blocks]
    elif isinstance(block, blocks.StructBlock):
        data: dict[str, Any] = {}
        for name, child in block.child_blocks.items():
            data |= _block(child, (value or {}).get(name), f"{prefix}-{name}")
        return data
    else:
        return _field(block, value, prefix)
    data = {f"{prefix}-count": str(len(parts))}
    for number, (child, part, key, kind) in enumerate(parts):
        place = f"{prefix}-{number}"
        data |= {f"{place}-deleted": "", f"{place}-order": str(number), f"{place}-id": key or ""}
        data |= ({f"{place}-type": kind} if kind else {}) | _block(child, part, f"{place}-value")
    return data


def _field(block: Any, value: Any, name: str) -> dict[str, Any]:
    if value is None or value is False:
        return {}
    if isinstance(block, blocks.RichTextBlock):
        return {name: rich_text(str(value.source))}
    if value is True:
        return {name: "on"}
    return {name: _lines(getattr(value, "pk", value))}
