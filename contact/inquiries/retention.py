"""How long inquiries are kept (CNIL: three years from the prospect's last message at most)."""

import calendar
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Site

from contact.inquiries.models import Inquiry
from contact.inquiries.settings import InquirySettings

Status = Inquiry.Status


def months_before(moment: datetime, months: int) -> datetime:
    """Return `moment` moved back by calendar months; the 31st becomes the month's last day."""
    years, month0 = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    last_day = calendar.monthrange(years, month0 + 1)[1]
    return moment.replace(year=years, month=month0 + 1, day=min(moment.day, last_day))


def expired(settings: InquirySettings, now: datetime) -> Q:
    """Which inquiries are past their time. Each class has its own, from the client's last word."""
    kept = months_before(now, settings.retention_months)
    declined = months_before(now, settings.declined_months)
    spam = now - timedelta(days=settings.spam_days)
    # An old inquiry that was marked as spam today can still be taken out tomorrow.
    marked_lately = Q(status=Status.QUARANTINED, quarantined_at__gte=spam)
    return ~marked_lately & (
        Q(status=Status.QUARANTINED, last_message_at__lt=spam)
        | Q(status=Status.DECLINED, last_message_at__lt=declined)
        | Q(last_message_at__lt=kept) & ~Q(status=Status.WON)
    )


def purge() -> int:
    """Delete what is past its time, with messages, notes and deliveries; return how many.

    Clients (status "won") follow contract and accounting rules and are left alone.
    """
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return 0
    gone = Inquiry.objects.filter(expired(InquirySettings.for_site(site), timezone.now()))
    count = gone.count()
    gone.delete()
    return count
