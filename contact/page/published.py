"""Addresses of the contact pages that visitors may read, for mails and for other pages."""

from django.conf import settings

from brand.core.visibility import visible
from contact.page.models import ContactPage


def _public_pages(language: str) -> list[ContactPage]:
    """Return the contact pages that anybody may read, the one in `language` first."""
    pages = visible(ContactPage.objects.all()).select_related("locale").order_by("path")
    return sorted(pages, key=lambda page: page.locale.language_code != language)


def published_emails(language: str) -> list[str]:
    """Return the e-mail addresses that visitors can read, the preferred one of a page first.

    Those of the contact page in `language` come before those of others.
    """
    return [
        channel.address.strip()
        for page in _public_pages(language)
        for channel in page.open_channels
        if channel.kind == "email" and channel.href
    ]


def form_url(language: str) -> str:
    """Return the full address of the form in `language`, else in another; "" if there is none."""
    pages = _public_pages(language)
    return f"{settings.BASE_URL}{pages[0].get_url()}" if pages else ""
