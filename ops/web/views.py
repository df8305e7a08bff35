"""Small pages for machines, and the last resorts: for bad requests, and for errors of ours."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils._os import safe_join
from django.utils.translation import get_language, gettext, gettext_noop, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ops import health
from ops.web.public_response import public

# Folders below MEDIA_ROOT.
RENDITIONS, DOCUMENTS = ("images",), ("documents",)
ADMIN = "wagtailadmin.access_admin"
BROKEN = gettext_noop("Something broke, on my side.")
BROKEN_MORE = gettext_noop(
    "It has been noted. Please try again in a moment: nothing that had been sent is lost."
)


@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as this process runs. Uses no database."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the site can take an inquiry, else 503 with the names of failed checks."""
    problems = health.run_checks()
    return JsonResponse(
        {"ready": not problems, "problems": problems}, status=503 if problems else 200
    )


@require_safe
def media(request: HttpRequest, path: str) -> FileResponse:
    """Serve renditions to everybody, and other uploads to users of the admin.

    Original documents are not served here: Wagtail's document view checks who may read them.
    """
    full = Path(safe_join(settings.MEDIA_ROOT, path))  # without any "..", never above the root
    folder = full.relative_to(Path(settings.MEDIA_ROOT).absolute()).parts[:1]
    is_public = folder == RENDITIONS
    if folder == DOCUMENTS or not (is_public or request.user.has_perm(ADMIN)):
        raise Http404
    try:
        response = FileResponse(open(full, "rb"))  # noqa: SIM115  (the response closes it)
    except OSError as error:  # missing, a folder, or a name that no file can have
        raise Http404 from error
    # A rendition's name carries its focal point and its filter: it never changes.
    kept = "public, max-age=31536000, immutable"
    response["Cache-Control"] = kept if is_public else "private, no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400 without reading anything of the request (handler400).

    Django's own renders a template; the CSRF context then parses the broken body again, and
    a 400 becomes a 500, as for a form in UTF-16.
    """
    return HttpResponse("Bad request\n", status=400, content_type="text/plain")


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 in each language of the site, the visitor's first (handler500).

    Asks no database, and whatever else may be broken: English alone is left then, as plain text.
    """
    try:
        body = render_to_string("500.html", {"versions": list(_versions())})
    except Exception:
        return HttpResponse(f"{BROKEN} {BROKEN_MORE}\n", status=500, content_type="text/plain")
    return HttpResponse(body, status=500)


def _versions() -> Iterator[dict[str, str]]:
    """Yield the words of the error page by language; what nobody has translated is English."""
    codes = dict.fromkeys([get_language() or settings.LANGUAGE_CODE, *dict(settings.LANGUAGES)])
    written = set()
    for code in codes:
        with override(code):
            heading, more = gettext(BROKEN), gettext(BROKEN_MORE)
        language = code if heading != BROKEN else "en"
        if language not in written:
            written.add(language)
            yield {"language": language, "heading": heading, "more": more}


@require_safe
@public
def robots(request: HttpRequest) -> HttpResponse:
    """Serve robots.txt: it allows all public pages and names the sitemap."""
    sitemap = f"{settings.BASE_URL}/sitemap.xml"
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /account/", f"Sitemap: {sitemap}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
