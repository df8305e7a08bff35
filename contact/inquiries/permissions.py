"""Permissions for inquiries, checked before any inquiry is looked up."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from wagtail.permission_policies import ModelPermissionPolicy

from contact.inquiries.models import Inquiry

READ = ("view", "change")
CHANGE = ("change",)
DELETE = ("delete",)

View = Callable[..., HttpResponseBase]


class InquiryPermissionPolicy(ModelPermissionPolicy):
    """Lets nobody add an inquiry by hand, not even an owner: inquiries come from the form."""

    def user_has_permission(self, user: AbstractBaseUser | AnonymousUser, action: str) -> bool:
        return action != "add" and super().user_has_permission(user, action)


def may(user: AbstractBaseUser | AnonymousUser, actions: tuple[str, ...]) -> bool:
    """Tell whether `user` has the permission for any of `actions`: READ, CHANGE or DELETE."""
    return InquiryPermissionPolicy(Inquiry).user_has_any_permission(user, actions)


def forbidden(request: HttpRequest) -> HttpResponse:
    """Refuse with 403. Wagtail redirects instead, which a program would take for success."""
    return render(request, "contact/inbox/forbidden.html", status=403)


def only(actions: tuple[str, ...], view: View) -> View:
    """Return `view` for those who may do one of `actions`, and 403 for others.

    It checks before the view looks for an inquiry, so that nobody learns which numbers exist.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may(request.user, actions):
            return forbidden(request)
        return view(request, *args, **kwargs)

    return asked
