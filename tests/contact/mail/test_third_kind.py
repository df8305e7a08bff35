"""A third kind of mail causes only what its author asks for: a newcomer adds one line."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import models
from django.test import Client
from django.utils import timezone

from contact.inquiries.quarantine import quarantine, release
from contact.inquiries.restore import hold_mails_to_clients
from contact.mail import delivery, messages
from contact.models import ContactPage, Delivery, Inquiry
from ops.environment.rate import parse_rate
from ops.mail import cap
from ops.models import User
from tests.contact.inquiry_forms import BROWSER, filled

pytestmark = pytest.mark.django_db


WRITTEN = set(Delivery.Kind.values)


class Kind(models.TextChoices):
    NOTIFICATION = "notification", "announcement to the owner"
    ACKNOWLEDGEMENT = "acknowledgement", "acknowledgement to the client"
    REMINDER = "reminder", "reminder to the owner"


@pytest.fixture(autouse=True)
def third_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kinds that there are, as they would be after a newcomer added one; nothing else."""
    monkeypatch.setattr(Delivery, "Kind", Kind)


@pytest.fixture
def full(settings: Any) -> None:
    """A site that has sent strangers as many mails as it may in an hour."""
    settings.MAIL_RATE = parse_rate("1/h")
    cap.count()


def remind(inquiry: Inquiry, **fields: Any) -> Delivery:
    return Delivery.objects.create(inquiry=inquiry, kind=Kind.REMINDER, **fields)


def recipients() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


def test_every_kind_has_a_builder() -> None:
    assert set(messages.BUILDERS) == WRITTEN


def test_an_inquiry_causes_the_two_mails_of_its_receipt(
    client: Client, contact: ContactPage, owner: User
) -> None:
    client.post("/contact/", filled(client, email="lea@client.example"), **BROWSER)
    inquiry = Inquiry.objects.get()
    assert {item.kind for item in inquiry.deliveries.all()} == set(Delivery.ON_RECEIPT)
    assert delivery.deliver_due() == 2
    assert recipients() == ["lea@client.example", owner.email]


def test_a_kind_that_nobody_has_written_is_sent_to_nobody(write_to_owner: Any, owner: User) -> None:
    inquiry = write_to_owner(email="lea@client.example")
    remind(inquiry)
    assert delivery.deliver_due() == 2
    assert recipients() == ["lea@client.example", owner.email]
    waiting = inquiry.deliveries.get(kind=Kind.REMINDER)
    assert (waiting.state, waiting.problem) == ("pending", Delivery.Problem.INTERNAL)


def test_a_kind_that_has_a_builder_is_sent_by_it_once(
    write_to_owner: Any, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reminder(item: Delivery) -> EmailMessage:
        return EmailMessage(f"Remember {item.inquiry}", "Soon.", to=["owner-of@vitrine.example"])

    monkeypatch.setitem(messages.BUILDERS, Kind.REMINDER, reminder)
    inquiry = write_to_owner(email="lea@client.example")
    assert delivery.deliver_due() == 2
    mail.outbox.clear()
    remind(inquiry)
    assert delivery.deliver_due() == 1
    assert [message.subject for message in mail.outbox] == [f"Remember {inquiry}"]


def test_it_is_no_mail_to_a_client_unless_it_says_so(write_to_owner: Any, full: None) -> None:
    """Neither the cap nor a restore holds it back, and it takes no room of the cap."""
    inquiry = write_to_owner()
    reminder = remind(inquiry)
    delivery.hold_back()
    assert {item.kind for item in delivery.due()} == {Kind.NOTIFICATION, Kind.REMINDER}
    hold_mails_to_clients("default")
    reminder.refresh_from_db()
    assert reminder.state == Delivery.State.PENDING


def test_what_is_said_to_go_to_a_client_is_held_back(
    write_to_owner: Any, full: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Delivery, "TO_CLIENT", (*Delivery.TO_CLIENT, Kind.REMINDER))
    inquiry = write_to_owner()
    reminder = remind(inquiry)
    delivery.hold_back()
    assert {item.kind for item in delivery.due()} == {Kind.NOTIFICATION}
    hold_mails_to_clients("default")
    reminder.refresh_from_db()
    assert reminder.problem == Delivery.Problem.RESTORED


def test_it_waits_in_quarantine_and_keeps_its_date(write_to_owner: Any, owner: User) -> None:
    inquiry = write_to_owner()
    next_week = timezone.now() + timedelta(days=7)
    remind(inquiry, due_at=next_week)
    quarantine(inquiry)
    assert delivery.deliver_due() == 0
    release(inquiry)
    assert inquiry.deliveries.get(kind=Kind.REMINDER).due_at == next_week
    assert delivery.deliver_due() == 2
    assert {item.kind: item.state for item in inquiry.deliveries.all()} == {
        "notification": "sent",
        "acknowledgement": "sent",
        "reminder": "pending",
    }


def test_the_inbox_knows_that_the_two_are_still_to_be_made(
    admin: Client, write_to_owner: Any
) -> None:
    inquiry = write_to_owner()
    Inquiry.objects.update(status=Inquiry.Status.QUARANTINED)
    inquiry.deliveries.all().delete()
    remind(inquiry, state=Delivery.State.SENT)
    screen = admin.get(f"/admin/inquiries/inspect/{inquiry.pk}/")
    assert screen.context["mails_wait"] is True
