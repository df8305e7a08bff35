"""Values that nothing can have, in an address or in a form of the admin: answered 400, not 500."""

import logging
from collections.abc import Callable
from traceback import walk_tb

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError

logger = logging.getLogger(__name__)
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


class ImpossibleValueMiddleware:
    """Refuses what cannot be with 400. Where something of ours is written, it is our fault instead.

    Many of Wagtail's screens and choosers take what was sent and go on with it. That is forgiven
    to its own code alone, and logged: in ours, it is a fault that has to be seen.
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
