"""Recognise browsers in which somebody has logged in before: strangers' guesses do not lock them.

A cookie of its own, as OWASP describes it ("Device Cookies"): signed, only for one account, only
sent to `/account/`, and good for nothing but being told from a stranger. It opens nothing.
"""

import secrets
from datetime import timedelta
from typing import Any

from allauth.account.signals import password_reset
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from ops.models import User

AGE = timedelta(days=365)
PATH = "/account/"
_SALT = "ops.known_devices"


def device_of(request: HttpRequest, email: str) -> str | None:
    """Return the random name of the browser, if somebody has logged in there as `email`."""
    cookie = request.COOKIES.get(_cookie_name(email), "")
    try:
        account, device = signing.loads(cookie, salt=_SALT, max_age=AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(device) if account == _account(email) else None


def watch() -> None:
    """Mark a browser as known once somebody logs in, or sets a password by a link from a mail."""
    user_logged_in.connect(_has_shown_who, dispatch_uid="ops.known_devices")
    password_reset.connect(_has_shown_who, dispatch_uid="ops.known_devices")


def _has_shown_who(request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    if request is not None:
        request.known_as = user.email  # type: ignore[attr-defined]


def remember(response: HttpResponse, request: HttpRequest, email: str) -> None:
    """Give the browser its cookie for the account `email`, or renew it."""
    device = device_of(request, email) or secrets.token_urlsafe(16)
    response.set_cookie(
        _cookie_name(email),
        signing.dumps([_account(email), device], salt=_SALT),
        max_age=AGE,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _account(email: str) -> str:
    """Return a digest that stands for the account."""
    return salted_hmac(_SALT, email.strip().lower(), algorithm="sha256").hexdigest()[:16]


def _cookie_name(email: str) -> str:
    # One for each account: two people may share a browser.
    return f"device_{_account(email)}"
