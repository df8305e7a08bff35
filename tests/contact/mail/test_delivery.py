"""The outbox sends due mail once, retries failures, and loses nothing silently."""

from datetime import timedelta
from email import message_from_bytes, policy
from itertools import pairwise
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from brand.models import HomePage
from contact.inquiries import intake
from contact.inquiries.quarantine import release
from contact.mail import delivery
from contact.models import Delivery, IdempotencyKey, Inquiry, InquirySettings, Message
from ops.models import User
from ops.worker import leases
from tests import factories
from tests.servers import Mailbox, free_port, smtp_server

pytestmark = pytest.mark.django_db
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def inquiry(home: HomePage, owner: User) -> Inquiry:
    return receive(home)


def receive(home: HomePage, **fields: Any) -> Inquiry:
    new = {
        "name": "Léa Martin",
        "email": "lea@client.example",
        "message": "Bonjour, une question.",
        "language": "fr",
    } | fields
    return intake.receive(intake.NewInquiry(**new), key=f"key {fields}")


@pytest.fixture
def mailbox(settings: Any) -> Any:
    """A real SMTP server that receives the site's mails."""
    with smtp_server() as server:
        settings.EMAIL_TRANSPORT = SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.DEFAULT_FROM_EMAIL = "site@vitrine.example"
        yield server


@pytest.mark.parametrize("step", ["message", "idempotencykey", "delivery"])
def test_an_inquiry_is_stored_whole_or_not_at_all(home: HomePage, step: str) -> None:
    """A fault between any two of its rows leaves none of them (RELIABILITY 6)."""

    def fail(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(f'INSERT INTO "contact_{step}"'):
            raise RuntimeError("disk on fire")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail), pytest.raises(RuntimeError):
        receive(home)
    for model in (Inquiry, Message, IdempotencyKey, Delivery):
        assert not model.objects.exists()


def test_both_mails_leave_over_smtp(inquiry: Inquiry, mailbox: Mailbox) -> None:
    assert delivery.deliver_due() == 2
    announcement, acknowledgement = mailbox.mails
    assert announcement["To"] == "owner@example.org"
    assert announcement["Reply-To"].addresses[0].addr_spec == "lea@client.example"
    assert "Bonjour, une question." in announcement.get_body(("plain",)).get_content()
    assert acknowledgement["To"] == "lea@client.example"
    assert acknowledgement["From"].addresses[0].addr_spec == "site@vitrine.example"
    assert acknowledgement["Reply-To"] is None  # no address of the owner is revealed
    assert acknowledgement["Auto-Submitted"] == "auto-replied"
    assert inquiry.reference in acknowledgement["Subject"]
    assert "Bonjour, une question." not in acknowledgement.as_string()
    assert set(mailbox.senders) == {"site@vitrine.example"}


def test_a_mail_leaves_once(inquiry: Inquiry, mailbox: Mailbox) -> None:
    delivery.deliver_due()
    assert delivery.deliver_due() == 0
    assert len(mailbox.mails) == 2


def test_the_message_id_is_stored_before_the_mail_leaves(
    mailbox: Mailbox, inquiry: Inquiry
) -> None:
    stored = set(inquiry.deliveries.values_list("message_id", flat=True))
    delivery.deliver_due()
    assert {m["Message-ID"].strip() for m in mailbox.mails} == stored
    assert all("@vitrine.example>" in message_id for message_id in stored)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_acknowledgement_speaks_the_clients_language(
    home: HomePage, owner: User, language: str
) -> None:
    receive(home, language=language)
    delivery.deliver_due()
    text = mail.outbox[1].body
    assert ("Bonjour" in text, "Hello" in text) == (language == "fr", language == "en")


def test_the_settings_say_who_is_told(inquiry: Inquiry) -> None:
    InquirySettings.objects.update(notification_email="bureau@example.org")
    delivery.deliver_due()
    assert [m.to for m in mail.outbox] == [["bureau@example.org"], ["lea@client.example"]]


def test_without_anybody_to_tell_the_delivery_waits_and_says_so(home: HomePage) -> None:
    inquiry = receive(home)
    delivery.deliver_due()
    waiting = inquiry.deliveries.get(kind="notification")
    assert waiting.state == Delivery.State.PENDING
    assert waiting.problem == Delivery.Problem.NOBODY
    assert inquiry.deliveries.get(kind="acknowledgement").state == Delivery.State.SENT


def test_a_server_that_is_down_postpones_with_the_error(inquiry: Inquiry, settings: Any) -> None:
    settings.EMAIL_TRANSPORT = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    assert delivery.deliver_due() == 0
    for item in inquiry.deliveries.all():
        assert item.state == Delivery.State.PENDING
        assert item.due_at > timezone.now() + timedelta(seconds=40)
        assert item.problem == Delivery.Problem.UNREACHABLE
        assert "refused" in item.last_error.lower()
    assert delivery.deliver_due() == 0


def run_the_clock(inquiry: Inquiry, moments: int = 100) -> list[tuple[timedelta, str]]:
    """Let every attempt fail until nothing is due; return the time of each, and the state.

    The clock stays the same: all times of the row are moved into the past instead.
    """
    history = []
    item = inquiry.deliveries.get(kind="acknowledgement")
    for _ in range(moments):
        if item.state != Delivery.State.PENDING:
            break
        wait = item.due_at - timezone.now()
        for name in ("due_at", "trying_since", "created_at"):
            setattr(item, name, getattr(item, name) - wait)
        item.save()
        delivery.deliver_due()
        item.refresh_from_db()
        history.append((timezone.now() - item.trying_since, item.state))
    return history


