"""Links to pages in rich text: the addresses of all that a text has, in two or three queries."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import escape
from wagtail.models import Locale, Page
from wagtail.rich_text.pages import PageLinkHandler


class PageLinks(PageLinkHandler):
    """Leads to the version of a page in the active language, as Wagtail's own handler does.

    Wagtail's asks for the active language, and for the translation, once more for each link.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: Sequence[Mapping[str, Any]]) -> list[str]:
        wanted = [str(attributes.get("id")) for attributes in attrs_list]
        numbers = {number for number in wanted if number.isdecimal()}
        pages = {str(pk): page for pk, page in Page.objects.in_bulk(numbers).items()}
        versions = _in_active_language(list(pages.values()))
        tags = {
            number: f'<a href="{escape(versions.get(page.translation_key, page).url)}">'
            for number, page in pages.items()
        }
        return [tags.get(number, "<a>") for number in wanted]


def _in_active_language(pages: Sequence[Page]) -> dict[Any, Page]:
    """Return {translation key: live version in the active language} of those of another one."""
    if not pages:
        return {}
    active = Locale.get_active()
    keys = {page.translation_key for page in pages if page.locale_id != active.pk}
    found = Page.objects.filter(translation_key__in=keys, locale=active, live=True)
    return {page.translation_key: page for page in found} if keys else {}
