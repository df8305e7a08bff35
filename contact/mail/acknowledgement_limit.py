"""One acknowledgement per mailbox and hour (LAW-FR, "Mail"), however many workers send.

An acknowledgement that is about to leave takes the slot of its address: a unique column, so the
database decides between two workers. The slot is free again an hour after its mail has left,
and at once when its mail is given up.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from contact.inquiries.email_address import mailbox_of
from contact.inquiries.models import Delivery

HOUR = timedelta(hours=1)


def slot_of(email: str) -> str:
    """A digest of whose mailbox it is, however spelled: the slot outlives no erasure of it."""
    return salted_hmac("contact.hourly", mailbox_of(email), algorithm="sha256").hexdigest()


def take(delivery: Delivery) -> Delivery | None:
    """Give `delivery` the slot of its address; return the delivery that has it instead."""
    slot = slot_of(delivery.inquiry.email)
    others = Delivery.objects.filter(hour_slot=slot).exclude(pk=delivery.pk)
    others.filter(sent_at__lte=timezone.now() - HOUR).update(hour_slot=None)
    try:
        with transaction.atomic():
            Delivery.objects.filter(pk=delivery.pk).update(hour_slot=slot)
    except IntegrityError:
        # Gone since, by a deletion: then it is like one that has not left yet.
        return others.first() or delivery
    return None
