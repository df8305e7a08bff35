"""Handlers for errors of the API that Wagtail's own handlers do not know.

Errors outside of any operation are answered by `config.api.middleware`.
"""

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from wagtail.api.v3.errors import problem_response


def register_handlers(api: NinjaAPI) -> None:
    """Answer 422 to values that no column can hold, where Wagtail would answer 500."""

    @api.exception_handler(OverflowError)  # SQLite's driver, and dates beyond the calendar
    @api.exception_handler(DataError)  # PostgreSQL
    def out_of_range(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem_response(status=422, detail="A value is out of range.")

    @api.exception_handler(ValueError)
    def not_a_key(request: HttpRequest, error: ValueError) -> HttpResponse:
        # Django's message for a filter by something that is no number. Any other is a bug of ours.
        if not str(error).startswith("Field '"):
            raise error
        return problem_response(status=422, detail=str(error))
