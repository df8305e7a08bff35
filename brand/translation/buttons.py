"""Buttons that translate a page with one click, for each language without a version."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import BaseButton, Button, ButtonWithDropdownFromHook
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
    """Yield a button for each language in which `page` has no version yet."""
    if not may_translate(page, user):
        return
    versions = page.get_translations(inclusive=True).values("locale_id")
    for locale in Locale.objects.exclude(pk__in=versions):
        yield translate_button(page, locale)


def translate_button(page: Page, locale: Locale, classname: str = "") -> Button:
    """Return the button. It sends a POST, because it creates a page."""
    url = reverse("translate_page", args=[page.pk, locale.language_code])
    return Button(
        _("Translate into %(language)s") % {"language": spoken(locale.language_code)},
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
