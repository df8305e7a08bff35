"""Files in the owner's accent colour. Their addresses contain the colour and never expire."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from brand.core.identity import BrandSettings
from brand.theme import icons
from brand.theme.palette import DEFAULT_ACCENT, palette_of
from brand.theme.stylesheet import SITE, sheet_of
from ops.web.public_response import mark_public, public


@require_safe
def stylesheet(
    request: HttpRequest, digest: str, name: str = SITE, accent: str = ""
) -> HttpResponse:
    """Return the style sheet `name`; that of the site is in `accent` (six hexadecimal digits).

    `digest` identifies a version. A page cached since an older version gets the current style
    sheet, with a short lifetime. Only what the pages of now name is kept: nobody else decides how
    many there are.
    """
    sheet = sheet_of(name, f"#{accent}")
    response = _forever(sheet.text, "text/css")
    if digest != sheet.digest:
        response["Cache-Control"] = "public, max-age=300"
        return response
    return mark_public(request, response) if name != SITE or _is_ours(request, accent) else response


@require_safe
def icon(request: HttpRequest, accent: str) -> HttpResponse:
    """Return the site's icon in `accent`."""
    response = _forever(palette_of(f"#{accent}").icon(), "image/svg+xml")
    return mark_public(request, response) if _is_ours(request, accent) else response


@require_safe
def admin_palette(request: HttpRequest, accent: str) -> HttpResponse:
    """Return the colours of the admin in `accent`."""
    return _forever(palette_of(f"#{accent}").admin_css(), "text/css")


@require_safe
@public
def favicon(request: HttpRequest) -> HttpResponse:
    """Return /favicon.ico, which browsers and readers request whatever a page says."""
    return _for_a_day(icons.favicon(_accent(request)), "image/x-icon")


@require_safe
@public
def touch_icon(request: HttpRequest) -> HttpResponse:
    """Return /apple-touch-icon.png, which phones request when a page is put on the home screen."""
    return _for_a_day(icons.touch_icon(_accent(request)), "image/png")


def _accent(request: HttpRequest) -> str:
    site = Site.find_for_request(request)
    return BrandSettings.for_site(site).accent if site else DEFAULT_ACCENT


def _is_ours(request: HttpRequest, accent: str) -> bool:
    return _accent(request).lower() == f"#{accent}"


def _for_a_day(data: bytes, content_type: str) -> HttpResponse:
    headers = {"Cache-Control": "public, max-age=86400"}
    return HttpResponse(data, content_type=content_type, headers=headers)


def _forever(text: str, content_type: str) -> HttpResponse:
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(text, content_type=content_type, headers=headers)
