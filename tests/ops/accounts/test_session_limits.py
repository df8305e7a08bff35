"""RELIABILITY 19: a log-in expires, and can require more than a password."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import get_resolver

from ops.accounts.session_limits import BEGAN, SEEN
from ops.models import User
from tests.config.test_addresses import addresses, sample
from tests.ops.accounts.test_accounts import activate_totp, confirm_password, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
OWNER = "owner@example.org"
HOUR = 60 * 60


def let_time_pass(client: Client, seconds: float) -> None:
    """Let time pass, by moving the session's times into the past."""
    session = client.session
    session[BEGAN] -= seconds
    session[SEEN] -= seconds
    session.save()


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_two_hours_without_doing_anything_are_the_end(owner: User) -> None:
    client = log_in(OWNER)
    let_time_pass(client, 2 * HOUR - 60)
    assert is_in(client)
    let_time_pass(client, 2 * HOUR - 60)
    assert is_in(client), "it began anew with the page before"
    let_time_pass(client, 2 * HOUR + 60)
    assert not is_in(client)
    assert client.get("/account/2fa/").status_code == 302


def test_an_editor_that_is_left_open_is_not_somebody_at_work(owner: User, home: Any) -> None:
    client = log_in(OWNER)
    for _ in range(4):
        client.post("/admin/editing-sessions/ping/wagtailcore/page/1/1/")
        let_time_pass(client, 31 * 60)
    assert not is_in(client)


def test_twelve_hours_are_the_end_whatever_one_does(owner: User) -> None:
    client = log_in(OWNER)
    for _ in range(11):
        let_time_pass(client, HOUR)
        assert is_in(client)
    let_time_pass(client, HOUR + 60)
    assert not is_in(client)


def test_logging_in_gives_another_session(owner: User) -> None:
    client = Client()
    client.post("/account/login/", {"login": OWNER, "password": "a guess"})
    session = client.session
    session["mark"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    response = client.post("/account/login/", {"login": OWNER, "password": "long enough to pass"})
    assert response.status_code == 302
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()


class TestRequired:
    @pytest.fixture(autouse=True)
    def _required(self, settings: Any) -> None:
        settings.REQUIRE_SECOND_FACTOR = True

    def test_no_address_of_the_admin_opens_with_a_password_alone(self, owner: User) -> None:
        client = log_in(OWNER)
        paths = {sample(p) for p in addresses(get_resolver()) if p.startswith("admin/")}
        assert len(paths) > 150
        for path in paths:
            for answer in (client.get(path), client.post(path)):
                assert answer.status_code == 302, path
                assert answer["Location"] == "/account/2fa/", path

    def test_it_is_said_and_whoever_sets_one_up_is_in(self, owner: User) -> None:
        client = log_in(OWNER)
        assert "demande un second facteur" in client.get("/account/2fa/").content.decode()
        activate_totp(client)
        assert is_in(client)
        # Recovery codes alone are no second factor.
        confirm_password(client)
        client.post("/account/2fa/totp/deactivate/")
        assert not is_in(client)


def test_without_the_setting_a_password_is_enough(owner: User) -> None:
    assert is_in(log_in(OWNER))
