"""Limit wrong passwords for private pages and documents (RELIABILITY 36)."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ops import counting
from ops.environment.rate import Rate
from ops.web.client_address import client_address

WRONG = Rate(10, timedelta(minutes=10))
"""Wrong passwords of one sender for one page or document; other senders are not held up."""


def few_tries(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view that takes a password and shows its form again when it is wrong."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        restriction = kwargs.get("page_view_restriction_id") or kwargs["restriction_id"]
        name = _name(request, f"{view.__module__} {restriction}")
        if until := counting.full_until(name, WRONG):
            return _too_many(request, until - timezone.now())
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            counting.count(name)
        return response

    return asked


def _name(request: HttpRequest, restriction: str) -> str:
    """Return the name under which tries are counted: a digest that changes daily."""
    day = timezone.now().date().isoformat()
    tried = f"{day} {client_address(request)} {restriction}"
    return "password " + salted_hmac("ops.page_passwords", tried, algorithm="sha256").hexdigest()


def _too_many(request: HttpRequest, wait: timedelta) -> HttpResponse:
    seconds = max(1, round(wait.total_seconds()))
    context = {"minutes": -(-seconds // 60)}
    response = render(request, "ops/too_many_passwords.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response
