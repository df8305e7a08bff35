"""Content checks of the editor: Wagtail's own, and those that need to know this site.

axe-core reads the page as it is rendered, including previews of unsaved text. It cannot see a
missing description or translation, so these are written into the page for people who may edit it,
as `data-lacks`. Visitors' pages do not have this attribute.
"""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page

from brand.core import language_versions
from brand.core.base_page import BasePage
from brand.core.visibility import visible
from brand.text.short_links import SHORTENERS

DESCRIPTION, TRANSLATION, PORTRAIT, WORDS = "description", "translation", "portrait", "words"


def lacks(request: HttpRequest, page: Any) -> list[str]:
    """Return what `page` (or an unsaved preview) lacks. Empty for users who may not edit it."""
    if not isinstance(page, BasePage) or not is_for_an_editor(request, page):
        return []
    found = []
    if not page.search_description:
        found.append(DESCRIPTION)
    if _is_untranslated(page):
        found.append(TRANSLATION)
    # Without a description, the alternative text would be the title, which is often a file name.
    if (portrait := getattr(page, "portrait", None)) and not portrait.description:
        found.append(PORTRAIT)
    return found


def is_for_an_editor(request: HttpRequest, page: Page) -> bool:
    """Whether `page` is shown to somebody who may edit it, or in the preview of its editor."""
    if getattr(request, "is_preview", False):
        return True
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    return bool(page.permissions_for_user(user).can_edit())


def _is_untranslated(page: Page) -> bool:
    """Whether visitors read the site in a language in which they cannot read this page."""
    same = Page.objects.filter(translation_key=page.translation_key)
    there = language_versions.versions_of(visible(same))
    return bool(language_versions.missing([page], language_versions.readable(), there))


def _rule(name: str, selector: str, impact: str) -> dict[str, Any]:
    return {
        "id": name,
        "impact": impact,
        "selector": selector,
        "tags": ["best-practice"],
        # axe-core needs a check of its own; no such element passes this one, so the selector
        # decides.
        "any": ["has-alt"],
        "enabled": True,
    }


_SHORT_LINKS = ", ".join(f'main a[href*="//{host}/"]' for host in SHORTENERS)


class SiteChecker(ContentCheckerItem):
    """Wagtail's content checks with our messages, plus the checks based on `data-lacks`."""

    _own = (
        _rule("no-search-description", f"body[data-lacks~={DESCRIPTION}]", "moderate"),
        _rule("no-translation", f"body[data-lacks~={TRANSLATION}]", "minor"),
        _rule("no-portrait-words", f"body[data-lacks~={PORTRAIT}]", "serious"),
        _rule("no-picture-words", f"[data-lacks~={WORDS}]", "serious"),
        _rule("no-link-target", "main a:not([href])", "serious"),
        _rule("short-link", _SHORT_LINKS, "minor"),
    )
    # Our check says where to write one, and also applies where the page falls back on its first
    # words.
    axe_run_only = [
        *(rule for rule in ContentCheckerItem.axe_run_only if rule != "empty-meta-description"),
        "image-alt",
        *(rule["id"] for rule in _own),
    ]
    axe_custom_rules = [
        *(r for r in ContentCheckerItem.axe_custom_rules if r["id"] != "empty-meta-description"),
        *_own,
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "no-search-description": {
            "error_name": _("No description for search engines"),
            "help_text": _("Write one sentence in the tab “Search and sharing”."),
        },
        "no-translation": {
            "error_name": _("Not in all languages of the site"),
            "help_text": _("Translate this page (in the “…” menu), and publish the translation."),
        },
        "image-alt": {
            "error_name": _("A picture without alternative text"),
            "help_text": _("Say what it shows, for people who do not see it."),
        },
        "no-picture-words": {
            "error_name": _("A picture without alternative text"),
            "help_text": _(
                "Say what it shows, for people who do not see it, or mark it as decorative."
            ),
        },
        "no-portrait-words": {
            "error_name": _("The portrait has no description"),
            "help_text": _("Edit the picture under Images, and say what it shows."),
        },
        "heading-order": {
            "error_name": _("A heading level is skipped"),
            "help_text": _("Use the large heading first, the small one only below it."),
        },
        "link-name": {
            "error_name": _("A link without text"),
            "help_text": _("Say where it leads, or remove it."),
        },
        "no-link-target": {
            "error_name": _("A link that leads nowhere"),
            "help_text": _("Its page is gone: choose another one, or remove the link."),
        },
        "short-link": {
            "error_name": _("A short link"),
            "help_text": _("Nobody sees where it leads: use the address that it opens."),
        },
    }


def replace_checker(items: list[Any]) -> None:
    """Replace Wagtail's checks by ours, both in the userbar and in the editor."""
    for position, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[position] = SiteChecker(in_editor=item.in_editor)
