"""Limits the forms of one sender, and the mails that they cause, across all processes.

The count is stored in the same transaction as the inquiry, so neither exists without the other,
and no second server is needed (docs/decisions/0011).
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from contact.inquiries.models import RecentSender
from ops.environment.rate import Rate
from ops.web.client_address import client_address

KEPT = timedelta(days=1)


class TooManyError(Exception):
    """This sender has reached the limit. `retry_after` is a number of seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


def sender_of(request: HttpRequest) -> str:
    """Return a digest of the address that `request` comes from; it changes every day."""
    day = timezone.now().date().isoformat()
    secret = f"{day} {client_address(request)}"
    return salted_hmac("contact.throttle", secret, algorithm="sha256").hexdigest()


def count(sender: str, *, causes_mail: bool) -> datetime:
    """Count one more form of `sender`, inside the transaction that stores it.

    Returns the earliest moment for the mail that it causes: now, or later for a sender who has
    caused many (`SENDER_MAIL_RATE`). Raises TooManyError when the form is over the limit
    (`INQUIRY_RATE`). Without a rate there is no limit.
    """
    now = mail_at = timezone.now()
    forms, mails = settings.INQUIRY_RATE, settings.SENDER_MAIL_RATE
    if not sender or (forms is None and mails is None):
        return now
    known = RecentSender.objects.filter(digest=sender)
    if forms and (oldest := _last(forms, known, "sent_at")) and oldest + forms.period > now:
        wait = oldest + forms.period - now
        raise TooManyError(max(1, round(wait.total_seconds())))
    if mails and causes_mail and (oldest := _last(mails, known, "mail_at")):
        mail_at = max(now, oldest + mails.period)
    RecentSender.objects.create(
        digest=sender, sent_at=now, mail_at=mail_at if causes_mail else None
    )
    return mail_at


def _last(rate: Rate, rows: QuerySet[RecentSender], moment: str) -> datetime | None:
    """Return the oldest of the last `rate.count` moments: once it expires, there is room again."""
    known = rows.filter(**{f"{moment}__isnull": False}).order_by(f"-{moment}")
    return next(iter(known.values_list(moment, flat=True)[rate.count - 1 : rate.count]), None)


def purge() -> int:
    """Delete the rows of senders that are older than a day; return their number."""
    return RecentSender.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()[0]
