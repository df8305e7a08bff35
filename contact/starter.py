"""The first contact page of a new site: its form works at once; the owner adds channels."""

from typing import Any
from uuid import UUID

from wagtail.models import Page

from brand.core.languages import written_for
from brand.starter.pages import create_or_replace, publish
from contact.page.models import ContactPage

CONTACT = {
    "fr": {
        "title": "Contact",
        "slug": "contact",
        "question": "Que puis-je faire pour vous ?",
        "search_description": "Écrire à %(name)s.",
    },
    "en": {
        "title": "Contact",
        "slug": "contact",
        "question": "What can I do for you?",
        "search_description": "Write to %(name)s.",
    },
}


def put_contact(home: Page, old: Page | None, key: UUID, user: Any, *, name: str) -> Page:
    """Publish the contact page below `home`, in the name of its owner."""
    fields = written_for(CONTACT, home.locale.language_code)
    described = fields["search_description"] % {"name": name}
    page = ContactPage(
        **fields | {"search_description": described}, show_in_menus=True, locale=home.locale
    )
    page = create_or_replace(page, home, old, key)
    publish(page, user)
    return page
