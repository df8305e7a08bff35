"""Middleware for accounts: sessions, language, second factor, wrong guesses, known browsers."""

import math
from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.auth import middleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from wagtail.users.models import UserProfile

from ops.accounts import ended_sessions, known_devices, second_factor
from ops.accounts.ended_sessions import ADMIN
from ops.accounts.session_limits import within_limits

# Addresses without a language, which Django would serve in LANGUAGE_CODE.
ACCOUNT = ("/account/", "/welcome/")


class AuthenticationMiddleware(middleware.AuthenticationMiddleware):
    """Django's, but a session ends after twelve hours, or two without any action.

    It is looked at only when somebody asks for the user: a visitor's page, or `/livez`, reads none.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        found = request.user
        request.user = SimpleLazyObject(lambda: within_limits(request, found))  # type: ignore[assignment]


class AccountLanguageMiddleware:
    """Shows account pages in the language chosen in the account, or else in the browser's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(ACCOUNT):
            language = _chosen(request) or translation.get_language_from_request(request)
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)


def _chosen(request: HttpRequest) -> str:
    if not request.user.is_authenticated:
        return ""
    profile = UserProfile.objects.filter(user=request.user).first()
    return profile.preferred_language if profile else ""


class EndedSessionMiddleware:
    """Keeps what somebody was about to save when the admin would send them to the log-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(ADMIN) or not _is_refusal(request, response):
            return response
        if ended_sessions.is_background(request):
            return ended_sessions.refuse()
        if request.method == "POST":
            return ended_sessions.hold(request)
        return response


def _is_refusal(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether Wagtail has refused somebody because they are not logged in.

    It leads to the log-in, or says 403 to what calls itself XMLHttpRequest. Any other 403 is
    somebody else's, such as that of `csrf_failure`, which knows better what may be held.
    """
    to_login = urlsplit(response.get("Location", "")).path == reverse("admin_login")
    forbidden = response.status_code == 403 and ended_sessions.is_ajax(request)
    return (to_login or forbidden) and request.user.is_anonymous


class RequireSecondFactorMiddleware:
    """Redirects users without a second factor from the admin to the page that sets one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(ADMIN) and second_factor.is_missing(request.user):
            return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)


class TooManyGuessesMiddleware:
    """Gives the answer to too many guesses the status 429 and Retry-After, for programs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if wait := getattr(request, "wait_for_guess", 0):
            response.status_code = 429
            response["Retry-After"] = str(math.ceil(wait))
        return response


class KnownDeviceMiddleware:
    """Sets the device cookie in the browser in which somebody has just logged in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        email = getattr(request, "known_as", "")
        if email:
            known_devices.remember(response, request, email)
        return response
