"""One acknowledgement per address and hour; announcements to the owner are always sent."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from contact.mail import acknowledgement_limit, delivery
from contact.models import Delivery
from tests.servers import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home", "owner")]
ACKNOWLEDGEMENT = Delivery.Kind.ACKNOWLEDGEMENT


def test_a_second_one_within_the_hour_is_not_sent_and_says_so(
    write_to_owner: Any, admin: Client
) -> None:
    first, second = write_to_owner(email="lea@x.example"), write_to_owner(email="LEA@X.example")
    assert delivery.deliver_due() == 3
    assert [m.to for m in mail.outbox].count(["owner@example.org"]) == 2
    kept, skipped = (i.deliveries.get(kind=ACKNOWLEDGEMENT) for i in (first, second))
    assert (kept.state, skipped.state) == ("sent", "skipped")
    assert skipped.problem == Delivery.Problem.RECENT
    screen = admin.get(f"/admin/inquiries/inspect/{second.pk}/").content.decode()
    assert escape(str(skipped.get_state_display())) in screen
    assert escape(str(skipped.get_problem_display())) in screen
    assert 'name="delivery"' not in screen  # there is nothing to send again
    assert delivery.resend(Delivery.objects.all()) == 0


def test_another_address_is_another_matter(write_to_owner: Any) -> None:
    write_to_owner(email="lea@x.example")
    write_to_owner(email="leo@x.example")
    assert delivery.deliver_due() == 4


@pytest.mark.parametrize(("minutes", "sent"), [(59, 1), (61, 2)])
def test_after_an_hour_the_next_one_leaves(write_to_owner: Any, minutes: int, sent: int) -> None:
    write_to_owner(email="lea@x.example")
    delivery.deliver_due()
    Delivery.objects.update(sent_at=timezone.now() - timedelta(minutes=minutes))
    mail.outbox.clear()
    write_to_owner(email="lea@x.example")
    assert delivery.deliver_due() == sent


def test_while_the_first_has_not_left_the_second_waits_for_its_outcome(
    write_to_owner: Any, send_to: Any, settings: Any
) -> None:
    first = write_to_owner(email="lea@x.example")
    send_to(f"smtp://127.0.0.1:{free_port()}")
    delivery.deliver_due()
    second = write_to_owner(email="lea@x.example")
    settings.EMAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    delivery.deliver_due()
    one, two = (i.deliveries.get(kind=ACKNOWLEDGEMENT) for i in (first, second))
    assert (one.state, two.state) == ("pending", "pending")
    assert two.due_at > one.due_at
    assert two.attempts == 0  # waiting does not count as an attempt
    # The first is given up, so the second may be sent.
    long_ago = timezone.now() - timedelta(hours=25)
    Delivery.objects.filter(pk=one.pk).update(trying_since=long_ago, attempts=20, due_at=long_ago)
    send_to(f"smtp://127.0.0.1:{free_port()}")
    delivery.deliver_due()
    one.refresh_from_db()
    assert one.state == "failed"
    settings.EMAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    Delivery.objects.filter(pk=two.pk).update(due_at=long_ago)
    delivery.deliver_due()
    two.refresh_from_db()
    assert two.state == "sent"


def test_the_database_decides_between_two_workers(write_to_owner: Any) -> None:
    """Both check before either has sent; the unique slot lets only one send."""
    one, two = (
        write_to_owner(email="lea@x.example").deliveries.get(kind=ACKNOWLEDGEMENT) for _ in range(2)
    )
    assert acknowledgement_limit.take(one) is None
    assert acknowledgement_limit.take(two) == one
    assert acknowledgement_limit.take(one) is None  # which is its own retry


def test_an_erased_inquiry_leaves_nothing_behind(write_to_owner: Any) -> None:
    first = write_to_owner(email="lea@x.example")
    delivery.deliver_due()
    assert "lea" not in str(Delivery.objects.values())
    first.delete()
    write_to_owner(email="lea@x.example")
    assert delivery.deliver_due() == 2
