"""Puts inquiries that look like abuse into quarantine, without mails, until the owner decides."""

from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contact.inquiries import audit
from contact.inquiries.intake import announce_and_acknowledge
from contact.inquiries.models import Delivery, Inquiry

Status = Inquiry.Status

# Each reason as the inbox shows it.
REASONS = {
    "honeypot": _("a hidden field was filled in"),
    "cross_site": _("it came from another site"),
    "no_origin": _("the browser did not say where it came from"),
    "too_fast": _("it was sent within seconds of opening the form"),
    "owner": _("you marked it as spam"),
    "advertisement": _("it reads, and was sent, like an advertisement"),
}


def quarantine(inquiry: Inquiry) -> bool:
    """Put `inquiry` into quarantine for the owner; return False if it is there already.

    Its waiting mails stay in the outbox (`delivery.due`); one that is being sent leaves.
    `release` undoes it.
    """
    now = timezone.now()
    with transaction.atomic():
        changed = (
            Inquiry.objects.filter(pk=inquiry.pk)
            .exclude(status=Status.QUARANTINED)
            .update(
                status_before=models.F("status"),
                status=Status.QUARANTINED,
                quarantined_at=now,
                quarantine_reasons=["owner"],
            )
        )
        if changed:
            # Frees the mailbox: other acknowledgements must not wait for one that may never leave.
            _idle(inquiry, now).update(hour_slot=None)
            audit.record(inquiry, audit.QUARANTINE)
    inquiry.refresh_from_db()
    return bool(changed)


def release(inquiry: Inquiry) -> bool:
    """Take `inquiry` out of quarantine, with its former status, and let its mails leave.

    Return False if it is not there. Mails that were sent before are not sent again.
    """
    now = timezone.now()
    with transaction.atomic():
        released = Inquiry.objects.filter(pk=inquiry.pk, status=Status.QUARANTINED).update(
            status=models.Case(
                models.When(status_before="", then=models.Value(Status.NEW)),
                default=models.F("status_before"),
            ),
            status_before="",
            quarantined_at=None,
        )
        if released:
            waiting = _idle(inquiry, now)
            waiting.update(trying_since=now, attempts=0)
            # A mail of another kind keeps its date: it may be planned for later.
            waiting.filter(kind__in=Delivery.ON_RECEIPT).update(due_at=now)
            announce_and_acknowledge(inquiry, acknowledge_at=now)
            audit.record(inquiry, audit.RELEASE)
    inquiry.refresh_from_db()
    return bool(released)


def _idle(inquiry: Inquiry, now: datetime) -> models.QuerySet[Delivery]:
    """Return the waiting mails of `inquiry`, without those that are being sent."""
    free = models.Q(claimed_until=None) | models.Q(claimed_until__lt=now)
    return Delivery.objects.filter(free, inquiry=inquiry, state=Delivery.State.PENDING)
