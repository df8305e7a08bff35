"""What follows from the owner's accent, at addresses that say all and are valid for ever."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from brand.palette import palette_of
from brand.stylesheet import style_sheet


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


def _forever(text: str, content_type: str) -> HttpResponse:
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(text, content_type=content_type, headers=headers)
