"""The owner's palette as a style sheet of its own address, valid for ever."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from brand.palette import palette_of


@require_safe
def palette(request: HttpRequest, accent: str) -> HttpResponse:
    """The style sheet for `accent` (six hexadecimal digits): the address says all."""
    return HttpResponse(
        palette_of(f"#{accent}").css(),
        content_type="text/css",
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )
