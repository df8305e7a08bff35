"""The second factor: allauth's, with the site's own words and name, and who has to have one."""

from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser


def site_name() -> str:
    """Return the name under which an app or a browser lists this site: the host of BASE_URL."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        return site_name()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        # The browser refuses any id other than the host in its address bar.
        return {"id": context.request.get_host().partition(":")[0], "name": site_name()}


def is_missing(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether `user` may not work here yet, because the site asks everybody for a second factor."""
    if not settings.REQUIRE_SECOND_FACTOR or not user.is_authenticated:
        return False
    return not is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
