"""What follows from the owner's accent, at addresses that say all and are valid for ever."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from brand.core.identity import BrandSettings
from brand.theme import icons
from brand.theme.palette import DEFAULT_ACCENT, palette_of
from brand.theme.stylesheet import style_sheet


@require_safe
def stylesheet(request: HttpRequest, accent: str, digest: str) -> HttpResponse:
    """The site's style sheet in `accent` (six hexadecimal digits); `digest` says which version.

    A page that was kept since an older version gets the one of today, for a short time.
    """
    sheet = style_sheet(f"#{accent}")
    response = _forever(sheet.text, "text/css")
    if digest != sheet.digest:
        response["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
def icon(request: HttpRequest, accent: str) -> HttpResponse:
    """The site's icon in `accent`."""
    return _forever(palette_of(f"#{accent}").icon(), "image/svg+xml")


@require_safe
def admin_palette(request: HttpRequest, accent: str) -> HttpResponse:
    """The colours of the admin in `accent`."""
    return _forever(palette_of(f"#{accent}").admin_css(), "text/css")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """/favicon.ico, which browsers and readers ask for whatever a page says."""
    return _for_a_day(icons.favicon(_accent(request)), "image/x-icon")


@require_safe
def touch_icon(request: HttpRequest) -> HttpResponse:
    """/apple-touch-icon.png, which telephones ask for when a page is put on the home screen."""
    return _for_a_day(icons.touch_icon(_accent(request)), "image/png")


def _accent(request: HttpRequest) -> str:
    site = Site.find_for_request(request)
    return BrandSettings.for_site(site).accent if site else DEFAULT_ACCENT


def _for_a_day(data: bytes, content_type: str) -> HttpResponse:
    headers = {"Cache-Control": "public, max-age=86400"}
    return HttpResponse(data, content_type=content_type, headers=headers)


def _forever(text: str, content_type: str) -> HttpResponse:
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(text, content_type=content_type, headers=headers)
