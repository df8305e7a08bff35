"""Language versions: in which languages the site is, and which pages one of them lacks.

There are two questions. Who writes asks where nobody has begun: a draft counts as a version
(`lacks_a_version`). Who looks after visitors asks what these cannot read in their language: only
what is public counts, so the caller says which versions there are (`missing`).
"""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from brand.core.visibility import visible

# A version of a page: its translation key, and the primary key of its language.
Version = tuple[UUID, int]


def written() -> list[Locale]:
    """Return the languages in which the site is written: they have a home page, if only a draft."""
    return _of_homes(Page.objects.all())


def readable() -> list[Locale]:
    """Return the languages in which visitors find the site: their home page is public."""
    return _of_homes(visible(Page.objects.all()))


def _of_homes(pages: PageQuerySet) -> list[Locale]:
    # Wagtail's welcome page, the only one of no type of ours, is nobody's home page.
    homes = pages.filter(depth=2, locale=OuterRef("pk")).exclude(content_type__model="page")
    return list(Locale.objects.filter(Exists(homes)).order_by("pk"))


def others_of_each() -> PageQuerySet:
    """Return, for use in a query of pages, the other versions of each of them."""
    same = Page.objects.filter(translation_key=OuterRef("translation_key"))
    return same.exclude(pk=OuterRef("pk"))


def lacks_a_version(locales: Iterable[Locale]) -> Q:
    """Return the condition that a page has no version at all in one of `locales`."""
    others = others_of_each()
    lacks: Any = Q(pk=0)  # of no page
    for locale in locales:
        lacks |= ~Q(locale=locale) & ~Exists(others.filter(locale=locale))
    return lacks


def versions_of(pages: PageQuerySet) -> set[Version]:
    """Return what language versions `pages` are."""
    return set(pages.order_by().values_list("translation_key", "locale_id"))


def missing(
    pages: Iterable[Page], locales: Iterable[Locale], there: Collection[Version]
) -> list[tuple[Page, Locale]]:
    """Return each of `pages` with each of `locales` in which it is not among the versions `there`.

    In the order of `pages`, then of `locales`.
    """
    wanted = list(locales)
    return [
        (page, locale)
        for page in pages
        for locale in wanted
        if locale.pk != page.locale_id and (page.translation_key, locale.pk) not in there
    ]
