"""Buttons that translate a page with one click, for each language without a version."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import BaseButton, Button, ButtonWithDropdownFromHook
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Page

from brand.core.languages import spoken

PERMISSION = "simple_translation.submit_translation"


def may_translate(page: Page, user: Any) -> bool:
    """Whether `user` may create versions of `page` in other languages."""
    return (
        not page.is_root()
        and user.has_perm(PERMISSION)
        and page.permissions_for_user(user).can_edit()
    )


def buttons(page: Page, user: Any) -> Iterator[BaseButton]:
    """Yield a button for each language of the settings in which `page` has no version yet."""
    if not may_translate(page, user):
        return
    versions = page.get_translations(inclusive=True).filter(locale=OuterRef("pk"))
    locales = Locale.objects.annotate(has_version=Exists(versions))
    has_version = dict(locales.values_list("language_code", "has_version"))
    if len(has_version) < 2:
        return  # a site in one language is not asked again on every page
    for code in get_content_languages():
        if not has_version.get(code):
            yield translate_button(page, code)


def translate_button(page: Page, language: str, classname: str = "") -> Button:
    """Return the button that translates `page` into `language`: it posts, for it makes a page."""
    url = reverse("translate_page", args=[page.pk, language])
    return Button(
        _("Translate into %(language)s") % {"language": spoken(language)},
        icon_name="globe",
        classname=classname,
        priority=25,
        attrs={
            "data-controller": "w-action",
            "data-action": "w-action#post",
            "data-w-action-url-value": url,
        },
    )


def without_wagtails(found: Iterable[BaseButton]) -> list[BaseButton]:
    """Leave out Wagtail's own "Translate", which asks three questions for the same result."""
    wagtails = reverse("simple_translation:submit_page_translation", args=[0]).rsplit("0", 1)[0]
    kept = [button for button in found if not (button.url or "").startswith(wagtails)]
    for button in kept:
        if isinstance(button, ButtonWithDropdownFromHook):
            button.dropdown_buttons = without_wagtails(button.dropdown_buttons)
    return kept
