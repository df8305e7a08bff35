"""The first list of services of a new site; visitors see it once there is a service."""

from typing import Any
from uuid import UUID

from wagtail.models import Page

from brand.core.languages import written_for
from brand.starter.pages import create_or_replace, publish
from services.models import ServiceIndexPage

INDEX = {
    "fr": {"title": "Services", "slug": "services"},
    "en": {"title": "Services", "slug": "services"},
}


def put_index(home: Page, old: Page | None, key: UUID, user: Any) -> Page:
    """Put the list of services below `home`: a draft, unless there is a service to show in it."""
    fields = written_for(INDEX, home.locale.language_code)
    page = ServiceIndexPage(**fields, show_in_menus=True, locale=home.locale)
    page = create_or_replace(page, home, old, key)
    if page.get_children().live().exists():
        publish(page, user)
        return page
    if page.live:
        page.unpublish(user=user)
    page.save_revision(user=user)
    return page
