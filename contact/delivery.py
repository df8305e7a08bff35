"""Sending what is in the outbox: claim by lease, send, retry with back-off, give up visibly."""

import logging
import random
from datetime import timedelta

from django.db import models
from django.utils import timezone

from contact import mails
from contact.models import Delivery
from contact.models.inquiry import LEASE

logger = logging.getLogger(__name__)

GIVE_UP_AFTER = timedelta(hours=24)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
OVERDUE_AFTER = timedelta(minutes=10)
BATCH = 50


def deliver_due() -> int:
    """Send what is due, oldest first, and return how many mails left.

    Several workers may run at once: each row is sent by the one that claimed it.
    """
    sent = 0
    due = Delivery.objects.filter(state=Delivery.State.PENDING, due_at__lte=timezone.now())
    for delivery in due.select_related("inquiry").order_by("due_at")[:BATCH]:
        if claim(delivery):
            sent += attempt(delivery)
    return sent


def claim(delivery: Delivery) -> bool:
    """Take the row for the length of a lease; False if somebody else was faster.

    The lease is the next due time itself: a worker that dies leaves a row that becomes due
    again by the clock alone (RELIABILITY 13).
    """
    until = timezone.now() + LEASE
    claimed = Delivery.objects.filter(
        pk=delivery.pk, state=Delivery.State.PENDING, due_at=delivery.due_at
    ).update(due_at=until, attempts=models.F("attempts") + 1)
    if claimed:
        delivery.due_at = until
        delivery.attempts += 1
    return bool(claimed)


def attempt(delivery: Delivery) -> bool:
    """Send one claimed mail and write down how it went. Never raises for a mail server."""
    try:
        mails.build(delivery).send()
    except Exception as error:
        _postpone(delivery, error)
        return False
    delivery.state = Delivery.State.SENT
    delivery.sent_at = timezone.now()
    delivery.last_error = ""
    delivery.save(update_fields=["state", "sent_at", "last_error"])
    return True


def _postpone(delivery: Delivery, error: Exception) -> None:
    # The server's words help the owner; the mail's content must not get into logs.
    logger.warning("delivery %s failed: %s", delivery.pk, type(error).__name__)
    own = isinstance(error, mails.NoRecipientError)
    delivery.last_error = (str(error) if own else f"{type(error).__name__}: {error}")[:300]
    now = timezone.now()
    if now - delivery.created_at >= GIVE_UP_AFTER:
        delivery.state = Delivery.State.FAILED
    else:
        pause = min(FIRST_PAUSE * 2 ** (delivery.attempts - 1), LONGEST_PAUSE)
        delivery.due_at = now + pause * random.uniform(0.8, 1.2)  # noqa: S311  (no secret)
    delivery.save(update_fields=["state", "due_at", "last_error"])


def resend(delivery: Delivery) -> None:
    """Try again now, with a new day of attempts; the Message-ID stays."""
    now = timezone.now()
    Delivery.objects.filter(pk=delivery.pk).exclude(state=Delivery.State.SENT).update(
        state=Delivery.State.PENDING, due_at=now, created_at=now, attempts=0
    )


def overdue() -> str | None:
    """Readiness: whether mails have been waiting for their first attempt for ten minutes."""
    since = timezone.now() - OVERDUE_AFTER
    waiting = Delivery.objects.filter(state=Delivery.State.PENDING, due_at__lt=since)
    return "overdue" if waiting.exists() else None
