"""Template tags for the owner's identity and look: name, profession, portrait, palette."""

from typing import TypeVar

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.models import Site

from brand.core import languages
from brand.core.identity import BrandSettings
from brand.core.publisher import PublisherSettings
from brand.core.request_cache import cached
from brand.core.site_settings import SettingsWithExamples, SiteSettings
from brand.editor import content_checks
from brand.theme.avatar import Avatar, avatar_of
from brand.theme.letter_shapes import shape_of
from brand.theme.palette import DEFAULT_ACCENT, Palette, palette_of
from brand.theme.portrait import Portrait, portrait_of
from brand.theme.stylesheet import SHEETS, SITE, sheet_of

register = template.Library()
S = TypeVar("S", bound=SiteSettings)


@register.inclusion_tag("components/example.html")
def example_mark(settings: SettingsWithExamples, field: str) -> dict[str, bool]:
    """Render the mark “example” beside a setting that still has the demonstration's value."""
    return {"shown": field in settings.example_fields}


@register.simple_tag(takes_context=True)
def brand(context: Context) -> BrandSettings | None:
    """Return the identity of the brand, or None before the site has been set up."""
    return cached(context, "brand", lambda context: _of_site(context, BrandSettings))


@register.simple_block_tag(takes_context=True)
def document_title(context: Context, content: SafeString) -> SafeString:
    """Render the element `title`: `content`, and the site's name unless it is part of it.

    In a fragment it becomes the title of the document around it, which htmx sees to.
    """
    settings = brand(context)
    name = settings.name if settings else ""
    is_new = name and str(escape(name)) not in content
    return format_html("<title>{}{}</title>", content, f" — {name}" if is_new else "")


@register.simple_tag(takes_context=True)
def publisher(context: Context) -> PublisherSettings | None:
    """Return who publishes the site, or None before the site has been set up."""
    return cached(context, "publisher", lambda context: _of_site(context, PublisherSettings))


@register.simple_tag(takes_context=True)
def controller_name(context: Context) -> str:
    """Return who answers for personal data (the GDPR's controller): the owner, else the publisher.

    Most sites have a name, so the publisher is seldom asked for.
    """
    owner = brand(context)
    if owner and owner.name:
        return owner.name
    settings = publisher(context)
    return settings.name if settings else ""


def _of_site(context: Context, model: type[S]) -> S | None:
    request = context.get("request")
    if request and Site.find_for_request(request):
        return model.for_request(request)
    site = Site.objects.filter(is_default_site=True).first()
    return model.for_site(site) if site else None


@register.simple_tag(takes_context=True)
def job_title(context: Context) -> str:
    """Return the owner's profession in the active language."""
    settings = brand(context)
    return settings.job_title(languages.active()) if settings else ""


@register.simple_tag(takes_context=True)
def avatar(context: Context) -> Avatar:
    """Return the avatar drawn from the owner's initials, for a site without a portrait."""
    settings = brand(context)
    return avatar_of(settings.initials, settings.figure) if settings else avatar_of("")


register.filter("shape", shape_of)
register.simple_tag(languages.of_settings, name="settings_language")


@register.simple_tag(takes_context=True)
def portrait(context: Context) -> Portrait | None:
    """Return the owner's portrait on a home page, or None. Used by both head and body."""
    image = context["page"].portrait
    return cached(context, "portrait", lambda _context: portrait_of(image)) if image else None


@register.simple_tag(takes_context=True)
def palette(context: Context) -> Palette:
    """Return the owner's palette, for places that need plain colour values."""
    return palette_of(_accent(context))


@register.simple_tag(takes_context=True)
def style_sheet(context: Context, name: str) -> SafeString:
    """Render the link to the style sheet `name` (`theme.stylesheet.SHEETS`); to all for "all"."""
    accent = _accent(context)
    links = []
    for each in SHEETS if name == "all" else [name]:
        which = {"accent": accent.removeprefix("#")} if each == SITE else {"name": each}
        address = reverse("stylesheet", kwargs=which | {"digest": sheet_of(each, accent).digest})
        links.append((address, "print" if each == "print" else "all"))
    return format_html_join("\n", '<link rel="stylesheet" href="{}" media="{}">', links)


@register.simple_tag(takes_context=True)
def palette_url(context: Context, name: str) -> str:
    """Return the path of "icon" or "admin_palette" in the owner's accent colour.

    "" for the default accent, which the files in static/ already have.
    """
    accent = _accent(context)
    return "" if accent == DEFAULT_ACCENT else reverse(name, args=[accent.removeprefix("#")])


def _accent(context: Context) -> str:
    settings = brand(context)
    return (settings and settings.accent.lower()) or DEFAULT_ACCENT


@register.simple_tag(takes_context=True)
def is_for_an_editor(context: Context) -> bool:
    """Whether somebody who may edit this page looks at it."""
    request, page = context.get("request"), context.get("page")
    return content_checks.is_for_an_editor(request, page) if request and page else False


@register.simple_tag(takes_context=True)
def lacks(context: Context) -> str:
    """Return what the editor's checks should report about this page; "" for visitors."""
    request = context.get("request")
    return " ".join(content_checks.lacks(request, context.get("page"))) if request else ""
