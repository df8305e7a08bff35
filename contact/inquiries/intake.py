"""Stores an inquiry exactly once, in one transaction, and sends no mail inside the request."""

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from contact.inquiries import search, throttle
from contact.inquiries.models import Delivery, IdempotencyKey, Inquiry, Message
from contact.inquiries.reply_time import promised_day
from contact.inquiries.settings import InquirySettings
from services.models import ServicePage

Status = Inquiry.Status
# Inquiries from one form: people come back to a form that was sent, change it and send it again.
MOST_OF_ONE_FORM = 5
NOTICE_VERSION = "2026-11"  # of the privacy notice at the form; changes with its wording


class UsedUpError(Exception):
    """This form has sent as many different inquiries as one form may; the next needs a new form."""


@dataclass(frozen=True)
class NewInquiry:
    """The validated content of a form. Its text is stored as it is."""

    name: str
    email: str
    message: str
    language: str
    organisation: str = ""
    service: ServicePage | None = None
    brief: list[dict[str, str]] = field(default_factory=list)
    answer_key: str | None = None
    answer_question: str = ""

    def fingerprint(self) -> str:
        """Return a digest of everything the client typed or chose."""
        content = [
            self.name,
            self.email,
            self.message,
            self.organisation,
            self.service.pk if self.service else None,
            self.brief,
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def receive(
    new: NewInquiry, *, key: str, quarantine_reasons: tuple[str, ...] = (), sender: str = ""
) -> Inquiry:
    """Store `new` with its deliveries, or return what the same form stored before.

    `key` identifies the form: sent again with the same content, it gives the same inquiry;
    with other content, a new one that is linked to the first (RELIABILITY 8, 9), until
    UsedUpError is raised, and nothing stored, for one form's sixth inquiry. With any
    `quarantine_reasons` of abuse the inquiry goes to quarantine and waits there without mails.
    Mail leaves later, from the outbox: the worker claims the rows written here.

    `sender` is counted (`contact.inquiries.throttle`) when something new is stored; TooManyError is
    raised, and nothing stored, when it was one too many. Raises DatabaseError when the
    database cannot take it: then nothing is stored either.
    """
    # On PostgreSQL another process may store the same key at the same time, and then the key that
    # is derived from it. The next attempt finds what the other process stored.
    for _ in range(2):
        with suppress(IntegrityError), transaction.atomic():
            return _find_or_store(new, key, quarantine_reasons, sender)
    with transaction.atomic():
        return _find_or_store(new, key, quarantine_reasons, sender)


def _find_or_store(
    new: NewInquiry, key: str, quarantine_reasons: tuple[str, ...], sender: str
) -> Inquiry:
    fingerprint = new.fingerprint()
    known = IdempotencyKey.objects.filter(key=key).first()
    if known is None:
        mail_at = throttle.count(sender, causes_mail=not quarantine_reasons)
        return _store(new, key, fingerprint, quarantine_reasons, mail_at, linked_to=None)
    if known.fingerprint == fingerprint:
        return known.inquiry
    derived = hashlib.sha256(f"{key}:{fingerprint}".encode()).hexdigest()
    again = IdempotencyKey.objects.select_related("inquiry").filter(key=derived).first()
    if again is not None:
        return again.inquiry
    if known.inquiry.linked.count() >= MOST_OF_ONE_FORM - 1:
        raise UsedUpError
    mail_at = throttle.count(sender, causes_mail=not quarantine_reasons)
    return _store(new, derived, fingerprint, quarantine_reasons, mail_at, linked_to=known.inquiry)


def _store(
    new: NewInquiry,
    key: str,
    fingerprint: str,
    quarantine_reasons: tuple[str, ...],
    mail_at: datetime,
    linked_to: Inquiry | None,
) -> Inquiry:
    received = timezone.now()
    inquiry = Inquiry(
        status=Status.QUARANTINED if quarantine_reasons else Status.NEW,
        created_at=received,
        reply_by=promised_day(InquirySettings.of_default_site(), received),
        language=new.language,
        name=new.name,
        email=new.email,
        organisation=new.organisation,
        service=new.service,
        service_title=new.service.title if new.service else "",
        brief=new.brief,
        answer_key=new.answer_key,
        answer_question=new.answer_question,
        notice_version=NOTICE_VERSION,
        quarantine_reasons=list(quarantine_reasons),
        linked_to=linked_to,
    )
    inquiry.search_text = search.text_of(inquiry, [new.message])
    inquiry.save(force_insert=True)
    Message.objects.create(inquiry=inquiry, body=new.message, created_at=received)
    IdempotencyKey.objects.create(key=key, fingerprint=fingerprint, inquiry=inquiry)
    if not quarantine_reasons:
        Delivery.objects.bulk_create(_mails_on_receipt(inquiry, acknowledge_at=mail_at))
    return inquiry


def announce_and_acknowledge(inquiry: Inquiry, *, acknowledge_at: datetime) -> None:
    """Put the mails of `Delivery.ON_RECEIPT` into the outbox; those already there stay as they are.

    The announcement to the owner is due at once, the acknowledgement to the client from
    `acknowledge_at` on.
    """
    there = set(inquiry.deliveries.values_list("kind", flat=True))
    mails = _mails_on_receipt(inquiry, acknowledge_at=acknowledge_at)
    Delivery.objects.bulk_create([mail for mail in mails if mail.kind not in there])


def _mails_on_receipt(inquiry: Inquiry, *, acknowledge_at: datetime) -> list[Delivery]:
    now = timezone.now()
    waits = acknowledge_at > now
    return [
        Delivery(inquiry=inquiry, kind=Delivery.Kind.NOTIFICATION, due_at=now),
        Delivery(
            inquiry=inquiry,
            kind=Delivery.Kind.ACKNOWLEDGEMENT,
            due_at=max(acknowledge_at, now),
            problem=Delivery.Problem.CROWDED if waits else "",
        ),
    ]
