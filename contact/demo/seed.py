"""Turn the contact page of the demonstration into a page, below a home page of it."""

from types import ModuleType

from brand.core.languages import written_for
from brand.demo.factory import draft, identified, publish
from brand.demo.seed import Home
from contact.demo import content_en, content_fr
from contact.page.models import ContactChannel, ContactPage

CONTENT: dict[str, ModuleType] = {"fr": content_fr, "en": content_en}
PAGES = ("contact",)


def seed(home: Home) -> ContactPage:
    """Publish the contact page of `home` with its channels, which are facts in any language."""
    page = ContactPage(**written_for(CONTENT, home.language).CONTACT, show_in_menus=True)
    page.channels = [
        identified(
            ContactChannel(sort_order=number, **channel), f"channel:{channel['kind']}", home.locale
        )
        for number, channel in enumerate(content_fr.CHANNELS)
    ]
    page = draft(home.page, page, "contact", home.locale)
    publish(page)
    return page
