"""Signs of scripts that people do not give: messages are caught, kept, and can be released."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from contact.form.forms import HONEYPOT
from contact.models import ContactPage, Delivery, Inquiry, RecentSender
from ops.environment.rate import Rate, parse_rate
from ops.worker.jobs import jobs
from tests.contact.inquiry_forms import BROWSER, HTMX, filled, token_in

Clock = Callable[[float], AbstractContextManager[None]]


@pytest.fixture
def opened_before(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """`with opened_before(seconds):` a form that is opened inside was opened so long ago."""

    @contextmanager
    def turn_back(seconds: float) -> Iterator[None]:
        now = signing.time.time()
        with monkeypatch.context() as patched:
            patched.setattr(signing.time, "time", lambda: now - seconds)
            yield

    return turn_back


def test_only_robots_find_the_trap(client: Client, contact: ContactPage) -> None:
    """It is hidden from the keyboard, from screen readers and from browsers that fill in forms."""
    body = client.get("/contact/").content.decode()
    trap = re.search(
        r'<div class="form-trap visually-hidden" aria-hidden="true">(.*?)</div>', body, re.S
    )
    assert trap
    field = re.search(r"<input[^>]*>", trap[1])
    assert field
    assert f'name="{HONEYPOT}"' in field[0]
    assert 'tabindex="-1"' in field[0]
    assert 'autocomplete="off"' in field[0]
    known = ("name", "mail", "tel", "phone", "address", "url", "web", "organi", "company", "title")
    assert not any(word in HONEYPOT for word in known)


class TestTimeTrap:
    @pytest.fixture(autouse=True)
    def _armed(self, settings: Settings) -> None:
        settings.INQUIRY_MIN_SECONDS = 3

    def test_a_form_sent_at_once_waits_in_quarantine(
        self, client: Client, contact: ContactPage
    ) -> None:
        response = client.post("/contact/", filled(client), follow=True, **BROWSER)
        inquiry = Inquiry.objects.get()
        assert inquiry.reference in response.content.decode()
        assert inquiry.status == "quarantined"
        assert "too_fast" in inquiry.quarantine_reasons
        assert not Delivery.objects.exists()

    def test_a_person_needs_longer(
        self, client: Client, contact: ContactPage, opened_before: Clock
    ) -> None:
        with opened_before(4):
            data = filled(client)
        client.post("/contact/", data, **HTMX)
        assert Inquiry.objects.get().status == "new"

    @pytest.mark.parametrize("seconds", [3.3, 5, 9, 12])
    @pytest.mark.parametrize("message", ["Bonjour, un mot.", "Hello, a word.", "Rappelez-moi !"])
    def test_plain_words_never_wait_for_how_they_were_sent(
        self,
        client: Client,
        contact: ContactPage,
        opened_before: Clock,
        seconds: float,
        message: str,
    ) -> None:
        """As from an old phone without scripts, whose browser fills in the fields."""
        with opened_before(seconds):
            data = filled(client, message=message)
        client.post("/contact/", data, **BROWSER)
        assert Inquiry.objects.get().status == "new"

    def test_in_a_hurry_and_without_scripts_few_words_of_advertisement_are_enough(
        self, client: Client, contact: ContactPage, opened_before: Clock
    ) -> None:
        with opened_before(5):
            data = filled(client, message="Bonjour, achetez des backlinks.")
        client.post("/contact/", data, **BROWSER)
        assert Inquiry.objects.get().quarantine_reasons == ["advertisement"]

    @pytest.mark.parametrize("headers", [BROWSER, HTMX], ids=["plain", "htmx"])
    def test_correcting_may_be_as_fast_as_it_likes(
        self,
        client: Client,
        contact: ContactPage,
        opened_before: Clock,
        headers: dict[str, str],
    ) -> None:
        with opened_before(4):
            data = filled(client)
        body = client.post("/contact/", data | {"email": "lea"}, **headers).content.decode()
        client.post("/contact/", data | {"token": token_in(body)}, **headers)
        assert Inquiry.objects.get().status == "new"

    @pytest.mark.parametrize(
        "first",
        [{"token": ""}, {"token": "made up"}, {"email": "lea"}, {"message": ""}],
        ids=["no token", "another token", "an error", "another error"],
    )
    def test_a_form_that_was_given_back_is_no_older_for_it(
        self, client: Client, contact: ContactPage, first: dict[str, str]
    ) -> None:
        """A script is caught that sends at once, gets the form back, and sends it at once."""
        data = filled(client)
        body = client.post("/contact/", data | first, **HTMX).content.decode()
        client.post("/contact/", data | {"token": token_in(body)}, **HTMX)
        assert Inquiry.objects.get().quarantine_reasons == ["too_fast"]

    def test_a_stale_form_given_back_keeps_its_identity(
        self, client: Client, contact: ContactPage, opened_before: Clock
    ) -> None:
        with opened_before(25 * 3600):
            data = filled(client)
        body = client.post("/contact/", data, **BROWSER).content.decode()
        assert token_in(body) != data["token"]
        again = data | {"token": token_in(body)}
        for _ in range(2):
            assert client.post("/contact/", again, **BROWSER).status_code == 303
        assert Inquiry.objects.get().status == "new"


class TestThrottle:
    @pytest.fixture(autouse=True)
    def _three_in_ten_minutes(self, settings: Settings) -> None:
        settings.INQUIRY_RATE = Rate(3, timedelta(minutes=10))

    def send(self, client: Client, **headers: str) -> Any:
        return client.post("/contact/", filled(client), **BROWSER | headers)

    def test_one_too_many_is_given_back_with_another_way(
        self, client: Client, contact: ContactPage
    ) -> None:
        assert [self.send(client).status_code for _ in range(3)] == [303] * 3
        data = filled(client, message="Une <quatrième> fois")
        response = client.post("/contact/", data, **BROWSER)
        body = response.content.decode()
        assert response.status_code == 429
        assert 0 < int(response["Retry-After"]) <= 600
        assert "Une &lt;quatrième&gt; fois" in body
        assert 'href="mailto:david@example.org"' in body
        assert Inquiry.objects.count() == 3

    def test_the_same_form_once_more_is_no_new_one(
        self, client: Client, contact: ContactPage
    ) -> None:
        data = filled(client)
        assert {client.post("/contact/", data, **BROWSER).status_code for _ in range(9)} == {303}
        assert Inquiry.objects.count() == 1

    def test_room_comes_back_with_time(self, client: Client, contact: ContactPage) -> None:
        for _ in range(3):
            self.send(client)
        oldest = RecentSender.objects.earliest("sent_at")
        RecentSender.objects.filter(pk=oldest.pk).update(
            sent_at=timezone.now() - timedelta(minutes=11)
        )
        assert [self.send(client).status_code for _ in range(2)] == [303, 429]

    def test_another_sender_is_not_held_up(self, client: Client, contact: ContactPage) -> None:
        for _ in range(4):
            self.send(client, REMOTE_ADDR="203.0.113.9")
        assert self.send(client, REMOTE_ADDR="203.0.113.10").status_code == 303

    def test_an_ipv6_household_is_one_sender(self, client: Client, contact: ContactPage) -> None:
        codes = [
            self.send(client, REMOTE_ADDR=f"2001:db8:1:2:{n}::1").status_code for n in range(4)
        ]
        assert codes == [303, 303, 303, 429]
        assert self.send(client, REMOTE_ADDR="2001:db8:1:3::1").status_code == 303

    def test_a_forwarded_address_is_believed_behind_a_known_proxy_only(
        self, client: Client, contact: ContactPage, settings: Settings
    ) -> None:
        forged = [
            self.send(client, HTTP_X_FORWARDED_FOR=f"198.51.100.{n}").status_code for n in range(4)
        ]
        assert forged == [303, 303, 303, 429]
        settings.TRUSTED_PROXIES = 1
        # A client's own entries are on the left of those that the proxy added.
        behind = [
            self.send(client, HTTP_X_FORWARDED_FOR=f"198.51.100.{n}, 192.0.2.1").status_code
            for n in range(4)
        ]
        assert behind == [303, 303, 303, 429]
        assert self.send(client, HTTP_X_FORWARDED_FOR="192.0.2.2").status_code == 303

    def test_without_a_rate_there_is_no_limit(
        self, client: Client, contact: ContactPage, settings: Settings
    ) -> None:
        settings.INQUIRY_RATE = None
        assert {self.send(client).status_code for _ in range(5)} == {303}
        assert not RecentSender.objects.exists()

    def test_no_address_is_kept_and_a_day_later_nothing(
        self, client: Client, contact: ContactPage
    ) -> None:
        self.send(client, REMOTE_ADDR="203.0.113.9")
        sender = RecentSender.objects.get()
        assert "203.0.113" not in repr(sender.__dict__) + repr(Inquiry.objects.values())
        RecentSender.objects.update(sent_at=timezone.now() - timedelta(hours=25))
        self.send(client)
        for job in jobs.values():  # what a worker does
            job.run()
        assert RecentSender.objects.get().pk != sender.pk

    def test_tomorrow_nobody_can_tell_that_it_is_the_same_sender(
        self,
        client: Client,
        contact: ContactPage,
        opened_before: Clock,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        self.send(client)
        day = timedelta(days=1)
        with opened_before(-day.total_seconds()):
            data = filled(client)
        tomorrow = timezone.now() + day
        monkeypatch.setattr(timezone, "now", lambda: tomorrow)
        client.post("/contact/", data, **BROWSER)
        assert len(set(RecentSender.objects.values_list("digest", flat=True))) == 2


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("30/10m", Rate(30, timedelta(minutes=10))),
        ("5/h", Rate(5, timedelta(hours=1))),
        ("1/90s", Rate(1, timedelta(seconds=90))),
        ("", None),
        ("  ", None),
    ],
)
def test_a_rate_is_read_as_operators_write_it(text: str, rate: Rate | None) -> None:
    assert parse_rate(text) == rate


@pytest.mark.parametrize("text", ["30", "0/m", "30/0m", "-1/m", "30/10", "many"])
def test_what_is_no_rate_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="30/10m"):
        parse_rate(text)
