"""Delivers the mails of inquiries: claim by lease, send, retry with back-off, give up.

docs/decisions/0009 says what this guarantees and what it does not.
"""

import logging
import time
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from contact.inquiries.models import Delivery, Inquiry
from contact.mail import acknowledgement_limit, messages, problems
from ops import health
from ops.mail import cap
from ops.mail.outgoing import mail_leaves_this_machine, transport
from ops.worker import leases, loop
from ops.worker.leases import FIRST_PAUSE, pause_after

logger = logging.getLogger(__name__)

GIVE_UP_AFTER = timedelta(hours=24)
# A site that was switched off for two days has not tried in that time.
FEWEST_ATTEMPTS = 10
OVERDUE_AFTER = timedelta(minutes=10)
# Seconds after which the worker turns to its other jobs before it goes on.
BATCH_TIME = 20.0

State = Delivery.State


def deliver_due() -> int:
    """Send what is due, oldest first, and return how many mails were sent, or written to files.

    Several workers may run at once: each row is sent by the one that claimed it. Ends early,
    between two mails, when its time is up or the worker has been told to stop.
    """
    sent = 0
    until = time.monotonic() + BATCH_TIME
    while time.monotonic() < until and not loop.stopping():
        hold_back()
        delivery = claim_next()
        if delivery is None:
            break
        sent += attempt(delivery)
    return sent


def hold_back() -> None:
    """Let mails to clients wait while the site is above its cap. Mails to the owner leave."""
    if until := cap.full_until():
        due().filter(kind__in=Delivery.TO_CLIENT).update(
            due_at=until, problem=Delivery.Problem.CROWDED
        )


def held_back() -> models.QuerySet[Delivery]:
    """Return the mails to clients that wait only because many came in."""
    return Delivery.objects.filter(state=State.PENDING, problem=Delivery.Problem.CROWDED).exclude(
        inquiry__status=Inquiry.Status.QUARANTINED
    )


def due() -> models.QuerySet[Delivery]:
    """Return the rows that are to be sent now. Mails of a quarantined inquiry wait."""
    return Delivery.objects.filter(state=State.PENDING, due_at__lte=timezone.now()).exclude(
        inquiry__status=Inquiry.Status.QUARANTINED
    )


def claim_next() -> Delivery | None:
    """Claim and return the row that has been due longest, None when there is none."""
    return leases.claim_next(due, claim)


def claim(delivery: Delivery) -> bool:
    """Claim the row for the length of a lease; return False if another worker was faster."""
    return leases.claim(delivery, Delivery.objects.filter(state=State.PENDING))


def attempt(delivery: Delivery) -> bool:
    """Send one claimed mail, store the outcome, and return whether it left.

    Errors of the mail server are stored, not raised.
    """
    if delivery.kind == Delivery.Kind.ACKNOWLEDGEMENT and not _may_acknowledge(delivery):
        return False
    server = transport()
    try:
        message = messages.build(delivery)
        server.open()
        server.send_messages([message])
    except Exception as error:
        _failed(delivery, error)
        return False
    else:
        # First of all: until this is stored, a crash would send the mail a second time.
        if mail_leaves_this_machine():
            _sent(delivery, problems.refusals(getattr(server, "refused", {})))
        else:
            # The slot of the mailbox stays free for a mail that leaves.
            _finish(delivery, state=State.KEPT, hour_slot=None, problem="", last_error="")
        return True
    finally:
        with suppress(Exception):  # whether the mail has left is known by now
            server.close()


def _may_acknowledge(delivery: Delivery) -> bool:
    """Take the slot of the mailbox; if it is taken, store why this mail does not leave now."""
    holder = acknowledgement_limit.take(delivery)
    if holder is None:
        return True
    if holder.state == State.SENT:
        _finish(delivery, state=State.SKIPPED, problem=Delivery.Problem.RECENT, last_error="")
    else:
        # The holder has not left yet; its outcome decides whether this mail is needed.
        known_at = timezone.now() if holder.claimed_until else holder.due_at
        _finish(
            delivery,
            due_at=max(known_at, timezone.now()) + FIRST_PAUSE,
            attempts=delivery.attempts - 1,
        )
    return False


def _sent(delivery: Delivery, refused: str) -> None:
    # Even if the lease is over, so that no other worker sends it again.
    problem = Delivery.Problem.ADDRESS if refused else ""
    Delivery.objects.filter(pk=delivery.pk).exclude(state=State.SENT).update(
        state=State.SENT,
        sent_at=timezone.now(),
        claimed_until=None,
        problem=problem,
        last_error=refused,
    )
    # In a statement of its own: an error here must not undo that the mail was sent.
    if delivery.kind in Delivery.TO_CLIENT:
        cap.count()


def _failed(delivery: Delivery, error: Exception) -> None:
    problem, words = problems.explain(error)
    # The server's words are for the owner in the admin. They may quote the mail: never log them.
    logger.warning("delivery %s failed: %s (%s)", delivery.pk, problem, type(error).__name__)
    now = timezone.now()
    result = {"problem": problem, "last_error": words}
    tried_for = now - delivery.trying_since
    if tried_for >= GIVE_UP_AFTER and delivery.attempts >= FEWEST_ATTEMPTS:
        _finish(delivery, state=State.FAILED, hour_slot=None, **result)
    else:
        _finish(delivery, due_at=now + pause_after(delivery.attempts), **result)


def _finish(delivery: Delivery, **result: str | int | datetime | None) -> None:
    """Store the outcome and release the row, if this worker still holds it.

    After the end of the lease another worker may hold the row; then nothing is stored.
    """
    Delivery.objects.filter(
        pk=delivery.pk, state=State.PENDING, claimed_until=delivery.claimed_until
    ).update(claimed_until=None, **result)


def resend(deliveries: models.QuerySet[Delivery]) -> int:
    """Make `deliveries` due now, with a new day of attempts; return their number.

    The Message-ID stays. Mails that were sent, are not needed or are being sent are left alone.
    """
    now = timezone.now()
    free = models.Q(claimed_until=None) | models.Q(claimed_until__lt=now)
    return deliveries.filter(free, state__in=(State.PENDING, State.FAILED)).update(
        state=State.PENDING, due_at=now, trying_since=now, attempts=0, claimed_until=None
    )


def failed() -> models.QuerySet[Delivery]:
    """Return the mails that were given up, without those of quarantined inquiries."""
    return Delivery.objects.filter(state=State.FAILED).exclude(
        inquiry__status=Inquiry.Status.QUARANTINED
    )


def overdue() -> str | None:
    """Readiness check: return "overdue" if a mail has been due for more than ten minutes."""
    late = due().filter(due_at__lt=timezone.now() - OVERDUE_AFTER)
    return "overdue" if late.exists() else None


def unattended() -> str | None:
    """Readiness check: return "silent" if mails are due and no worker was seen for ten minutes."""
    return "silent" if due().exists() and health.worker_is_silent() else None
