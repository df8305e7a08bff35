"""The pages around the log-in speak the language of who reads them.

Their addresses carry none, and Django takes such an address for one in the site's first language.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from wagtail.users.models import UserProfile

PATHS = ("/account/", "/welcome/")


class AccountLanguageMiddleware:
    """In the language chosen in the account; for those who are not logged in, the browser's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(PATHS):
            language = _chosen(request) or translation.get_language_from_request(request)
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)


def _chosen(request: HttpRequest) -> str:
    if not request.user.is_authenticated:
        return ""
    profile = UserProfile.objects.filter(user=request.user).first()
    return profile.preferred_language if profile else ""