@pytest.fixture
def refused(settings: Any) -> None:
    settings.EMAIL_TRANSPORT = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()


def test_it_is_tried_for_a_day_with_growing_pauses_and_then_given_up(
    inquiry: Inquiry, refused: None
) -> None:
    """RELIABILITY 12."""
    history = run_the_clock(inquiry)
    assert [state for _, state in history] == ["pending"] * (len(history) - 1) + ["failed"]
    times = [moment for moment, _ in history]
    assert timedelta(hours=24) <= times[-1] <= timedelta(hours=30)
    pauses = [after - before for before, after in pairwise(times)]
    assert pauses[0] < timedelta(minutes=2)
    assert all(after > before * 1.2 for before, after in pairwise(pauses[:7]))
    assert max(pauses) < timedelta(hours=5)


def test_pauses_have_jitter() -> None:
    """Rows that failed together are not retried together."""
    pauses = {leases.pause_after(5) for _ in range(50)}
    assert len(pauses) > 40
    assert max(pauses) - min(pauses) > timedelta(minutes=2)
    assert leases.pause_after(30_000) < timedelta(hours=5)


def test_a_site_that_was_off_has_not_tried(inquiry: Inquiry, refused: None) -> None:
    """Two days since the inquiry, but only two attempts, are no reason to give up."""
    past = timezone.now() - timedelta(hours=48)
    Delivery.objects.update(created_at=past, trying_since=past, attempts=1)
    delivery.deliver_due()
    assert {d.state for d in inquiry.deliveries.all()} == {"pending"}


def test_what_was_given_up_is_sent_again_with_the_same_id_and_a_new_day(
    inquiry: Inquiry, refused: None, mailbox: Mailbox, settings: Any
) -> None:
    healthy = settings.EMAIL_PORT
    settings.EMAIL_PORT = free_port()
    run_the_clock(inquiry)
    settings.EMAIL_PORT = mailbox.port or healthy
    assert delivery.failed().count() == 1
    assert delivery.deliver_due() == 0
    assert delivery.resend(delivery.failed()) == 1
    again = inquiry.deliveries.get(kind="acknowledgement")
    assert again.attempts == 0
    assert timezone.now() - again.trying_since < timedelta(minutes=5)
    assert timezone.now() - again.created_at > timedelta(hours=24)
    delivery.deliver_due()
    assert [m["Message-ID"].strip() for m in mailbox.to("lea@client.example")] == [again.message_id]


def test_what_is_leaving_at_this_moment_is_not_sent_a_second_time(inquiry: Inquiry) -> None:
    """The owner clicks while a worker holds the row."""
    for item in Delivery.objects.all():
        delivery.claim(item)
    assert delivery.resend(Delivery.objects.all()) == 0
    assert delivery.deliver_due() == 0


def test_a_worker_that_slept_beyond_its_lease_spoils_nothing(
    inquiry: Inquiry, refused: None
) -> None:
    """Another worker has sent the mail since, so a late failure must not send it again."""
    slow = delivery.claim_next()
    assert slow
    Delivery.objects.filter(pk=slow.pk).update(
        state="sent", sent_at=timezone.now(), claimed_until=None
    )
    assert not delivery.attempt(slow)
    assert Delivery.objects.get(pk=slow.pk).state == "sent"
    other = delivery.claim_next()
    assert other
    # … or it has claimed the row since, and is sending.
    taken_over = other.claimed_until + timedelta(minutes=5)
    Delivery.objects.filter(pk=other.pk).update(due_at=taken_over, claimed_until=taken_over)
    assert not delivery.attempt(other)
    assert Delivery.objects.get(pk=other.pk).due_at == taken_over


def test_a_claimed_row_is_due_again_after_its_lease(inquiry: Inquiry) -> None:
    """If a worker dies after claiming a row, the row becomes due again."""
    for item in Delivery.objects.all():
        assert delivery.claim(item)
    assert delivery.deliver_due() == 0
    Delivery.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert delivery.deliver_due() == 2


def test_a_row_is_claimed_by_one_worker_only(inquiry: Inquiry) -> None:
    mine, yours = (Delivery.objects.filter(inquiry=inquiry).first() for _ in range(2))
    assert delivery.claim(mine)
    assert not delivery.claim(yours)


def test_line_breaks_in_a_name_add_no_header(home: HomePage, owner: User) -> None:
    receive(home, name="Léa\r\nBcc: all@example.org")
    delivery.deliver_due()
    received = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    assert received["Bcc"] is None
    assert "Léa Bcc: all@example.org" in received["Subject"]


def test_quarantine_keeps_mails_back_until_the_owner_says_not_spam(
    home: HomePage, owner: User
) -> None:
    new = intake.NewInquiry(name="x", email="x@example.org", message="x", language="fr")
    inquiry = intake.receive(new, key="k", quarantine_reasons=("honeypot",))
    assert delivery.deliver_due() == 0
    release(inquiry)
    assert inquiry.status == Inquiry.Status.NEW
    assert delivery.deliver_due() == 2


def test_a_page_deleted_later_takes_no_inquiry_with_it(home: HomePage, owner: User) -> None:
    page = factories.service(home)
    inquiry = receive(home, service=page)
    page.delete()
    inquiry.refresh_from_db()
    assert inquiry.service_title == "Stratégie"
