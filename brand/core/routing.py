"""Serve pages as Wagtail does; the way to a page goes through the outline of the site.

Wagtail keeps the site and the page that it finds for a request on the request itself, and asks
there first. This is where they are put.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page, Site
from wagtail.views import serve as serve_with_wagtail

from brand.core import languages
from brand.core.identity import BrandSettings
from brand.core.outline import Outline


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Return the response of the page at `path`. Raises Http404 if there is none."""
    site = _find_site(request)
    outline = Outline.of(request)
    root = outline.by_pk.get(site.root_page_id) if site else None
    if root is not None:
        request._wagtail_route_for_request = _route(request, outline, root, path)  # type: ignore[attr-defined]
    response: HttpResponse = serve_with_wagtail(request, path)
    return response


def _find_site(request: HttpRequest) -> Site | None:
    """Return the site of `request`, which is read together with whose it is.

    Nearly always there is one, and no host has to be compared.
    """
    sites = list(Site.objects.select_related("brandsettings").order_by("pk")[:2])
    if len(sites) == 1 and sites[0].is_default_site:
        (only,) = sites
        request._wagtail_site = only  # type: ignore[attr-defined]
        if hasattr(only, "brandsettings"):
            setattr(request, BrandSettings.get_cache_attr_name(), only.brandsettings)
    return Site.find_for_request(request)


def _route(request: HttpRequest, outline: Outline, root: Page, path: str) -> Any:
    """Return what Wagtail calls the route, None if there is no page at `path`."""
    steps = [step for step in path.split("/") if step]
    home = outline.version(root, languages.active())
    # Of a home page that is only passed through, the outline knows enough.
    start = outline.typed(home) if steps else home.specific
    try:
        route = start.route(request, steps)
    except Http404:
        return None
    page = route.page
    outline.with_locales([page])
    page.outline = outline
    return route
