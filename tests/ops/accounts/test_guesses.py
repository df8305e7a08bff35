"""RELIABILITY 36: nobody can lock others out, and nobody can keep guessing."""

import time
from contextlib import suppress
from typing import Any

import pytest
from django.core import mail
from django.db.models import F
from django.test import Client, RequestFactory

from ops.accounts import guesses, known_devices
from ops.mail import queue
from ops.models import GuessLimit, SetupLink, User
from tests.ops.accounts.test_accounts import (
    PASSWORD,
    activate_totp,
    code_of,
    confirm_password,
    log_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
OWNER = "owner@example.org"


def attempt(
    email: str,
    password: str,
    client: Client | None = None,
    sender: str = "192.0.2.1",
    forwarded_for: str = "",
) -> Any:
    return (client or Client()).post(
        "/account/login/",
        {"login": email, "password": password},
        REMOTE_ADDR=sender,
        headers={"X-Forwarded-For": forwarded_for} if forwarded_for else {},
    )


def got_in(response: Any) -> bool:
    return bool(response.status_code == 302 and response["Location"] == "/admin/")


def senders(count: int) -> list[str]:
    return [f"198.51.{number // 250}.{number % 250 + 1}" for number in range(count)]


def let_time_pass(seconds: float) -> None:
    """Let time pass, by moving earlier guesses into the past."""
    GuessLimit.objects.update(paid_until=F("paid_until") - seconds)


class TestKnownSender:
    """Attempts by strangers do not affect a browser in which the owner has logged in."""

    @pytest.mark.parametrize("attackers", [1, 24])
    def test_strangers_do_not_keep_the_owner_out(self, owner: User, attackers: int) -> None:
        client = log_in(OWNER)
        client.post("/account/logout/")
        for sender in senders(attackers) * (24 // attackers):
            assert not got_in(attempt(OWNER, "a guess", sender=sender))
        # From another address than before, even from the attacker's.
        assert got_in(attempt(OWNER, PASSWORD, client, sender=senders(1)[0]))

    def test_nor_behind_a_proxy_that_nobody_told_the_site_of(self, owner: User) -> None:
        """There all visitors have one address."""
        client = log_in(OWNER)
        client.post("/account/logout/")
        for number in range(24):
            attempt(f"{number}@example.org", "a guess", sender="127.0.0.1")
        assert got_in(attempt(OWNER, PASSWORD, client, sender="127.0.0.1"))

    def test_who_was_let_in_by_the_first_owners_link_is_known(self, client: Client) -> None:
        typed = {"first_name": "A", "last_name": "B", "email": OWNER, "password": PASSWORD}
        client.post(f"/welcome/{SetupLink.objects.issue()}/", typed)
        client.post("/account/logout/")
        for sender in senders(24):
            attempt(OWNER, "a guess", sender=sender)
        assert got_in(attempt(OWNER, PASSWORD, client))

    def test_the_cookie_is_of_one_account_and_opens_nothing(self, owner: User) -> None:
        client = log_in(OWNER)
        [cookie] = [c for name, c in client.cookies.items() if name.startswith("device_")]
        assert (cookie["path"], cookie["samesite"]) == ("/account/", "Strict")
        assert cookie["httponly"]
        stranger = Client()
        stranger.cookies[cookie.key] = cookie.value
        assert stranger.get("/admin/").status_code == 302
        User.objects.create_superuser("other@example.org", PASSWORD)
        # The cookie of another account, or a changed one, is not valid.
        other = Client()
        other.cookies[known_devices._cookie_name("other@example.org")] = cookie.value
        forged = Client()
        forged.cookies[cookie.key] = cookie.value[:-2] + "xx"
        for sender in senders(24):
            attempt(OWNER, "a guess", sender=sender)
            attempt("other@example.org", "a guess", sender=sender)
        assert not got_in(attempt("other@example.org", PASSWORD, other))
        assert not got_in(attempt(OWNER, PASSWORD, forged))

    def test_visitors_get_no_cookie(self, client: Client) -> None:
        client.get("/")
        client.get("/account/login/")
        assert not [name for name in client.cookies if name.startswith("device_")]


class TestStranger:
    def test_a_new_browser_gets_in_while_one_sender_guesses(self, owner: User) -> None:
        for _ in range(24):
            attempt(OWNER, "a guess", sender="203.0.113.9")
        assert got_in(attempt(OWNER, PASSWORD, sender="192.0.2.77"))

    def test_a_sender_is_who_the_proxies_say(self, owner: User, settings: Any) -> None:
        settings.TRUSTED_PROXIES = 1
        for _ in range(24):
            attempt(
                "x@example.org",
                "a guess",
                sender="10.0.0.1",
                forwarded_for="9.9.9.9, 66.6.6.6",
            )
        refused = attempt(OWNER, PASSWORD, sender="10.0.0.1", forwarded_for="66.6.6.6")
        assert refused.status_code == 429
        here = attempt(OWNER, PASSWORD, sender="10.0.0.1", forwarded_for="66.6.6.6, 1.2.3.4")
        assert got_in(here)

    @pytest.mark.parametrize("email", [OWNER, "nobody@example.org"])
    def test_too_many_are_told_when_to_try_again(self, owner: User, email: str) -> None:
        answers = [attempt(email, "a guess") for _ in range(12)]
        assert [answer.status_code for answer in answers] == [200] * 10 + [429] * 2
        assert int(answers[-1]["Retry-After"]) > 200
        text = " ".join(answers[-1].content.decode().split())
        assert "Réessayez dans 5 minutes" in text
        assert "demandez" in text
        assert email in text, "what was typed is still there"
        let_time_pass(int(answers[-1]["Retry-After"]))
        assert attempt(email, "a guess").status_code == 200

    def test_a_link_by_mail_lets_the_owner_in_at_once(self, owner: User) -> None:
        for sender in senders(24):
            attempt(OWNER, "a guess", sender=sender)
        client = Client()
        assert attempt(OWNER, PASSWORD, client).status_code == 429
        client.post("/account/password/reset/", {"email": OWNER})
        queue.send_due()
        [message] = mail.outbox
        [link] = [line for line in str(message.body).splitlines() if "/key/" in line]
        form = client.get(link.removeprefix("http://localhost"), follow=True)
        typed = {"password1": "quite another one", "password2": "quite another one"}
        assert client.post(form.redirect_chain[-1][0], typed).status_code == 302
        assert got_in(attempt(OWNER, "quite another one", client))

    def test_the_right_password_costs_nothing(self, owner: User) -> None:
        for _ in range(30):
            assert got_in(attempt(OWNER, PASSWORD))
        assert not got_in(attempt(OWNER, "a guess"))


class TestFigures:
    """The figures of docs/decisions/0040: the number of guesses, here in four hours."""

    def guesses(self, senders_: list[str], hours: int = 4) -> int:
        """Return how many passwords would be checked for senders who never stop."""
        count, step = 0, 1200
        for _ in range(0, hours * 60 * 60, step):
            for sender in senders_:
                request = RequestFactory().post("/account/login/", REMOTE_ADDR=sender)
                with suppress(guesses.TooManyGuessesError):
                    while guesses.Guess(request, OWNER, "password"):
                        count += 1
            let_time_pass(step)
        return count

    def test_one_sender_has_ten_and_twelve_an_hour(self, owner: User) -> None:
        assert 40 < self.guesses(senders(1)) <= 10 + 4 * 12

    def test_a_thousand_have_twenty_and_thirty_an_hour_between_them(self, owner: User) -> None:
        """Four senders are enough, as all of them share the account's allowance."""
        assert 100 < self.guesses(senders(4)) <= 20 + 4 * 30

    def test_what_was_guessed_is_forgotten_within_the_day(self, owner: User) -> None:
        attempt(OWNER, "a guess")
        assert guesses.purge() == 0
        let_time_pass(60 * 60)
        assert guesses.purge() == 2
        assert "192.0.2" not in str(GuessLimit.objects.values())


class TestOtherSecrets:
    def test_codes_are_not_guessed_and_the_known_browser_gets_in(self, owner: User) -> None:
        known = log_in(OWNER)
        secret = activate_totp(known)
        known.post("/account/logout/")
        stranger = Client()
        attempt(OWNER, PASSWORD, stranger)
        wrong = [stranger.post("/account/2fa/authenticate/", {"code": "000000"}) for _ in range(12)]
        assert [answer.status_code for answer in wrong] == [200] * 10 + [429] * 2
        assert "Réessayez dans" in wrong[-1].content.decode()
        attempt(OWNER, PASSWORD, known)
        known.post("/account/2fa/authenticate/", {"code": code_of(secret)})
        assert known.get("/admin/").status_code == 200

    @pytest.mark.parametrize(
        ("path", "typed"),
        [
            ("/account/reauthenticate/", {"password": "a guess"}),
            (
                "/account/password/change/",
                {"oldpassword": "a guess", "password1": "un mot puis", "password2": "un mot puis"},
            ),
        ],
    )
    def test_a_session_left_open_is_no_place_to_guess(
        self, owner: User, path: str, typed: dict[str, str]
    ) -> None:
        client = log_in(OWNER)
        statuses = [client.post(path, typed).status_code for _ in range(11)]
        assert statuses == [200] * 10 + [429]
        let_time_pass(60)
        confirm_password(client)


class TestCacheDown:
    """Without a cache, as when Redis is down, everything about the log-in works."""

    @pytest.fixture(autouse=True)
    def _no_redis(self, settings: Any) -> None:
        settings.CACHES = settings.CACHES | {
            "default": {
                "BACKEND": "ops.web.caches.ForgivingRedisCache",
                "LOCATION": "redis://127.0.0.1:1/0",
            }
        }

    def test_password_code_reset_and_guesses(self, owner: User) -> None:
        client = log_in(OWNER)
        secret = activate_totp(client)
        client.post("/account/logout/")
        attempt(OWNER, PASSWORD, client)
        client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
        assert client.get("/admin/").status_code == 200
        assert Client().post("/account/password/reset/", {"email": OWNER}).status_code == 302
        assert [attempt(OWNER, "a guess").status_code for _ in range(11)][-1] == 429


def test_a_hundred_at_once_are_a_hundred(owner: User) -> None:
    """An attempt is counted before the password is checked."""
    request = RequestFactory().post("/account/login/", REMOTE_ADDR="192.0.2.9")
    begun = [guesses.Guess(request, OWNER, "password") for _ in range(10)]
    with pytest.raises(guesses.TooManyGuessesError):
        guesses.Guess(request, OWNER, "password")
    begun[0].was_right()
    guesses.Guess(request, OWNER, "password")
    assert max(GuessLimit.objects.values_list("paid_until", flat=True)) > time.time()
