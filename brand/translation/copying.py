"""Translate a page: create a draft with all content copied, below drafts of its ancestors."""

from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.models import Locale, Page

from brand.core.base_page import BasePage


@dataclass(frozen=True)
class Translation:
    """The draft that was created or found, and the ancestors that had to be copied with it."""

    page: Page
    ancestors: list[Page] = field(default_factory=list)
    is_new: bool = True


def translate(page: Page, locale: Locale, user: object) -> Translation:
    """Return the version of `page` in `locale`, created as a draft if there is none.

    Ancestors without a version there are copied as drafts, too. Wagtail would publish the copies,
    in the wrong language. The caller must check the permissions of `user`.
    """
    if existing := page.get_translation_or_none(locale):
        return Translation(existing, is_new=False)
    try:
        with transaction.atomic():
            above = [
                _copy(ancestor.specific, locale, user)
                for ancestor in page.get_ancestors().filter(depth__gt=1)
                if not ancestor.has_translation(locale)
            ]
            return Translation(_copy(page.specific, locale, user), above)
    except IntegrityError:
        # A second click: the first one has created it.
        return Translation(page.get_translation(locale), is_new=False)


def _copy(page: Page, locale: Locale, user: object) -> Page:
    action = CopyPageForTranslationAction(page, locale, user=user)
    copy = action.execute(skip_permission_checks=True).specific
    if isinstance(copy, BasePage) and copy.clear_generated_slugs():
        copy.save_revision(user=user)
    return copy
