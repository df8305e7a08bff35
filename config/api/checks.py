"""Refuse what an operation of the API would drop in silence, before it runs.

Wagtail's v3 is a preview. It accepts offsets that no database takes, and ignores fields that it
cannot write: a page without its required fields would be stored empty.
"""

import json
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import HttpRequest
from ninja.errors import ValidationError
from pydantic import BaseModel
from wagtail.api.v3.registry import registry
from wagtail.coreutils import resolve_model_string

MAX_OFFSET = 2**31
Location = tuple[str | int, ...]


def refuse(location: Location, kind: str, message: str) -> ValidationError:
    """Return an error that becomes a 422 and names the field at `location`."""
    return ValidationError([{"type": kind, "loc": list(location), "msg": message}])


def checked(view: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate an operation: check its values once they are parsed and the token is accepted."""

    @wraps(view)
    def checked_view(request: HttpRequest, *args: Any, **values: Any) -> Any:
        paging = values.get("ninja_pagination")
        if paging is not None and paging.offset > MAX_OFFSET:
            raise refuse(("query", "offset"), "less_than_equal", f"At most {MAX_OFFSET}.")
        bodies = {name: value for name, value in values.items() if isinstance(value, BaseModel)}
        if request.method in {"POST", "PATCH", "PUT"} and "data" in bodies:
            refuse_dropped(request, bodies["data"], files=values)
            if request.method == "POST":
                refuse_incomplete(bodies["data"], values.get("type"))
        return view(request, *args, **values)

    return checked_view


def refuse_dropped(request: HttpRequest, data: BaseModel, files: dict[str, Any]) -> None:
    """Raise for fields that were sent and are not in `data`, which has only writable ones."""
    if request.content_type == "application/json":
        sent = json.loads(request.body or b"{}")
        unknown = list(_unknown(sent, data, ()))
    else:
        known = _names(data) | {n for n, v in files.items() if isinstance(v, UploadedFile)}
        unknown = [(name,) for name in {*request.POST, *request.FILES} if name not in known]
    if unknown:
        message = "This field does not exist, or cannot be written through the API."
        raise ValidationError(
            [
                {"type": "extra_forbidden", "loc": ["body", *location], "msg": message}
                for location in sorted(unknown, key=str)
            ]
        )


def _names(data: BaseModel) -> set[str]:
    """Return the names under which the fields of `data` may be sent."""
    fields = type(data).model_fields
    return set(fields) | {field.alias for field in fields.values() if field.alias}


def _unknown(sent: Any, data: Any, location: Location) -> Iterator[Location]:
    """Return the locations in `sent` (JSON) that `data`, made from it, has dropped."""
    if isinstance(data, BaseModel) and isinstance(sent, dict):
        names = {field.alias or name: name for name, field in type(data).model_fields.items()}
        names |= {name: name for name in type(data).model_fields}
        for name, value in sent.items():
            if name not in names:
                yield (*location, name)
            else:
                yield from _unknown(value, getattr(data, names[name]), (*location, name))
    elif isinstance(data, list) and isinstance(sent, list):
        for number, (one, made) in enumerate(zip(sent, data, strict=False)):
            yield from _unknown(one, made, (*location, number))


def refuse_incomplete(data: BaseModel, snippet_type: str | None) -> None:
    """Raise if a new object would need a field that the API cannot write yet."""
    kind = snippet_type or getattr(getattr(data, "meta", None), "type", None)
    if not kind or not registry.has(kind):
        return
    model: type[models.Model] = resolve_model_string(kind)
    missing = [name for name in required_fields(model) if name not in type(data).model_fields]
    if missing:
        message = "Required, and cannot be written through the API yet: use the admin."
        raise ValidationError(
            [{"type": "not_writable", "loc": ["body", name], "msg": message} for name in missing]
        )


def required_fields(model: type[models.Model]) -> list[str]:
    """Return the fields of `model` that its editor requires and nothing else fills in."""
    own = model._meta.local_fields if model._meta.parents else model._meta.fields
    return [
        field.name
        for field in own
        if field.editable
        and not field.blank
        and not field.null
        and not field.has_default()
        and not field.auto_created
        and not (field.remote_field and field.remote_field.parent_link)
        and field.name not in {"locale", "translation_key"}
    ]
