"""Taking in an inquiry: one transaction, exactly once, and no mail inside the request."""

import hashlib
import json
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from contact import throttle
from contact.models import Delivery, IdempotencyKey, Inquiry, Message
from services.models import ServicePage

NOTICE_VERSION = "2026-11"  # of the privacy notice at the form; changes with its wording


@dataclass(frozen=True)
class NewInquiry:
    """What somebody sent, already validated. Text is stored as it is."""

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
    new: NewInquiry, *, key: str, signals: tuple[str, ...] = (), sender: str = ""
) -> Inquiry:
    """Store `new` with its deliveries, or return what the same form stored before.

    `key` identifies the form: sent again with the same content, it gives the same inquiry;
    with other content, a new one that is linked to the first (RELIABILITY 8, 9). With any
    `signals` of abuse the inquiry goes to quarantine and waits there without mails.
    Mail leaves later, from the outbox: the worker claims the rows written here.

    `sender` is counted (`contact.throttle`) when something new is stored; TooManyError is
    raised, and nothing stored, when it was one too many. Raises DatabaseError when the
    database cannot take it: then nothing is stored either.
    """
    try:
        with transaction.atomic():
            return _find_or_store(new, key, signals, sender)
    except IntegrityError:
        # PostgreSQL: another process stored the same key a moment ago.
        with transaction.atomic():
            return _find_or_store(new, key, signals, sender)


def _find_or_store(new: NewInquiry, key: str, signals: tuple[str, ...], sender: str) -> Inquiry:
    fingerprint = new.fingerprint()
    known = IdempotencyKey.objects.select_related("inquiry").filter(key=key).first()
    if known is None:
        throttle.count(sender)
        return _store(new, key, fingerprint, signals, linked_to=None)
    if known.fingerprint == fingerprint:
        return known.inquiry
    derived = hashlib.sha256(f"{key}:{fingerprint}".encode()).hexdigest()
    again = IdempotencyKey.objects.select_related("inquiry").filter(key=derived).first()
    if again is not None:
        return again.inquiry
    throttle.count(sender)
    return _store(new, derived, fingerprint, signals, linked_to=known.inquiry)


def _store(
    new: NewInquiry,
    key: str,
    fingerprint: str,
    signals: tuple[str, ...],
    linked_to: Inquiry | None,
) -> Inquiry:
    inquiry = Inquiry.objects.create(
        status=Inquiry.Status.QUARANTINED if signals else Inquiry.Status.NEW,
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
        quarantine_reasons=list(signals),
        linked_to=linked_to,
    )
    Message.objects.create(inquiry=inquiry, body=new.message, created_at=inquiry.created_at)
    IdempotencyKey.objects.create(key=key, fingerprint=fingerprint, inquiry=inquiry)
    if not signals:
        queue_mails(inquiry)
    return inquiry


def queue_mails(inquiry: Inquiry) -> None:
    """Put both mails of `inquiry` into the outbox; those already there stay as they are."""
    for kind in Delivery.Kind.values:
        Delivery.objects.get_or_create(inquiry=inquiry, kind=kind)


def release(inquiry: Inquiry) -> None:
    """Take `inquiry` out of quarantine: it is new, and its mails leave."""
    with transaction.atomic():
        released = Inquiry.objects.filter(pk=inquiry.pk, status=Inquiry.Status.QUARANTINED).update(
            status=Inquiry.Status.NEW
        )
        if released:
            queue_mails(inquiry)
    inquiry.refresh_from_db()
