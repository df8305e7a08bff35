"""The outbox: what is due leaves once, what fails is tried again, and nothing is lost silently."""

from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.core import mail
from django.db.models.signals import pre_save
from django.utils import timezone

from brand.models import BrandSettings, HomePage
from contact import delivery, intake
from contact.models import Delivery, IdempotencyKey, Inquiry, Message
from ops.models import User
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
    """A real SMTP server, to which the site's mails go."""
    with smtp_server() as server:
        settings.EMAIL_BACKEND = SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.DEFAULT_FROM_EMAIL = "site@vitrine.example"
        yield server


@pytest.mark.parametrize("step", ["Message", "IdempotencyKey", "Delivery"])
def test_an_inquiry_is_stored_whole_or_not_at_all(home: HomePage, step: str) -> None:
    """A fault between any two of its rows leaves none (RELIABILITY 6)."""

    def fail(sender: type, **kwargs: Any) -> None:
        if sender.__name__ == step:
            raise RuntimeError("disk on fire")

    pre_save.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            receive(home)
    finally:
        pre_save.disconnect(fail)
    for model in (Inquiry, Message, IdempotencyKey, Delivery):
        assert not model.objects.exists()


def test_both_mails_leave_over_smtp(inquiry: Inquiry, mailbox: Mailbox) -> None:
    assert delivery.deliver_due() == 2
    announcement, acknowledgement = mailbox.mails
    assert announcement["To"] == "owner@example.org"
    assert announcement["Reply-To"].addresses[0].addr_spec == "lea@client.example"
    assert "Bonjour, une question." in announcement.get_content()
    assert acknowledgement["To"] == "lea@client.example"
    assert acknowledgement["From"].addresses[0].addr_spec == "site@vitrine.example"
    assert acknowledgement["Reply-To"].addresses[0].addr_spec == "owner@example.org"
    assert acknowledgement["Auto-Submitted"] == "auto-replied"
    assert inquiry.reference in acknowledgement["Subject"]
    assert "Bonjour, une question." not in acknowledgement.get_content()
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
    BrandSettings.objects.update(notification_email="bureau@example.org")
    delivery.deliver_due()
    assert [m.to for m in mail.outbox] == [["bureau@example.org"], ["lea@client.example"]]


def test_without_anybody_to_tell_the_delivery_waits_and_says_so(home: HomePage) -> None:
    inquiry = receive(home)
    delivery.deliver_due()
    waiting = inquiry.deliveries.get(kind="notification")
    assert waiting.state == Delivery.State.PENDING
    assert "Identité" in waiting.last_error
    assert inquiry.deliveries.get(kind="acknowledgement").state == Delivery.State.SENT


def test_a_server_that_is_down_postpones_with_the_error(inquiry: Inquiry, settings: Any) -> None:
    settings.EMAIL_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    assert delivery.deliver_due() == 0
    for item in inquiry.deliveries.all():
        assert item.state == Delivery.State.PENDING
        assert item.due_at > timezone.now() + timedelta(seconds=40)
        assert "refused" in item.last_error.lower()
    assert delivery.deliver_due() == 0


def test_after_a_day_it_is_given_up_visibly_and_can_be_sent_again(
    inquiry: Inquiry, settings: Any
) -> None:
    settings.EMAIL_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    Delivery.objects.update(created_at=timezone.now() - timedelta(hours=25))
    delivery.deliver_due()
    assert {d.state for d in inquiry.deliveries.all()} == {"failed"}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    for item in inquiry.deliveries.all():
        delivery.resend(item)
    assert delivery.deliver_due() == 2


def test_a_claimed_row_is_due_again_after_its_lease(inquiry: Inquiry) -> None:
    """A worker that dies after claiming leaves the row to the clock."""
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
    inquiry = intake.receive(new, key="k", signals=("honeypot",))
    assert delivery.deliver_due() == 0
    intake.release(inquiry)
    assert inquiry.status == Inquiry.Status.NEW
    assert delivery.deliver_due() == 2


def test_a_page_deleted_later_takes_no_inquiry_with_it(home: HomePage, owner: User) -> None:
    page = factories.service(home)
    inquiry = receive(home, service=page)
    page.delete()
    inquiry.refresh_from_db()
    assert inquiry.service_title == "Stratégie"
