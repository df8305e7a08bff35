"""RELIABILITY 40: whichever write or commit fails, no acknowledged inquiry is lost or doubled.

The first write or commit fails, then the second, and so on, until everything passes. It fails
before it is done, as on a full disk, and after, as when the connection is cut before the
confirmation.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from brand.models import HomePage
from contact.inquiries import intake
from contact.inquiries.models import RecentSender
from contact.mail import delivery
from contact.models import ContactPage, Delivery, Inquiry
from ops.environment.rate import parse_rate
from tests import factories
from tests.contact.inquiry_forms import BROWSER, HTMX, filled
from tests.contact.mail.test_outbox_workers import ids, let_the_lease_end
from tests.failing_writes import failing
from tests.mail_servers import misbehaving_server


@pytest.fixture
def form(committed_db: None, settings: Any) -> Iterator[ContactPage]:
    """A page with the form, which accepts robots."""
    settings.INQUIRY_MIN_SECONDS, settings.INQUIRY_RATE = 0, parse_rate("1000/s")
    page = factories.contact(HomePage.objects.get(), ("email", "david@example.org"))
    yield page
    page.delete()
    RecentSender.objects.all().delete()
    PageLogEntry.objects.filter(page_id=page.pk).delete()


def stored(email: str) -> list[tuple[int, int, int]]:
    """Return (messages, keys, mails) for each inquiry from this address."""
    return [
        (each.messages.count(), each.keys.count(), each.deliveries.count())
        for each in Inquiry.objects.filter(email=email)
    ]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("how", [BROWSER, HTMX], ids=["plain", "htmx"])
def test_a_form_is_stored_once_whatever_fails(
    form: ContactPage, client: Client, when: str, how: dict[str, str]
) -> None:
    whole, success = [(1, 1, 2)], 200 if how is HTMX else 303
    broke = []
    for number in count(1):
        fields = filled(client, email=f"nth-{number}@client.example", message="<Bonjour> à tous")
        with failing(number, when) as point:
            answer = client.post("/contact/", fields, **how)
        broke.append(point.broke.split(" ")[0])
        there = stored(fields["email"])
        assert there in ([], whole), point.broke
        if answer.status_code == success:
            assert there == whole, point.broke
        else:
            assert answer.status_code == 503, point.broke
            assert "&lt;Bonjour&gt; à tous" in answer.content.decode()
        # The visitor sends the same form again.
        assert client.post("/contact/", fields, **how).status_code == success
        assert stored(fields["email"]) == whole, point.broke
        if not point.broke:
            break
    assert broke.count("COMMIT") >= 1
    assert broke.count("INSERT") >= 5


@pytest.mark.parametrize("when", ["before", "after"])
def test_each_mail_leaves_whatever_fails(
    committed_db: None, send_to: Callable[..., None], when: str
) -> None:
    """Each is sent once, or twice with one Message-ID if only "sent" could not be stored (0009)."""
    broke = []
    with misbehaving_server() as server:
        send_to(server.url)
        for number in count(1):
            new = intake.NewInquiry(
                name="N", email=f"{when}-{number}@x.example", message="Bonjour.", language="fr"
            )
            inquiry = intake.receive(new, key=f"nth {when} {number}")
            with failing(number, when) as point, suppress(DatabaseError):
                delivery.deliver_due()
            broke.append(point.broke.split(" ")[0])
            for _ in range(2):
                let_the_lease_end()
                Delivery.objects.filter(state="pending").update(due_at=timezone.now())
                delivery.deliver_due()
            mails = inquiry.deliveries.all()
            assert [mail.state for mail in mails] == ["sent", "sent"], point.broke
            times = sorted(ids(server)[mail.message_id] for mail in mails)
            unnoted = when == "before" and '"sent_at" = ' in point.broke
            assert times == ([1, 2] if unnoted else [1, 1]), point.broke
            if not point.broke:
                break
    assert broke.count("COMMIT") >= 2
    assert broke.count("UPDATE") >= 4
