"""Template tags for navigation: menu, home page, legal pages, other languages."""

from dataclasses import dataclass

from django import template
from django.db.models.functions import Coalesce
from django.template.context import Context
from wagtail.models import Page, get_page_models

from brand.core import languages
from brand.core.base_page import BasePage
from brand.core.request_cache import cached
from brand.core.standard_pages import LegalNoticePage, PrivacyPage
from brand.core.visibility import visible
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
    for page, title in [(home, home.menu_title), *_menu(home)]:
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


def _menu(home: HomePage) -> list[tuple[Page, str]]:
    """Return the pages below `home` that are in the menu, each with its menu title ("" for none).

    The menu title is in the table of the page's type. One query asks all of these tables.
    """
    types = [model for model in get_page_models() if issubclass(model, BasePage)]
    names = [f"{model._meta.model_name}__menu_title" for model in types]
    below = home.get_children()
    children = visible(below).in_menu().exclude(alias_of__in=below)
    return [(page, page.menu_name) for page in children.annotate(menu_name=Coalesce(*names))]


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
    return cached(context, "legal_pages", _legal_pages)


def _legal_pages(context: Context) -> list[Page]:
    home = _home(context)
    if home is None:
        return []
    return list(visible(home.get_children()).type((LegalNoticePage, PrivacyPage)).specific())


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
    homes = visible(HomePage.objects.all())
    return homes.filter(locale__language_code=languages.active()).first() or homes.first()
