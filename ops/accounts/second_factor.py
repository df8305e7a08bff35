"""The second factor: allauth's, with the site's own words and name; and who has to have one."""

from collections.abc import Callable
from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

ADMIN = "/admin/"


def site_name() -> str:
    """By what an app or a browser lists this site: its host, whatever host was asked for."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        return site_name()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        # The browser refuses any other id than the host that it sees.
        return {"id": context.request.get_host().partition(":")[0], "name": site_name()}


class AddKeyForm(webauthn_forms.AddWebAuthnForm):
    """Adds a passkey or a security key."""

    name = forms.CharField(label=_("Name"), required=False)
    passwordless = forms.BooleanField(
        label=_("Log in with this key alone, without the password"),
        help_text=_("The key then asks for a fingerprint, a face or a PIN itself."),
        required=False,
    )


class EditKeyForm(webauthn_forms.EditWebAuthnForm):
    """Renames a key."""

    name = forms.CharField(label=_("Name"), error_messages={"required": _("Give the key a name.")})


def is_missing(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether `user` may not work here yet, because the site asks everybody for a second factor."""
    if not settings.REQUIRE_SECOND_FACTOR or not user.is_authenticated:
        return False
    return not is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])


class RequireSecondFactorMiddleware:
    """Leads whoever has no second factor from every page of the admin to where one is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(ADMIN) and is_missing(request.user):
            return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)
