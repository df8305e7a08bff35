"""Nobody can use the site to flood other people's addresses with mail.

Inquiries are accepted all the same. Only their mails wait until the limit allows them.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from contact.mail import delivery
from contact.models import ContactPage, Delivery, Inquiry
from ops import health
from ops.environment.rate import Rate
from ops.mail import cap
from ops.models import Counted
from ops.worker.jobs import jobs
from tests.contact.inquiry_forms import BROWSER, filled
from tests.servers import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home", "owner")]
ACKNOWLEDGEMENT = Delivery.Kind.ACKNOWLEDGEMENT
HOUR = timedelta(hours=1)
OWNER = ["owner@example.org"]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Return a function that lets time pass."""

    def move(by: timedelta) -> None:
        then = timezone.now() + by
        monkeypatch.setattr(timezone, "now", lambda: then)

    return move


def acknowledged() -> list[str]:
    """Return the addresses the site has written to, in order, without the owner's."""
    return [message.to[0] for message in mail.outbox if message.to != OWNER]


class TestWholeSite:
    @pytest.fixture(autouse=True)
    def _two_an_hour(self, settings: Settings) -> None:
        settings.MAIL_RATE = Rate(2, HOUR)

    def test_above_the_cap_only_the_acknowledgements_wait(self, write_to_owner: Any) -> None:
        for _ in range(5):
            write_to_owner()
        delivery.deliver_due()
        assert len(acknowledged()) == 2
        assert sum(message.to == OWNER for message in mail.outbox) == 5
        assert delivery.deliver_due() == 0
        assert Inquiry.objects.filter(status="new").count() == 5

    def test_they_leave_in_their_order_when_there_is_room(
        self, write_to_owner: Any, later: Any
    ) -> None:
        emails = [write_to_owner().email for _ in range(5)]
        for number in (2, 4, 5):
            delivery.deliver_due()
            assert acknowledged() == emails[:number]
            later(HOUR + timedelta(seconds=1))
        assert not delivery.held_back().exists()

    def test_those_that_wait_are_no_fault_and_no_attempt(
        self, write_to_owner: Any, later: Any
    ) -> None:
        for _ in range(3):
            write_to_owner()
        health.beat()
        delivery.deliver_due()
        later(timedelta(minutes=30))
        waits = Delivery.objects.get(state="pending")
        assert (waits.attempts, waits.problem) == (0, "crowded")
        assert delivery.overdue() is None
        assert delivery.unattended() is None

    def test_the_owner_reads_it_on_the_dashboard_until_they_have_left(
        self, write_to_owner: Any, admin: Client, later: Any, settings: Settings
    ) -> None:
        for _ in range(4):
            write_to_owner()
        delivery.deliver_due()
        words = "Aucun ne part pour ce que vous marquez comme indésirable"
        said = admin.get("/admin/").content.decode()
        assert words in said
        assert "2 accusés de réception attendent" in said
        settings.MAIL_RATE = None
        Delivery.objects.filter(state="pending").update(due_at=timezone.now())
        delivery.deliver_due()
        said = admin.get("/admin/").content.decode()
        assert words not in said

    def test_a_mail_that_did_not_leave_takes_no_room(
        self, write_to_owner: Any, send_to: Any, settings: Settings
    ) -> None:
        here = settings.EMAIL_TRANSPORT
        emails = [write_to_owner().email for _ in range(2)]
        send_to(f"smtp://127.0.0.1:{free_port()}")
        delivery.deliver_due()
        assert cap.full_until() is None
        settings.EMAIL_TRANSPORT = here
        Delivery.objects.update(due_at=timezone.now())
        delivery.deliver_due()
        assert acknowledged() == emails

    def test_what_others_send_to_strangers_counts_too(self, write_to_owner: Any) -> None:
        cap.count()
        cap.count()
        write_to_owner()
        delivery.deliver_due()
        assert acknowledged() == []

    def test_nothing_is_remembered_longer_than_a_day(self) -> None:
        cap.count()
        Counted.objects.update(at=timezone.now() - timedelta(hours=25))
        cap.count()
        for job in jobs.values():  # what a worker does
            job.run()
        assert Counted.objects.count() == 1


class TestSender:
    @pytest.fixture(autouse=True)
    def _two_an_hour(self, settings: Settings, contact: ContactPage) -> None:
        settings.SENDER_MAIL_RATE = Rate(2, HOUR)

    def send(self, client: Client, number: int, **headers: str) -> None:
        data = filled(client, email=f"victim{number}@other{number}.example")
        assert client.post("/contact/", data, **BROWSER | headers).status_code == 303

    def test_one_sender_causes_few_mails_an_hour(self, client: Client, later: Any) -> None:
        for number in range(5):
            self.send(client, number)
        for number in (2, 4, 5):
            delivery.deliver_due()
            assert len(acknowledged()) == number
            later(HOUR + timedelta(seconds=1))
        assert Inquiry.objects.count() == 5

    def test_another_sender_is_not_held_up(self, client: Client) -> None:
        for number in range(4):
            self.send(client, number, REMOTE_ADDR="203.0.113.9")
        self.send(client, 9, REMOTE_ADDR="203.0.113.10")
        delivery.deliver_due()
        assert acknowledged()[-1] == "victim9@other9.example"
        assert len(acknowledged()) == 3

    def test_what_is_quarantined_takes_no_turn(self, client: Client) -> None:
        for number in range(3):
            self.send(client, number, HTTP_SEC_FETCH_SITE="cross-site")
        self.send(client, 9)
        delivery.deliver_due()
        assert acknowledged() == ["victim9@other9.example"]

    def test_one_released_by_the_owner_leaves_now(self, admin: Client, client: Client) -> None:
        for number in range(2):
            self.send(client, number)
        self.send(client, 9, HTTP_SEC_FETCH_SITE="cross-site")
        held = Inquiry.objects.get(status="quarantined")
        admin.post(f"/admin/inquiries/inspect/{held.pk}/", {"action": "release"})
        delivery.deliver_due()
        assert "victim9@other9.example" in acknowledged()


@pytest.mark.parametrize(
    "spellings",
    [
        ["victim@x.example", "Victim+1@x.example", "VICTIM+a+b@X.example"],
        ["a.b@gmail.com", "ab@gmail.com", "a.b.+x@googlemail.com", "A.B@GoogleMail.com"],
        ["ab@proton.me", "a.b@protonmail.com", "a_b+1@pm.me"],
        ["lea@icloud.com", "lea@me.com", "lea@mac.com"],
        ["lea@éclair.example", "lea@xn--clair-9ra.example", "lea@ÉCLAIR.example"],
    ],
)
def test_one_mailbox_gets_one_however_it_is_spelled(
    write_to_owner: Any, spellings: list[str]
) -> None:
    for email in spellings:
        write_to_owner(email=email)
    delivery.deliver_due()
    assert len(acknowledged()) == 1
    assert [i.email for i in Inquiry.objects.order_by("pk")] == spellings


@pytest.mark.parametrize(
    "others",
    [
        ["a.b@x.example", "ab@x.example"],  # because few providers ignore dots
        ["lea@gmail.com", "lea@icloud.com"],
        ["+1@x.example", "+2@x.example"],
    ],
)
def test_two_mailboxes_get_one_each(write_to_owner: Any, others: list[str]) -> None:
    for email in others:
        write_to_owner(email=email)
    delivery.deliver_due()
    assert len(acknowledged()) == 2
