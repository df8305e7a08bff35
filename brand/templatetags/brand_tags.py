"""What templates ask of the brand: navigation, the owner's figure, prices, structured data."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.db.models.functions import Coalesce
from django.template.context import Context
from django.urls import reverse
from django.utils import formats
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page, Site, get_page_models

from brand.core import languages
from brand.core.base_page import BasePage
from brand.core.settings import BrandSettings
from brand.core.standard_pages import LegalNoticePage, PrivacyPage
from brand.core.visibility import visible
from brand.editor import content_checks
from brand.home.page import HomePage
from brand.interview.search import Search
from brand.text import highlight
from brand.text.search_terms import Term
from brand.theme.avatar import Figure, figure_of
from brand.theme.letter_shapes import shape_of
from brand.theme.palette import DEFAULT_ACCENT, Palette, palette_of
from brand.theme.portrait import Portrait, portrait_of
from brand.theme.stylesheet import style_sheet
from brand.translation.not_found import Elsewhere, find_elsewhere

register = template.Library()

_COMPOUND = re.compile(r"\S*-\S*")
_LONGEST_UNBROKEN = 13  # characters, in the largest heading of a narrow phone
_LONE_LETTER = re.compile(r"(?<=\b[^\W\d_]) (?=\w)")


@dataclass(frozen=True)
class NavigationItem:
    title: str
    url: str
    is_current: bool
    is_section: bool


@register.inclusion_tag("components/example.html")
def example_mark(brand: BrandSettings, field: str) -> dict[str, bool]:
    """The mark “example” beside a setting that is still the demonstration's."""
    return {"shown": field in brand.example_fields}


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[NavigationItem]:
    """The home page and its children that the owner put into the menu, in this language."""
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
    """Pages below `home` that stand in the menu, with their own name there ("" for none).

    The name is in the table of the page's type; one query asks all of these tables.
    """
    types = [model for model in get_page_models() if issubclass(model, BasePage)]
    names = [f"{model._meta.model_name}__menu_title" for model in types]
    below = home.get_children()
    children = visible(below).in_menu().exclude(alias_of__in=below)
    return [(page, page.menu_name) for page in children.annotate(menu_name=Coalesce(*names))]


@register.simple_tag(takes_context=True)
def home_url(context: Context) -> str:
    """Path of the home page in the active language, "/" if there is none."""
    home = _home(context)
    return (home and home.get_url(context.get("request"))) or "/"


@register.simple_tag(takes_context=True)
def footer_text(context: Context) -> str:
    """What the owner wrote for the foot of every page in the active language (rich text)."""
    home = _home(context)
    return home.footer_text if home else ""


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
    return settings.job_title(languages.active()) if settings else ""


@register.simple_tag(takes_context=True)
def figure(context: Context) -> Figure:
    """The picture drawn from the owner's initials where there is no portrait."""
    settings = brand(context)
    return figure_of(settings.initials, settings.figure) if settings else figure_of("")


register.filter("shape", shape_of)


@register.simple_tag(takes_context=True)
def portrait(context: Context) -> Portrait | None:
    """The owner's portrait on a home page, None if there is none; head and body ask for it."""
    image = context["page"].portrait
    return _cached(context, "portrait", lambda _context: portrait_of(image)) if image else None


@register.simple_tag(takes_context=True)
def palette(context: Context) -> Palette:
    """The owner's palette, for what is written in plain colours."""
    return palette_of(_accent(context))


@register.simple_tag(takes_context=True)
def stylesheet_url(context: Context) -> str:
    """Path of the site's style sheet, in the owner's accent."""
    accent = _accent(context)
    return reverse("stylesheet", args=[accent.removeprefix("#"), style_sheet(accent).digest])


@register.simple_tag(takes_context=True)
def palette_url(context: Context, name: str) -> str:
    """Path of what follows from the owner's accent: "icon" or "admin_palette".

    "" while the accent is the one that the files in static/ have.
    """
    accent = _accent(context)
    return "" if accent == DEFAULT_ACCENT else reverse(name, args=[accent.removeprefix("#")])


def _accent(context: Context) -> str:
    settings = brand(context)
    return (settings and settings.accent.lower()) or DEFAULT_ACCENT


@register.simple_tag(takes_context=True)
def lacks(context: Context) -> str:
    """What the checks of the editor should know about this page; "" for visitors."""
    request = context.get("request")
    return " ".join(content_checks.lacks(request, context.get("page"))) if request else ""


@register.simple_tag(takes_context=True)
def elsewhere(context: Context) -> list[Elsewhere]:
    """Where what was asked for can be read in another language (for the page "not found")."""
    request = context.get("request")
    return find_elsewhere(request) if request else []


@register.filter
def written_in(code: str) -> str:
    """The note beside a passage in the language `code`: "in French", "en anglais"."""
    return languages.written_in(code)


@register.filter
def longest_word(heading: str) -> int:
    """How many characters the longest word of `heading` has, hyphens included."""
    return max(map(len, heading.split()), default=0)


@register.filter
def unbroken(heading: str) -> str:
    """`heading` whose lines end neither at a hyphen nor after a word of one letter.

    "Proposez-vous" stays one word, and "à", "y" or "a" goes to the line of the next one. A longer
    one may end a line at its hyphen: on a phone it would break in the middle of a syllable.
    """
    whole = _COMPOUND.sub(
        lambda word: (
            word[0].replace("-", "\N{NON-BREAKING HYPHEN}")
            if len(word[0]) <= _LONGEST_UNBROKEN
            else word[0]
        ),
        str(heading),  # a preview gives words that are translated when they are shown
    )
    return _LONE_LETTER.sub("\N{NO-BREAK SPACE}", whole)


@register.filter
def hit(text: str, terms: Sequence[Term]) -> SafeString:
    """`text` (HTML, or plain text, which is escaped) with marks around the search's `terms`.

    Where nothing is searched for, there are no terms, and nothing is marked.
    """
    marked = highlight.mark(conditional_escape(text), terms or ())
    return mark_safe(marked)  # noqa: S308  (escaped above; marks go into text only)


@register.simple_tag
def search_address(search: Search, topic: str) -> str:
    """What is added to the interview's address for the same words among a topic's answers."""
    return search.address(topic=topic)


@register.filter
def euros(amount: Decimal | None) -> str:
    """A price as the active language writes it: "1 200 €" or "€1,200"; "" for None."""
    if amount is None:
        return ""
    whole = amount == amount.to_integral_value()
    number = formats.number_format(amount, 0 if whole else 2, force_grouping=True)
    return f"€{number}" if languages.active() == "en" else f"{number}\N{NO-BREAK SPACE}€"


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


def _home(context: Context) -> HomePage | None:
    return _cached(context, f"home_{languages.active()}", _find_home)


def _find_home(context: Context) -> HomePage | None:
    homes = visible(HomePage.objects.all())
    return homes.filter(locale__language_code=languages.active()).first() or homes.first()


def _cached(context: Context, name: str, find: Any) -> Any:
    """Ask once a request: header, page and footer want the same things."""
    request = context.get("request")
    if request is None:
        return find(context)
    cache = request.__dict__.setdefault("_brand_cache", {})
    if name not in cache:
        cache[name] = find(context)
    return cache[name]
