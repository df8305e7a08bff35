"""The queue of mails: the worker sends what Django, Wagtail and allauth hand over in a request.

A mail server that is slow, down or gone holds up nobody who waits for a page, and nobody can tell
from a page whether a mail was sent (RELIABILITY 36). Mails of inquiries have rows of their own,
with a history that the owner sees (`contact.mail.delivery`).
"""

import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models, transaction
from django.utils import timezone

from ops.mail.outgoing import new_message_id, transport
from ops.models import QueuedMail
from ops.registry import Registry
from ops.worker import leases, loop

logger = logging.getLogger(__name__)

MESSAGE = "message"
GIVE_UP_AFTER = timedelta(hours=24)
OVERDUE_AFTER = timedelta(minutes=10)
# In seconds. Then the worker runs its other jobs before it sends the next mails.
BATCH_TIME = 20.0
_FIELDS = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to")


@dataclass(frozen=True)
class Kind:
    """A kind of queued mail: `build` returns it, or None; `sent` is called once it has left."""

    build: Callable[[QueuedMail], EmailMessage | None]
    sent: Callable[[QueuedMail], object] = lambda row: None


kinds = Registry[Kind]()


class EmailBackend(BaseEmailBackend):
    """Django's mail backend: stores each mail as a row, in the transaction of the caller."""

    def __init__(self, fail_silently: bool = False, **options: Any) -> None:
        super().__init__(fail_silently=fail_silently)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        until = timezone.now() + GIVE_UP_AFTER
        rows = [
            QueuedMail(kind=MESSAGE, content=content_of(message), give_up_at=until)
            for message in email_messages
        ]
        return len(QueuedMail.objects.bulk_create(rows))


def content_of(message: EmailMessage) -> dict[str, Any]:
    """Return `message` as data for JSON, from which `from_content` makes the same mail.

    Raises TypeError for attachments: no mail of the site has any.
    """
    if message.attachments:
        raise TypeError("A mail with attachments cannot be queued.")
    content = {name: getattr(message, name) for name in _FIELDS}
    content["subject"] = str(content["subject"])
    ours = {"Message-ID": new_message_id(), "Auto-Submitted": "auto-generated"}
    content["headers"] = {**ours, **{k: str(v) for k, v in message.extra_headers.items()}}
    content["subtype"] = message.content_subtype
    content["alternatives"] = [list(each) for each in getattr(message, "alternatives", ())]
    return content


def from_content(row: QueuedMail) -> EmailMessage:
    """Return the mail that was queued."""
    content = dict(row.content)
    subtype, alternatives = content.pop("subtype"), content.pop("alternatives")
    message = EmailMultiAlternatives(**content)
    message.content_subtype = subtype
    for text, kind in alternatives:
        message.attach_alternative(text, kind)
    return message


kinds.register(MESSAGE, Kind(from_content))


def due() -> models.QuerySet[QueuedMail]:
    """Return the rows that are due now."""
    return QueuedMail.objects.filter(due_at__lte=timezone.now())


def send_due() -> int:
    """Send what is due, oldest first, and return how many mails left.

    Several workers may run at once. Ends early, between two mails, when its time is up or the
    worker has been told to stop.
    """
    sent = 0
    until = time.monotonic() + BATCH_TIME
    while time.monotonic() < until and not loop.stopping():
        row = leases.claim_next(due, lambda row: leases.claim(row, QueuedMail.objects.all()))
        if row is None:
            break
        sent += _attempt(row)
    return sent


def _attempt(row: QueuedMail) -> bool:
    """Send one claimed mail. Never raises for a mail server."""
    if row.give_up_at <= timezone.now():
        logger.error("mail %s (%s) was given up", row.pk, row.kind)
        row.delete()
        return False
    server = transport()
    try:
        message = kinds[row.kind].build(row)
        if message is not None:
            server.open()
            server.send_messages([message])
    except Exception as error:
        # A server may quote the mail in its answer, so the answer is not logged.
        logger.warning("mail %s (%s) failed: %s", row.pk, row.kind, type(error).__name__)
        _try_later(row)
        return False
    else:
        # Write this at once: after a crash before it, the mail would be sent again.
        with transaction.atomic():
            if message is not None:
                kinds[row.kind].sent(row)
            row.delete()
        return message is not None
    finally:
        with suppress(Exception):  # the mail has left or it has not; goodbye adds nothing
            server.close()


def _try_later(row: QueuedMail) -> None:
    """Give the row back, if it is still ours."""
    again = timezone.now() + leases.pause_after(row.attempts)
    QueuedMail.objects.filter(pk=row.pk, claimed_until=row.claimed_until).update(
        due_at=again, claimed_until=None
    )


def overdue() -> str | None:
    """Readiness: whether the oldest mail has been due for more than ten minutes."""
    late = due().filter(due_at__lt=timezone.now() - OVERDUE_AFTER)
    return "overdue" if late.exists() else None
