"""Limits acknowledgements to one per mailbox and hour (LAW-FR, "Mail"), across all workers.

Before an acknowledgement leaves, it takes the slot of its mailbox. The column is unique, so the
database decides between two workers. The slot becomes free an hour after the mail has left, or
at once when the mail is given up.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from contact.inquiries.email_address import mailbox_of
from contact.inquiries.models import Delivery

HOUR = timedelta(hours=1)


def slot_of(email: str) -> str:
    """Return a keyed digest of the mailbox, the same for all its spellings.

    A digest, so that no address is left in the table when the inquiry is erased.
    """
    return salted_hmac("contact.hourly", mailbox_of(email), algorithm="sha256").hexdigest()


def take(delivery: Delivery) -> Delivery | None:
    """Give `delivery` the slot of its mailbox. Return None, or the delivery that holds it."""
    slot = slot_of(delivery.inquiry.email)
    others = Delivery.objects.filter(hour_slot=slot).exclude(pk=delivery.pk)
    others.filter(sent_at__lte=timezone.now() - HOUR).update(hour_slot=None)
    try:
        with transaction.atomic():
            Delivery.objects.filter(pk=delivery.pk).update(hour_slot=slot)
    except IntegrityError:
        # The holder was deleted meanwhile: `delivery` itself stands for one that has not left.
        return others.first() or delivery
    return None
