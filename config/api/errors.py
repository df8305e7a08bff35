"""Errors that an operation of the API raises and Wagtail's own handlers do not know.

What is answered outside of any operation is `config.api.middleware`'s.
"""

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from wagtail.api.v3.errors import problem_response


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
