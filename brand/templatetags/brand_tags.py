"""What templates ask of the brand: navigation, the owner's figure, prices, structured data."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils import formats, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page, Site

from brand.figure import Figure, figure_of
from brand.models import BrandSettings, HomePage, LegalNoticePage, PrivacyPage
from brand.palette import DEFAULT_ACCENT
from brand.visibility import visible

register = template.Library()


@dataclass(frozen=True)
class NavigationItem:
    title: str
    url: str
    is_current: bool
    is_section: bool


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[NavigationItem]:
    """The home page and its children that the owner put into the menu, in this language."""
    home = _home(context)
    if home is None:
        return []
    request, current = context["request"], context.get("page")
    children = visible(home.get_children()).in_menu()
    items = []
    for page in [home, *children]:
        url = page.get_url(request) or "/"
        is_current = request.path == url
        is_section = (
            page.pk != home.pk
            and isinstance(current, Page)
            and bool(current.path)
            and current.path.startswith(page.path)
        )
        items.append(NavigationItem(page.title, url, is_current, is_current or is_section))
    return items


@register.simple_tag(takes_context=True)
def home_url(context: Context) -> str:
    """Path of the home page in the active language, "/" if there is none."""
    home = _home(context)
    return (home and home.get_url(context.get("request"))) or "/"


@register.simple_tag(takes_context=True)
def legal_pages(context: Context) -> list[Page]:
    """Legal notice and privacy page of the active language, as far as they are published."""
    return _cached(context, "legal_pages", _legal_pages)


def _legal_pages(context: Context) -> list[Page]:
    home = _home(context)
    if home is None:
        return []
    return list(visible(home.get_children()).type((LegalNoticePage, PrivacyPage)).specific())


@register.simple_tag(takes_context=True)
def privacy_url(context: Context) -> str:
    """Path of the privacy page in the active language, "" if there is none."""
    page = next((p for p in legal_pages(context) if isinstance(p, PrivacyPage)), None)
    return (page and page.get_url(context.get("request"))) or ""


@register.simple_tag(takes_context=True)
def brand(context: Context) -> BrandSettings | None:
    """The identity of the brand, or None before the site has been set up."""
    return _cached(context, "brand", _brand)


def _brand(context: Context) -> BrandSettings | None:
    request = context.get("request")
    if request and Site.find_for_request(request):
        return BrandSettings.for_request(request)
    site = Site.objects.filter(is_default_site=True).first()
    return BrandSettings.for_site(site) if site else None


@register.simple_tag(takes_context=True)
def job_title(context: Context) -> str:
    """The owner's profession in the active language."""
    settings = brand(context)
    return settings.job_title(_language()) if settings else ""


@register.simple_tag(takes_context=True)
def figure(context: Context) -> Figure:
    """The picture drawn from the owner's initials where there is no portrait."""
    settings = brand(context)
    return figure_of(settings.initials if settings else "")


@register.simple_tag(takes_context=True)
def palette_url(context: Context) -> str:
    """Path of the owner's palette, "" while the accent is the one that tokens.css has."""
    settings = brand(context)
    accent = (settings.accent if settings else "").lower()
    if not accent or accent == DEFAULT_ACCENT:
        return ""
    return reverse("palette", args=[accent.removeprefix("#")])


@register.filter
def unbroken(heading: str) -> str:
    """`heading` with hyphens that no line ends at: "proposez-vous" stays one word."""
    return heading.replace("-", "\N{NON-BREAKING HYPHEN}")


@register.filter
def euros(amount: Decimal | None) -> str:
    """A price as the active language writes it: "1 200 €" or "€1,200"; "" for None."""
    if amount is None:
        return ""
    whole = amount == amount.to_integral_value()
    number = formats.number_format(amount, 0 if whole else 2, force_grouping=True)
    return f"€{number}" if _language() == "en" else f"{number}\N{NO-BREAK SPACE}€"


@register.simple_tag
def json_ld(data: dict[str, Any] | None) -> SafeString | str:
    """`data` as a JSON-LD script element; "" for None.

    A data block is not executed, so the strict policy allows it. As in Django's json_script,
    the three characters that could end the element are escaped.
    """
    if not data:
        return ""
    text = json.dumps(data, ensure_ascii=False, default=str)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    escaped = mark_safe(text)  # noqa: S308  (escaped above)
    return format_html('<script type="application/ld+json">{}</script>', escaped)


def _language() -> str:
    return (translation.get_language() or "fr")[:2]


def _home(context: Context) -> HomePage | None:
    return _cached(context, f"home_{_language()}", _find_home)


def _find_home(context: Context) -> HomePage | None:
    homes = visible(HomePage.objects.all())
    return homes.filter(locale__language_code=_language()).first() or homes.first()


def _cached(context: Context, name: str, find: Any) -> Any:
    """Ask once a request: header, page and footer want the same things."""
    request = context.get("request")
    if request is None:
        return find(context)
    cache = request.__dict__.setdefault("_brand_cache", {})
    if name not in cache:
        cache[name] = find(context)
    return cache[name]
