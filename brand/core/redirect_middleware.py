"""Redirects from old addresses that do not reveal pages which the visitor may not read."""

from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils.cache import patch_cache_control
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.wagtail_hooks import check_view_restrictions


class DiscreetRedirectMiddleware(RedirectMiddleware):
    """Redirect as Wagtail does, but reveal no private page and no draft.

    The old address of a private page asks for its password, or for a log-in, and then redirects.
    The old address of a draft is not found.
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
        # No later step renders a template response, so it is rendered here.
        return allowed.render() if isinstance(allowed, SimpleTemplateResponse) else allowed


def _target(request: HttpRequest) -> Page | None:
    """Return the page to which the redirect for the requested address points, if it names one."""
    asked = request.get_full_path()
    paths = (Redirect.normalise_path(path, decode_unicode=False) for path in (asked, request.path))
    redirect = next(filter(None, (get_redirect(request, path) for path in paths)), None)
    return redirect.redirect_page.specific if redirect and redirect.redirect_page else None
