"""Middleware of pages: keep fragments uncached, redirect typed and old addresses."""

import copy
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import SimpleTemplateResponse
from django.urls import Resolver404, resolve
from django.utils.cache import patch_cache_control
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language_from_path, override
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.wagtail_hooks import check_view_restrictions

from brand.core.htmx import wants_fragment

# The views whose addresses people type: pages and the contact card. Elsewhere capitals matter, as
# in one-time links.
TYPED = frozenset({"wagtail_serve", "vcard"})


class FragmentMiddleware:
    """Keep fragments out of every cache.

    A browser that reopens a tab or goes back shows what it has cached for the address and ignores
    `Vary`: it would show a cached fragment as if it were the page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if wants_fragment(request):
            answer.headers["Cache-Control"] = "no-store"
        return answer


class CapitalsMiddleware:
    """Redirect a missing address with capitals to the one in lower case, if that one exists.

    People type addresses from a printed card: `/Services/` leads to `/services/`.
    Only responses that would be a 404 pay for the check.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        small = request.path_info.lower()
        if (
            answer.status_code != 404
            or request.method not in {"GET", "HEAD"}
            or small == request.path_info
        ):
            return answer
        path = next((p for p in (small, f"{small}/") if exists(request, p)), None)
        if path is None:
            return answer
        query = request.META.get("QUERY_STRING", "")
        address = escape_leading_slashes(escape_uri_path(path))
        return HttpResponsePermanentRedirect(f"{address}{'?' if query else ''}{query}")


def exists(request: HttpRequest, path: str) -> bool:
    """Whether `path` would give a visitor a page, an answer or the contact card."""
    asked = copy.copy(request)
    asked.path = asked.path_info = path
    # Wagtail caches on the request what it found for the original address.
    asked.__dict__.pop("_wagtail_route_for_request", None)
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            match = resolve(path)
            if match.url_name not in TYPED:
                return False
            answer = match.func(asked, *match.args, **match.kwargs)
        except (Http404, Resolver404):
            return False
    return answer.status_code < 400


class DiscreetRedirectMiddleware(RedirectMiddleware):
    """Redirects as Wagtail does, but tells strangers nothing of private pages and drafts.

    The old address of a private page asks for its password, or for a log-in, and leads on then.
    That of a draft is not found.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer: HttpResponse = super().process_response(request, response)
        page = None if answer is response else _target(request)
        if page is None:
            return answer
        if not page.live:
            return response
        if page.get_view_restrictions():
            patch_cache_control(answer, private=True)
        allowed = check_view_restrictions(lambda *_: answer)(page, request, [], {})
        # Nobody renders a template after this.
        return allowed.render() if isinstance(allowed, SimpleTemplateResponse) else allowed


def _target(request: HttpRequest) -> Page | None:
    """The page that was chosen for the redirect from the address that was asked for."""
    asked = request.get_full_path()
    paths = (Redirect.normalise_path(path, decode_unicode=False) for path in (asked, request.path))
    redirect = next(filter(None, (get_redirect(request, path) for path in paths)), None)
    return redirect.redirect_page.specific if redirect and redirect.redirect_page else None
