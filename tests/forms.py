"""What a browser sends from an editor, read from the editor's own form."""

from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield


def fields_of(form: Any) -> dict[str, Any]:
    """The values of a rendered page form as a browser sends them, formsets included."""
    data: dict[str, Any] = {}
    for name, field in form.fields.items():
        bound = form[name]
        value = bound.value()
        if hasattr(field, "block"):
            data |= nested_form_data({name: stream_data(value)})
        elif type(field.widget).__name__.startswith("Draftail"):
            data[name] = rich_text(str(getattr(value, "source", value) or ""))
        elif value is True:
            data[name] = "on"
        elif isinstance(value, (list, tuple)):
            data[name] = [str(v) for v in value]
        elif value is not None and value is not False:
            data[name] = str(value)
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
                    item[key] = value if isinstance(value, list) else str(value)
            items.append(item)
        data |= nested_form_data({name: inline_formset(items, initial=len(items))})
    return data


def stream_data(value: Any) -> dict[str, Any]:
    assert not len(value), "stream fields of these pages are empty"
    return streamfield([])
