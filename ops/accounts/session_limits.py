"""How long somebody stays logged in: twelve hours at most, and two without doing anything.

Django's own age of a session starts anew whenever something is stored in it, and never looks at
what its owner does (RELIABILITY 19).
"""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import middleware
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

BEGAN, SEEN = "ops.began", "ops.seen"  # seconds since 1970
NOTE_EVERY = 5 * 60  # seconds: not each request is a write
# Sent by an open editor by itself, whether somebody sits before it or not.
_BY_ITSELF = "/admin/editing-sessions/"


def watch() -> None:
    """From now on a session knows when it began."""
    user_logged_in.connect(_begin, dispatch_uid="ops.session_limits")


def _begin(request: HttpRequest | None, **kwargs: Any) -> None:
    if request is not None:
        request.session[BEGAN] = request.session[SEEN] = time.time()


class AuthenticationMiddleware(middleware.AuthenticationMiddleware):
    """Django's, for whom nobody is logged in any more who has been in, or away, for too long.

    It looks when somebody asks who it is: a visitor's page, or `/livez`, reads no session.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        found = request.user
        request.user = SimpleLazyObject(lambda: _within_limits(request, found))  # type: ignore[assignment]


def _within_limits(request: HttpRequest, user: AbstractBaseUser | AnonymousUser) -> Any:
    if not user.is_authenticated:
        return user
    now, session = time.time(), request.session
    began = session.setdefault(BEGAN, now)
    seen = session.setdefault(SEEN, now)
    if now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_AGE:
        session.flush()
        return AnonymousUser()
    if now - seen > NOTE_EVERY and not request.path.startswith(_BY_ITSELF):
        session[SEEN] = now
    return user
