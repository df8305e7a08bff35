"""End sessions after twelve hours, or after two without any action.

Django's own age of a session starts anew whenever something is stored in it, and never looks at
what its owner does (RELIABILITY 19).
"""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

BEGAN, SEEN = "ops.began", "ops.seen"  # seconds since 1970
NOTE_EVERY = 5 * 60  # seconds: not each request is a write
# An open editor sends these by itself, so they are no sign that somebody is there.
_BY_ITSELF = "/admin/editing-sessions/"


def watch() -> None:
    """Note in each new session when it began."""
    user_logged_in.connect(_begin, dispatch_uid="ops.session_limits")


def _begin(request: HttpRequest | None, **kwargs: Any) -> None:
    if request is not None:
        request.session[BEGAN] = request.session[SEEN] = time.time()


def within_limits(request: HttpRequest, user: AbstractBaseUser | AnonymousUser) -> Any:
    """Return `user`, or nobody (AnonymousUser) when the session is over; its data go then."""
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
