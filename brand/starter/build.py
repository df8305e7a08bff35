"""Build the starter's home page, legal notice and privacy page, and set the owner's identity."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from uuid import UUID

from django.utils.html import format_html
from wagtail.models import Locale, Page, Site

from brand.core.identity import BrandSettings
from brand.core.languages import written_for
from brand.core.publisher import PublisherSettings
from brand.core.standard_pages import LegalNoticePage, PrivacyPage
from brand.home.page import HomePage
from brand.starter import content_en, content_fr
from brand.starter.pages import create_or_replace, publish

CONTENT: dict[str, ModuleType] = {"fr": content_fr, "en": content_en}


def is_written(code: str) -> bool:
    """Whether the starter's pages are written in a language. In any other they are English."""
    return code in CONTENT


@dataclass(frozen=True)
class Owner:
    """The owner's own details. `professions` is by language ("fr", "en")."""

    given_name: str
    family_name: str
    professions: Mapping[str, str]
    accent: str

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    def introduction(self, language: str) -> str:
        """Return the profession as a first sentence of the biography. No more is known yet."""
        return format_html("<p>{}.</p>", self.professions[language].rstrip("."))


def put_home(owner: Owner, locale: Locale, old: Page | None, key: UUID, user: Any) -> HomePage:
    """Publish a home page with the details of `owner`. The turns to be written go into a draft."""
    content = written_for(CONTENT, locale.language_code)
    closing = ("contact", content.CONTACT_TURN)
    page = HomePage(
        **content.HOME,
        headline=owner.name,
        short_bio=owner.introduction(locale.language_code),
        turns=[closing],
        locale=locale,
    )
    page = create_or_replace(page, Page.get_first_root_node(), old, key)
    publish(page, user)
    page.turns = [*content.GUIDING_TURNS, closing]
    page.save_revision(user=user)
    return page


def put_legal(home: Page, old: Page | None, key: UUID, user: Any) -> Page:
    return _put_prose(LegalNoticePage, "LEGAL", home, old, key, user)


def put_privacy(home: Page, old: Page | None, key: UUID, user: Any) -> Page:
    return _put_prose(PrivacyPage, "PRIVACY", home, old, key, user)


def _put_prose(
    model: type[LegalNoticePage] | type[PrivacyPage],
    name: str,
    home: Page,
    old: Page | None,
    key: UUID,
    user: Any,
) -> Page:
    fields = getattr(written_for(CONTENT, home.locale.language_code), name)
    page = model(**fields | {"body": [("text", fields["body"])]}, locale=home.locale)
    page = create_or_replace(page, home, old, key)
    publish(page, user)
    return page


def identify(site: Site, owner: Owner) -> None:
    """Set the owner's identity, and clear the fields that still belong to the demonstration.

    Fields that the owner has already changed stay.
    """
    publisher = PublisherSettings.for_site(site)
    publisher.forget_examples()
    publisher.save()
    settings = BrandSettings.for_site(site)
    settings.forget_examples()
    settings.is_demonstration = False
    settings.name = owner.name
    settings.given_name, settings.family_name = owner.given_name, owner.family_name
    # Languages that were not asked for are dropped, so that no example remains there.
    settings.job_titles = dict(owner.professions)
    settings.accent = owner.accent
    settings.save()
    site.site_name = owner.name
    site.save()
