"""Values in an address that nothing can have: a fault of the address, not of the site."""

import logging
from collections.abc import Callable
from traceback import walk_tb

from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError, IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse

logger = logging.getLogger(__name__)
# What a database says to a number, or a date, that no column has: Django knows this for a row's own
# number, not for one that refers to another row, nor for where a list begins.
OUT_OF_RANGE = (OverflowError, DataError)
# What reading a number, or looking for a row, raises where a view has not asked whether it can.
UNCHECKED = (ValueError, ObjectDoesNotExist)
ROOMS = {"brand", "config", "contact", "ops", "services"}


class ImpossibleValueMiddleware:
    """Answers 400 instead of 500. Only where nothing is written: there, the same is our fault.

    Many of Wagtail's screens and choosers take a number from the address and look for it. That is
    forgiven to its own code alone, and logged: in ours, it is a fault that has to be seen.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if request.method not in {"GET", "HEAD"} or not _is_impossible(request, error):
            return None
        logger.warning("%s was asked for what cannot be: %r", request.path, type(error).__name__)
        if request.path.startswith("/admin/api/"):
            return JsonResponse({"message": "bad request"}, status=400)
        return HttpResponse("Bad request\n", status=400, content_type="text/plain")


def _is_impossible(request: HttpRequest, error: Exception) -> bool:
    if isinstance(error, OUT_OF_RANGE):
        return True
    if isinstance(error, IntegrityError):
        return "datatype mismatch" in str(error)  # SQLite, where a list begins beyond its numbers
    is_admin = request.path.startswith("/admin/")
    return is_admin and isinstance(error, UNCHECKED) and not _passed_our_code(error)


def _passed_our_code(error: Exception) -> bool:
    """Whether `error` was raised in, or under, a function of ours."""
    frames = (frame for frame, _line in walk_tb(error.__traceback__))
    return any(frame.f_globals.get("__name__", "").split(".")[0] in ROOMS for frame in frames)
