"""Response headers that hold for every answer of the site (RELIABILITY 22)."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from ops.web.headers import OWN

# Wagtail's date pickers, choosers and inline panels carry inline scripts and styles
# (STACK, "CSP"). No nonce anywhere: one would switch 'unsafe-inline' off.
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


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Strict everywhere, looser under /admin/, where Wagtail needs it."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path.startswith("/admin/"):
            parts.config = ADMIN_POLICY
        return parts


class SecurityHeadersMiddleware:
    """Adds what Django has no setting for. It stands first, so errors and files have it too."""

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
