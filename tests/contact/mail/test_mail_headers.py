"""The headers of both mails: threads, automatic replies, senders, and malicious text.

RELIABILITY 15 and LAW-FR, "Mail".
"""

import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail
from hypothesis import given, settings
from hypothesis import strategies as st

from contact.mail import delivery, messages
from contact.models import Delivery, Inquiry
from tests.mail_servers import misbehaving_server

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contact", "owner")]
ONCE = [
    "Subject", "From", "To", "Reply-To", "Date", "Message-ID", "Auto-Submitted",
    "X-Auto-Response-Suppress", "Content-Type", "MIME-Version",
]  # fmt: skip


def parsed(item: Delivery) -> EmailMessage:
    return message_from_bytes(messages.build(item).message().as_bytes(), policy=policy.default)


def test_a_linked_inquiry_stands_below_the_first_one(write_to_owner: Any) -> None:
    first = write_to_owner(key="same", message="Une question.", email="lea@x.example")
    second = write_to_owner(key="same", message="Une autre.", email="lea@x.example")
    assert second.linked_to == first
    for kind in Delivery.ON_RECEIPT:
        above, below = (i.deliveries.get(kind=kind) for i in (first, second))
        assert parsed(above)["In-Reply-To"] is None
        assert parsed(below)["In-Reply-To"].strip() == above.message_id
        assert parsed(below)["References"].strip() == above.message_id
        assert parsed(below)["Message-ID"].strip() == below.message_id


def test_machines_do_not_answer_and_the_sender_is_the_sites_own(
    write_to_owner: Any, send_to: Any, settings: Any
) -> None:
    write_to_owner()
    with misbehaving_server() as server:
        send_to(server.url)
        settings.DEFAULT_FROM_EMAIL = "Somebody <site@vitrine.example>"
        delivery.deliver_due()
    announcement, acknowledgement = server.mails
    assert announcement["Auto-Submitted"] == "auto-generated"
    assert acknowledgement["Auto-Submitted"] == "auto-replied"
    for received in server.mails:
        assert received["From"].addresses[0].addr_spec == "site@vitrine.example"
        assert received["From"].addresses[0].display_name == "David Pires"
        assert received["Date"].datetime.year >= 2026
    assert set(server.senders) == {"site@vitrine.example"}


@pytest.mark.parametrize(
    "name",
    [
        "Léa\r\nBcc: all@example.org",
        "Léa\nX-Evil: 1\n\nbody",
        "a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g",
        "👩🏽‍🚀 Léa 🎉",
        "\u202emoc.live\u202c ليلى \u200f",
        'Léa "Lou" Martin, Ms. <not@this.example>; (hi) \\',
        "=?utf-8?q?=0D=0ABcc=3A_all=40example=2Eorg?=",
        "a\x00b\x07c\x1bd\x7fe\ufefff",
        "x" * 10_000,
        "é" * 10_000,
        " ",
    ],
)
def test_no_field_adds_a_header_or_breaks_a_mail(write_to_owner: Any, name: str) -> None:
    inquiry = write_to_owner(email="lea@client.example")
    # Longer than the form allows, as the database may contain it.
    inquiry.name = name
    assert_harmless(inquiry)


@settings(max_examples=150, deadline=None)
@given(
    name=st.text(max_size=200),
    body=st.text(st.characters(exclude_categories=["Cs"]), max_size=400),
)
def test_whatever_somebody_types(name: str, body: str) -> None:
    inquiry = Inquiry(pk=1, name=name, email="lea@client.example", language="fr")
    inquiry.organisation = inquiry.service_title = inquiry.answer_question = body
    inquiry.brief = [{"key": "k", "label": body, "value": body}]
    assert_harmless(inquiry)


def assert_harmless(inquiry: Inquiry) -> None:
    for kind in Delivery.Kind.values:
        received = parsed(Delivery(inquiry=inquiry, kind=kind))
        assert sorted(received.keys()) == sorted(ONCE)
        assert [part.defects for part in received.walk()] == [[], [], []]
        recipients = [a.addr_spec for a in received["To"].addresses]
        assert recipients in (["owner@example.org"], ["lea@client.example"])
        answer_to = [a.addr_spec for a in received["Reply-To"].addresses]
        assert answer_to in (["lea@client.example"], ["david@example.org"])
        shown = "".join(str(value) for value in received.values())
        assert all(c.isprintable() or c in messages.JOINERS | messages.NO_BREAKS for c in shown)
        assert max(map(len, bytes(received).splitlines())) < 998


def test_a_long_foreign_name_arrives_whole(write_to_owner: Any) -> None:
    name = "Εὐγενία Παπαδοπούλου de la Très-Sainte-Trinité, O’Brien"
    inquiry = write_to_owner(name=name)
    raw = messages.build(inquiry.deliveries.get(kind="notification")).message().as_bytes()
    header = message_from_bytes(raw)["Reply-To"]
    assert str(make_header(decode_header(header))) == f"{name} <{inquiry.email}>"
    words = re.findall(r"=\?\S+\?=", header)
    assert len(words) > 1
    assert max(map(len, words)) <= 75  # RFC 2047


@pytest.mark.parametrize("email", ['"a\x0bb"@x.example', '"a b"@x.example', '"a,b"@x.example'])
def test_an_address_that_no_header_can_hold_is_said_so(write_to_owner: Any, email: str) -> None:
    """A form accepts such addresses. The announcement is sent all the same."""
    inquiry = write_to_owner(email=email)
    assert delivery.deliver_due() == 1
    assert mail.outbox[0].to == ["owner@example.org"]
    assert mail.outbox[0].reply_to == []
    refused = inquiry.deliveries.get(kind="acknowledgement")
    assert refused.problem == Delivery.Problem.UNUSABLE
