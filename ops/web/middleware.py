"""Middleware for every request: headers, content security policy, https, impossible values.

Headers: RELIABILITY 22. https: docs/decisions/0043. Impossible values: docs/decisions/0044.
"""

import logging
from collections.abc import Callable
from traceback import walk_tb
from urllib.parse import urlsplit

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed, ObjectDoesNotExist, ValidationError
from django.db import DataError, IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError

from ops.web.headers import OWN

logger = logging.getLogger(__name__)

# Wagtail's date pickers, choosers and inline panels carry inline scripts and styles
# (Wagtail 8). No nonce anywhere: one would switch 'unsafe-inline' off.
ADMIN_POLICY = {
    "default-src": ["'self'"],
    "base-uri": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
    "frame-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
}
# The admin, the account, and the first owner's one-time link.
PRIVATE = ("/admin/", "/account/", "/welcome/")
# Asked by the machine itself and by whoever issues its certificate, before there is any.
PLAIN = ("/livez", "/readyz", "/.well-known/acme-challenge/")
UNKNOWN_PROXY = (
    "The proxy at {peer} says that this request came over https, but is not one that is trusted: "
    "set FORWARDED_ALLOW_IPS to its address.\n"
)
READING = {"GET", "HEAD"}
# What a database says to a number, or a date, that no column has: Django knows this for a row's own
# number, not for one that refers to another row, nor for where a list begins.
OUT_OF_RANGE = (OverflowError, DataError)
# What reading a number, looking for a row, making an address of it, or taking apart a form raises
# where a view has not asked whether it can.
UNCHECKED = (
    MultiValueDictKeyError,
    NoReverseMatch,
    ObjectDoesNotExist,
    ValidationError,
    ValueError,
)
ROOMS = {"brand", "config", "contact", "ops", "services"}


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Sends a strict policy everywhere, and a looser one under /admin/, where Wagtail needs it."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path.startswith("/admin/"):
            parts.config = ADMIN_POLICY
        return parts


class SecurityHeadersMiddleware:
    """Adds headers for which Django has no setting. It comes first, for errors and files, too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, text in OWN.items():
            response.headers.setdefault(name, text)
        if request.path.startswith(PRIVATE):
            # What an owner reads about clients, and the secrets of an account (the key of an
            # authenticator app, recovery codes), stay out of every cache (RELIABILITY 34).
            response.headers["Cache-Control"] = "no-store"
        return response


class NoNulMiddleware:
    """Refuses a NUL in an address with 400: no database and no file system takes one.

    Forms check their own fields; what stands in an address reaches queries and file names
    by many ways, some of them in libraries.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponse("Bad request\n", status=400, content_type="text/plain")
        return self.get_response(request)


class HttpsMiddleware:
    """Redirects GET and HEAD requests from http to the same address over https.

    A POST is handled where it arrives: a browser would follow a redirect with an empty GET, or
    send the form again as if from another site. Its answer then leads to https.

    The web server knows how a request came (`wsgi.url_scheme`): it believes X-Forwarded-Proto from
    trusted proxies alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.HTTPS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_reading = request.method in {"GET", "HEAD"}
        if request.is_secure() or not is_reading or request.path.startswith(PLAIN):
            return self.get_response(request)
        if request.headers.get("X-Forwarded-Proto") == "https":
            # Sent on, the visitor would come back the same way, for ever.
            said = UNKNOWN_PROXY.format(peer=request.META.get("REMOTE_ADDR", ""))
            return HttpResponse(said, status=400, content_type="text/plain")
        return HttpResponsePermanentRedirect(_over_https(request))


def _over_https(request: HttpRequest) -> str:
    """The address of `request` over https. Raises DisallowedHost for a host that is not ours."""
    # The port, if any, is that of plain http.
    host = split_domain_port(request.get_host())[0]
    own = urlsplit(settings.BASE_URL)
    # This machine's names for itself have no certificate.
    public = host not in {own.hostname, *settings.LOCAL_HOSTS}
    return f"https://{host if public else own.netloc}{request.get_full_path()}"


class ImpossibleValueMiddleware:
    """Answers 400, not 500, when an impossible value breaks a screen of Wagtail.

    Many of Wagtail's screens and choosers do not check what was sent. Such an error is logged and
    refused if only their code was running; one that passes our code stays a 500, as a bug of ours.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not _is_impossible(request, error):
            return None
        logger.warning("%s was sent what cannot be: %s", request.path, type(error).__name__)
        if request.path.startswith("/admin/api/"):
            return JsonResponse({"message": "bad request"}, status=400)
        return HttpResponse("Bad request\n", status=400, content_type="text/plain")


def _is_impossible(request: HttpRequest, error: Exception) -> bool:
    is_admin = request.path.startswith("/admin/")
    if isinstance(error, OUT_OF_RANGE):
        return is_admin or request.method in READING
    if isinstance(error, IntegrityError):
        # SQLite, where a list begins beyond its numbers.
        return request.method in READING and "datatype mismatch" in str(error)
    return is_admin and isinstance(error, UNCHECKED) and not _passed_our_code(error)


def _passed_our_code(error: Exception) -> bool:
    """Whether `error` was raised in, or under, a function of ours."""
    frames = (frame for frame, _line in walk_tb(error.__traceback__))
    return any(frame.f_globals.get("__name__", "").split(".")[0] in ROOMS for frame in frames)
