"""Errors of the API: always application/problem+json (RFC 9457), whoever gave up first.

Wagtail's own handlers do so for what an operation raises. Unknown addresses, wrong methods, what a
middleware refuses and what nobody expected are answered outside of any operation.
"""

from collections.abc import Callable

from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from wagtail.api.v3.errors import PROBLEM_JSON, problem_response

PREFIX = "/api/"
# What of a refusal still holds when it is said in another form.
_KEPT = ("Allow", "Cache-Control", "Retry-After", "Vary", "WWW-Authenticate")


class ProblemMiddleware:
    """Says in JSON what anything below has refused in HTML or plain text."""

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


def register_handlers(api: NinjaAPI) -> None:
    """Let values that no column can hold be refused with 422: Wagtail lets them through as 500."""

    @api.exception_handler(OverflowError)  # SQLite's driver, and dates beyond the calendar
    @api.exception_handler(DataError)  # PostgreSQL
    def out_of_range(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem_response(status=422, detail="A value is out of range.")

    @api.exception_handler(ValueError)
    def not_a_key(request: HttpRequest, error: ValueError) -> HttpResponse:
        # Django's own words for a filter by what is no number; any other one is a fault of ours.
        if not str(error).startswith("Field '"):
            raise error
        return problem_response(status=422, detail=str(error))
