"""Speculation rules: browsers that know them fetch a page while the pointer rests on its link.

The specification is https://wicg.github.io/nav-speculation/speculation-rules.html. A page names the
rules in a header, so that the content security policy needs no exception (decision 0073).
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from brand.core.visibility import listed
from contact.models import ContactPage
from ops.web.middleware import PRIVATE
from ops.web.public_response import public

# Addresses of pages end with a slash; those of files do not.
PAGES = ["/", "/*/"]
WITH_A_QUERY = "/*\\?(.+)"
UTILITIES = "/_util/*"


@require_safe
@public
@cache_control(public=True, max_age=3600)
def speculation_rules(request: HttpRequest) -> JsonResponse:
    """Serve the rules: any page but those with a form, whose token would be older than its view."""
    forms = (page.get_url(request) for page in listed(ContactPage.objects.all()))
    never = [
        WITH_A_QUERY,
        UTILITIES,
        *(f"{path}*" for path in (*PRIVATE, *sorted(filter(None, forms)))),
    ]
    where = {"and": [{"href_matches": PAGES}, {"not": {"href_matches": never}}]}
    rules = {"prefetch": [{"where": where, "eagerness": "moderate"}]}
    return JsonResponse(rules, content_type="application/speculationrules+json")


def name_rules(serve: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wagtail's hook `on_serve_page`: a page that is shown names the rules."""

    def serve_and_name(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        response = serve(page, request, args, kwargs)
        if response.status_code == 200:
            response.headers["Speculation-Rules"] = f'"{reverse("speculation_rules")}"'
        return response

    return serve_and_name
