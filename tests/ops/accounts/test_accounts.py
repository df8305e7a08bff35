"""Accounts: ownership of e-mail addresses, and nobody else can remove the second factor."""

import hashlib
import hmac
import struct
import time
from base64 import b32decode
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client

from ops.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home"), pytest.mark.any_database]
PASSWORD = "long enough to pass"


def log_in(email: str, password: str = PASSWORD) -> Client:
    client = Client()
    response = client.post("/account/login/", {"login": email, "password": password})
    assert response.status_code == 302, response.content.decode()
    return client


def logs_in(email: str, password: str = PASSWORD) -> bool:
    response = Client().post("/account/login/", {"login": email, "password": password})
    return response.status_code == 302


def code_of(secret: str) -> str:
    """Return the code that an authenticator app shows now (RFC 6238)."""
    digest = hmac.new(b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1)
    offset = digest.digest()[-1] & 15
    number = struct.unpack(">I", digest.digest()[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def confirm_password(client: Client, password: str = PASSWORD) -> None:
    response = client.post("/account/reauthenticate/", {"password": password})
    assert response.status_code == 302, response.content.decode()


def activate_totp(client: Client) -> str:
    """Set up an authenticator app for a logged-in user, and return its secret."""
    confirm_password(client)
    page = client.get("/account/2fa/totp/activate/")
    assert page.status_code == 200, page["Location"]
    secret = page.context["form"].secret
    response = client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    assert response.status_code == 302, response.content.decode()
    return str(secret)


def invited(admin: Client, email: str, **fields: Any) -> User:
    """Return a user whom the owner has added under Settings, Users."""
    typed = {
        "email": email, "first_name": "Ada", "last_name": "L.",
        "password1": PASSWORD, "password2": PASSWORD,
        "groups": [Group.objects.get(name="Editors").pk],
    }  # fmt: skip
    response = admin.post("/admin/users/new/", typed | fields)
    assert response.status_code == 302, response.context["form"].errors
    return User.objects.latest("pk")


class TestSecondFactor:
    """A password reset requested by a stranger does not remove the account's second factor."""

    def people(self, admin: Client, owner: User) -> dict[str, str]:
        call_command("createsuperuser", email="shell@example.org", interactive=False)
        shell = User.objects.get(email="shell@example.org")
        shell.set_password(PASSWORD)
        shell.save()
        moved = invited(admin, "before@example.org")
        edited = {
            "email": "after@example.org", "first_name": "Ada", "last_name": "L.",
            "is_active": "on", "groups": [Group.objects.get(name="Editors").pk],
        }  # fmt: skip
        assert admin.post(f"/admin/users/edit/{moved.pk}/", edited).status_code == 302
        old = User.objects.create_superuser("older@example.org", PASSWORD)
        # The state before addresses were checked, with a reset requested.
        EmailAddress.objects.filter(user=old).update(verified=False, primary=False)
        return {
            "the owner": owner.email,
            "by createsuperuser": shell.email,
            "invited": invited(admin, "Guest@Example.org").email,
            "address changed in the admin": "after@example.org",
            "owner of an older site": old.email,
        }

    def test_everybody_can_have_one_whatever_a_stranger_asked_for(
        self, admin: Client, owner: User
    ) -> None:
        for who, email in self.people(admin, owner).items():
            Client().post("/account/password/reset/", {"email": email})
            client = log_in(email)
            activate_totp(client)
            confirm_password(client)
            assert client.get("/account/2fa/webauthn/add/").status_code == 200, who
            kinds = Authenticator.objects.filter(user__email=email).values_list("type", flat=True)
            assert set(kinds) == {"totp", "recovery_codes"}, who

    def test_nor_does_what_a_reset_left_in_an_older_site(self, owner: User) -> None:
        """The user is already logged in, so nothing has corrected their address since."""
        client = log_in(owner.email)
        EmailAddress.objects.update(verified=False, primary=False)
        activate_totp(client)

    def test_then_the_password_alone_opens_nothing(self, owner: User) -> None:
        secret = activate_totp(log_in(owner.email))
        client = Client()
        response = client.post("/account/login/", {"login": owner.email, "password": PASSWORD})
        assert response["Location"] == "/account/2fa/authenticate/"
        assert client.get("/admin/").status_code == 302
        # An app's code works once, and the current one may have been used to set it up.
        client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
        assert client.get("/admin/").status_code == 200


class TestAddress:
    def test_capitals_make_no_other_account(self, admin: Client) -> None:
        invited(admin, "Ada@Example.org")
        assert logs_in("ada@example.org")
        assert logs_in("ADA@example.ORG")
        typed = {
            "email": "aDa@example.org", "first_name": "A", "last_name": "L",
            "password1": PASSWORD, "password2": PASSWORD,
        }  # fmt: skip
        response = admin.post("/admin/users/new/", typed)
        assert response.status_code == 200
        assert "email" in response.context["form"].errors

    def test_an_address_that_was_replaced_opens_nothing(self, admin: Client) -> None:
        person = invited(admin, "former@example.org")
        assert logs_in("former@example.org")
        person.email = "new@example.org"
        person.save()
        assert not logs_in("former@example.org")
        assert logs_in("new@example.org")
        # It is free for another user, who has no connection with the first.
        other = invited(
            admin, "former@example.org", password1="another one 1", password2="another one 1"
        )
        assert logs_in("former@example.org", "another one 1")
        assert EmailAddress.objects.get(email="former@example.org").user == other
