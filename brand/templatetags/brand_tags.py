"""The owner's identity and look, for templates: name, profession, portrait, palette."""

from django import template
from django.template.context import Context
from django.urls import reverse
from wagtail.models import Site

from brand.core import languages
from brand.core.request_cache import cached
from brand.core.settings import BrandSettings
from brand.editor import content_checks
from brand.theme.avatar import Avatar, avatar_of
from brand.theme.letter_shapes import shape_of
from brand.theme.palette import DEFAULT_ACCENT, Palette, palette_of
from brand.theme.portrait import Portrait, portrait_of
from brand.theme.stylesheet import style_sheet

register = template.Library()


@register.inclusion_tag("components/example.html")
def example_mark(brand: BrandSettings, field: str) -> dict[str, bool]:
    """The mark “example” beside a setting that is still the demonstration's."""
    return {"shown": field in brand.example_fields}


@register.simple_tag(takes_context=True)
def brand(context: Context) -> BrandSettings | None:
    """The identity of the brand, or None before the site has been set up."""
    return cached(context, "brand", _brand)


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
def avatar(context: Context) -> Avatar:
    """The picture drawn from the owner's initials where there is no portrait."""
    settings = brand(context)
    return avatar_of(settings.initials, settings.figure) if settings else avatar_of("")


register.filter("shape", shape_of)


@register.simple_tag(takes_context=True)
def portrait(context: Context) -> Portrait | None:
    """The owner's portrait on a home page, None if there is none; head and body ask for it."""
    image = context["page"].portrait
    return cached(context, "portrait", lambda _context: portrait_of(image)) if image else None


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
