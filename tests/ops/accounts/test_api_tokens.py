"""API tokens end with the rights they were created under, and the admin lists them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import APIToken

from ops.mail import queue
from ops.models import User
from tests.ops.accounts.test_accounts import PASSWORD, activate_totp, log_in
from tests.ops.mail.test_mail_queue import link_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home"), pytest.mark.any_database]
NEW = "quite another one"


@pytest.fixture
def person() -> User:
    person = User.objects.create_user("ada@example.org", PASSWORD)
    person.groups.add(Group.objects.get(name="Editors"))
    return person


def works(key: str) -> bool:
    return (
        Client().get("/api/v3/whoami/", headers={"Authorization": f"Bearer {key}"}).status_code
        == 200
    )


def changes_it(person: User, admin: Client) -> None:
    typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert log_in(person.email).post("/account/password/change/", typed).status_code == 302


def resets_it(person: User, admin: Client) -> None:
    from django.core import mail

    client = Client()
    client.post("/account/password/reset/", {"email": person.email})
    queue.send_due()
    form = client.get(link_in(mail.outbox[-1]), follow=True)
    typed = {"password1": NEW, "password2": NEW}
    assert client.post(form.redirect_chain[-1][0], typed).status_code == 302


def is_edited(person: User, admin: Client, **fields: Any) -> None:
    typed = {
        "email": person.email, "first_name": "A", "last_name": "L", "is_active": "on",
        "groups": [group.pk for group in person.groups.all()],
    }  # fmt: skip
    response = admin.post(f"/admin/users/edit/{person.pk}/", {**typed, **fields})
    assert response.status_code == 302, response.context["form"].errors


def in_bulk(person: User, admin: Client, active: str) -> None:
    address = f"/admin/bulk/ops/user/set_active_state/?id={person.pk}"
    assert admin.post(address, {"mark_as_active": active}).status_code == 302


ENDS: dict[str, Callable[[User, Client], object]] = {
    "a new password": changes_it,
    "a reset": resets_it,
    "a password set in the admin": lambda p, a: is_edited(p, a, password1=NEW, password2=NEW),
    "a second factor": lambda p, a: activate_totp(log_in(p.email)),
    "made an owner": lambda p, a: is_edited(p, a, is_superuser="on"),
    "deactivated and back": lambda p, a: (is_edited(p, a, is_active=""), is_edited(p, a)),
    "deactivated in bulk and back": lambda p, a: (in_bulk(p, a, "False"), in_bulk(p, a, "True")),
    "another group": lambda p, a: is_edited(p, a, groups=[Group.objects.get(name="Moderators").pk]),
    "one right more": lambda p, a: p.user_permissions.add(
        Permission.objects.get(codename="add_customimage")
    ),
    "taken out of a group": lambda p, a: Group.objects.get(name="Editors").user_set.clear(),
}


@pytest.mark.parametrize("what", ENDS)
def test_a_token_ends_with(person: User, admin: Client, what: str) -> None:
    _token, key = APIToken.create_token(user=person, name="Programme")
    _other, others = APIToken.create_token(user=User.objects.get(is_superuser=True), name="x")
    assert works(key)
    ENDS[what](person, admin)
    assert not works(key)
    assert works(others), "somebody else's goes on"


def test_it_ends_when_the_second_factor_goes(person: User) -> None:
    activate_totp(log_in(person.email))
    _token, key = APIToken.create_token(user=person, name="Programme")
    Authenticator.objects.get(user=person, type="totp").delete()
    assert not works(key)


def test_it_goes_on_through_whatever_is_none_of_these(person: User, admin: Client) -> None:
    _token, key = APIToken.create_token(user=person, name="Programme")
    log_in(person.email)
    is_edited(person, admin, first_name="Augusta")
    # A new hash of the same password, as Django makes it at a log-in.
    person.refresh_from_db()
    person.password = "md5$other$hash"
    person.save(update_fields=["password"])
    assert works(key)


def test_the_admin_says_who_made_it_and_ends_it(admin: Client, owner: User, person: User) -> None:
    admin.post("/admin/api-tokens/new/", {"name": "Agenda", "user": person.pk})
    token = APIToken.objects.get()
    page = admin.get("/admin/api-tokens/").content.decode()
    for word in ("Agenda", token.prefix, person.email, owner.email, "Créé par"):
        assert word in page, word
    assert f"/admin/api-tokens/delete/{token.pk}/" in page
    assert admin.post(f"/admin/api-tokens/delete/{token.pk}/").status_code == 302
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_its_use_is_written_down_once_an_hour(person: User) -> None:
    token, key = APIToken.create_token(user=person, name="Programme")
    assert works(key)
    with CaptureQueriesContext(connection) as queries:
        assert works(key)
    assert not [each for each in queries if each["sql"].startswith("UPDATE")]
    earlier = timezone.now() - timedelta(minutes=61)
    APIToken.objects.update(last_used_at=earlier)
    assert works(key)
    token.refresh_from_db()
    assert token.last_used_at is not None
    assert token.last_used_at > earlier


def test_whoever_changes_their_password_reads_that_their_tokens_end(person: User) -> None:
    client = log_in(person.email)
    words = "jetons d’API"
    assert words not in client.get("/account/password/change/").content.decode()
    APIToken.create_token(user=person, name="Programme")
    assert words in client.get("/account/password/change/").content.decode()
