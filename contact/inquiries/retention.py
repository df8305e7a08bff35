"""Deletes inquiries after the time that the owner chose (CNIL: three years at most)."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Site

from contact.inquiries.models import Inquiry
from contact.inquiries.settings import InquirySettings
from ops.days import months_before
from ops.worker import loop

Status = Inquiry.Status
AT_ONCE = 100


def expired(settings: InquirySettings, now: datetime) -> Q:
    """Return the condition for expired inquiries.

    The time depends on the status, and starts with the client's last message.
    """
    kept = months_before(now, settings.retention_months)
    declined = months_before(now, settings.declined_months)
    spam = now - timedelta(days=settings.spam_days)
    # The owner may still release an old inquiry that was marked as spam only lately.
    marked_lately = Q(status=Status.QUARANTINED, quarantined_at__gte=spam)
    return ~marked_lately & (
        Q(status=Status.QUARANTINED, last_message_at__lt=spam)
        | Q(status=Status.DECLINED, last_message_at__lt=declined)
        | Q(last_message_at__lt=kept) & ~Q(status=Status.WON)
    )


def purge() -> int:
    """Delete the expired inquiries with messages, notes and deliveries; return their number.

    Those of clients (status "won") follow contract and accounting rules and stay.
    """
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return 0
    gone = Inquiry.objects.filter(expired(InquirySettings.for_site(site), timezone.now()))
    count = 0
    # Django reads what it deletes: no texts, for audit needs the reference alone. A few at a time,
    # so that nobody who writes to the owner meanwhile waits long.
    while not loop.stopping():
        keys = list(gone.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        if not keys:
            break
        deleted = gone.filter(pk__in=keys).only("reference").delete()[1]
        count += deleted.get(Inquiry._meta.label, 0)
    return count
