"""Middleware of the API: every error is application/problem+json (RFC 9457)."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from wagtail.api.v3.errors import PROBLEM_JSON, problem_response

PREFIX = "/api/"
# Headers of the refusal that the JSON answer keeps.
_KEPT = ("Allow", "Cache-Control", "Retry-After", "Vary", "WWW-Authenticate")


class ProblemMiddleware:
    """Turns errors in HTML or plain text, from Django or other middleware, into JSON."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if not request.path.startswith(PREFIX) or answer.status_code < 400:
            return answer
        is_problem = answer.headers.get("Content-Type", "").startswith(PROBLEM_JSON)
        if is_problem or (settings.DEBUG and answer.status_code == 500):
            return answer  # a developer wants the traceback
        problem = problem_response(status=answer.status_code)
        for name in _KEPT:
            if name in answer.headers:
                problem[name] = answer[name]
        return problem
