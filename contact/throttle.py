"""How much one sender may send: 30 forms in 10 minutes, counted for all processes together.

Counted in the database, beside the inquiry: whatever takes the one takes the other, and there
is no second server that could be down (docs/decisions/0011).
"""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from contact.models import RecentSender
from ops.client_address import client_address

KEPT = timedelta(days=1)


class TooManyError(Exception):
    """This sender has sent as much as one may. `retry_after` is a number of seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


def sender_of(request: HttpRequest) -> str:
    """Return a digest of where `request` comes from; the same address differs from day to day."""
    day = timezone.now().date().isoformat()
    secret = f"{day} {client_address(request)}"
    return salted_hmac("contact.throttle", secret, algorithm="sha256").hexdigest()


def count(sender: str) -> None:
    """Count one more form of `sender`, inside the transaction that stores it.

    Raises TooManyError when it would be one too many (`INQUIRY_RATE`; empty: no limit).
    """
    rate = settings.INQUIRY_RATE
    if rate is None or not sender:
        return
    now = timezone.now()
    recent = RecentSender.objects.filter(digest=sender, sent_at__gt=now - rate.period)
    # The one whose leaving makes room: the oldest of the last `count`.
    newest = list(recent.order_by("-sent_at").values_list("sent_at", flat=True)[: rate.count])
    if len(newest) == rate.count:
        wait = newest[-1] + rate.period - now
        raise TooManyError(max(1, round(wait.total_seconds())))
    RecentSender.objects.create(digest=sender, sent_at=now)


def purge() -> int:
    """Forget senders of yesterday and before; return how many rows went."""
    return RecentSender.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()[0]
