"""Who sent something of late: what the throttle counts, and nothing else."""

from django.db import models
from django.utils import timezone


class RecentSender(models.Model):
    """One form that was stored, by a digest of where it came from. Purged within a day.

    The digest's key changes daily; no address, and no inquiry, can be told from it.
    """

    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=timezone.now)
    # From when on its acknowledgement may leave; None where it caused none.
    mail_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("digest", "sent_at"), name="recent_sender"),)

    def __str__(self) -> str:
        return f"{self.sent_at:%Y-%m-%d %H:%M}"
