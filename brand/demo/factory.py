"""Create the demonstration's objects with fixed keys, through Wagtail's own API."""

import json
from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID, uuid5

from wagtail.models import Locale, Page, TranslatableMixin

M = TypeVar("M", bound=TranslatableMixin)
P = TypeVar("P", bound=Page)
_NAMESPACE = UUID("6f0d3a52-6f5c-5b0e-9a55-0d1f6d5f7a10")


def key(name: str) -> UUID:
    """Return the key that belongs to `name` ("page:home", "answer:start"). It never changes.

    Translations share it, and references to answers use it.
    """
    return uuid5(_NAMESPACE, name)


def stream(name: str, blocks: Iterable[tuple[str, Any]]) -> str:
    """Return `blocks`, pairs of block name and value, as the JSON that a StreamField stores.

    A list inside a value becomes a ListBlock. Ids are derived from `name`; Wagtail's own would be
    random, and two seeds of one site would differ.
    """
    return json.dumps(
        [
            {"type": kind, "value": _raw(path, value), "id": str(key(path))}
            for path, (kind, value) in _numbered(name, blocks)
        ]
    )


def _raw(path: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {field: _raw(f"{path}/{field}", part) for field, part in value.items()}
    if isinstance(value, list):
        return [
            {"type": "item", "value": _raw(place, part), "id": str(key(place))}
            for place, part in _numbered(path, value)
        ]
    return value


def _numbered(path: str, parts: Iterable[Any]) -> Iterable[tuple[str, Any]]:
    return ((f"{path}/{number}", part) for number, part in enumerate(parts))


def draft(parent: Page, page: P, name: str, locale: Locale) -> P:
    """Add `page` below `parent` without publishing it, with the key of "page:`name`"."""
    page.live = False
    page.from_demo = True  # type: ignore[attr-defined]  # all page types are BasePage
    page.locale = locale
    page.translation_key = key(f"page:{name}")
    return parent.add_child(instance=page)


def publish(page: Page) -> None:
    """Publish `page` as an editor does: the revision fills in slugs and can be reverted to."""
    page.save_revision().publish()


def identified(row: M, name: str, locale: Locale) -> M:
    """Give `row`, a child of a page, the key of `name` and its locale."""
    row.translation_key, row.locale = key(name), locale
    return row


def snippet(model: type[M], name: str, locale: Locale, /, **values: Any) -> M:
    """Return the row of `model` with the key of `name` in `locale`, created if it is missing.

    Snippets outlive the pages that show them, so the owner may have kept and edited this one.
    """
    row, _ = model._default_manager.get_or_create(
        translation_key=key(name), locale=locale, defaults=values
    )
    return row
