"""Template tags for navigation: menu, home page, legal pages, other languages."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import template
from django.template.context import Context
from wagtail.models import Page

from brand.core import languages
from brand.core.outline import Outline
from brand.core.request_cache import cached
from brand.core.standard_pages import LegalNoticePage, PrivacyPage
from brand.home.page import HomePage
from brand.translation.not_found import OtherVersion, find_other_versions

register = template.Library()


@dataclass(frozen=True)
class NavigationItem:
    title: str
    url: str
    is_current: bool
    is_section: bool


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[NavigationItem]:
    """Return the home page and its children in the menu, in the active language."""
    home = _home(context)
    if home is None:
        return []
    request, current = context["request"], context.get("page")
    items = []
    for page, title in [(home, home.menu_title), *_menu(context, home)]:
        url = page.get_url(request) or "/"
        is_current = request.path == url
        is_section = (
            page.pk != home.pk
            and isinstance(current, Page)
            and bool(current.path)
            and current.path.startswith(page.path)
        )
        items.append(NavigationItem(title or page.title, url, is_current, is_current or is_section))
    return items


def _menu(context: Context, home: HomePage) -> Iterator[tuple[Page, str]]:
    """Yield the pages below `home` that are in the menu, each with its menu title ("" for none)."""
    outline = _outline(context)
    below = outline.below(home)
    known = {page.pk for page in below}
    for page in below:
        # An alias beside its source is the same page once more.
        if page.show_in_menus and page.alias_of_id not in known and outline.is_visible(page):
            yield page, page.menu_title


@register.simple_tag(takes_context=True)
def home_url(context: Context) -> str:
    """Return the path of the home page in the active language, "/" if there is none."""
    home = _home(context)
    return (home and home.get_url(context.get("request"))) or "/"


@register.simple_tag(takes_context=True)
def footer_text(context: Context) -> str:
    """Return the owner's text for the footer in the active language (rich text)."""
    home = _home(context)
    return home.footer_text if home else ""


@register.simple_tag(takes_context=True)
def legal_pages(context: Context) -> list[Page]:
    """Return the published ones of legal notice and privacy page, in the active language."""
    outline, home = _outline(context), _home(context)
    if home is None:
        return []
    found = outline.of_type((LegalNoticePage, PrivacyPage), outline.below(home))
    return [page for page in found if outline.is_visible(page)]


@register.simple_tag(takes_context=True)
def privacy_url(context: Context) -> str:
    """Return the path of the privacy page in the active language, "" if there is none."""
    page = next((p for p in legal_pages(context) if isinstance(p, PrivacyPage)), None)
    return (page and page.get_url(context.get("request"))) or ""


@register.simple_tag(takes_context=True)
def other_versions(context: Context) -> list[OtherVersion]:
    """Return the versions of the requested page in other languages, for the page "not found"."""
    request = context.get("request")
    return find_other_versions(request) if request else []


def _home(context: Context) -> HomePage | None:
    return cached(context, f"home_{languages.active()}", _find_home)


def _find_home(context: Context) -> HomePage | None:
    outline = _outline(context)
    home = outline.home(languages.active())
    return outline.typed(home) if home else None


def _outline(context: Context) -> Outline:
    return Outline.of(context.get("request"))
