"""Inquiries in backups and restores: what a backup holds, mails that wait, erasures to repeat."""

from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from contact.inquiries import audit
from contact.inquiries.models import Delivery, Inquiry
from ops import backup
from ops.backup import Landmark, erasure

KIND = "inquiry"
BATCH = 500


def newest(alias: str) -> str | None:
    """Return the reference of the newest inquiry and the moment it came in."""
    rows = Inquiry.objects.using(alias).order_by("-created_at", "-pk")
    found = rows.values_list("reference", "created_at").first()
    return f"{found[0]} {found[1].isoformat()}" if found else None


def count(alias: str) -> str:
    """Return the number of inquiries, quarantine included."""
    return str(Inquiry.objects.using(alias).count())


def hold_mails_to_clients(alias: str) -> None:
    """Let the owner decide whether clients get mails that may have left after the backup.

    Mails to the owner leave: twice is better than never (docs/decisions/0010).
    """
    deliveries = Delivery.objects.using(alias)
    deliveries.exclude(claimed_until=None).update(claimed_until=None)
    deliveries.filter(kind__in=Delivery.TO_CLIENT, state=Delivery.State.PENDING).update(
        state=Delivery.State.FAILED, problem=Delivery.Problem.RESTORED, hour_slot=None
    )


def erased_references() -> set[str]:
    """Return the references of all inquiries that were ever deleted, from the log."""
    entries = ModelLogEntry.objects.filter(action=audit.DELETE)
    return set(entries.values_list("label", flat=True))


def erase(references: set[str]) -> int:
    """Delete the inquiries with these references; return how many there were."""
    left, gone = iter(sorted(references)), 0
    while batch := list(islice(left, BATCH)):
        found = Inquiry.objects.filter(reference__in=batch)
        gone += found.count()
        found.delete()
    return gone


def _deleted(instance: Inquiry, **kwargs: Any) -> None:
    transaction.on_commit(lambda: erasure.record(KIND, [instance.reference]))


def register() -> None:
    """Take part in backups and restores."""
    backup.landmarks.register("newest_inquiry", Landmark(newest, _("Newest inquiry:")))
    backup.landmarks.register("inquiries", Landmark(count, _("Inquiries:")))
    backup.after_restore.register("mails_to_clients", hold_mails_to_clients)
    erasure.kinds.register(KIND, erasure.Kind(known=erased_references, erase=erase))
    post_delete.connect(_deleted, sender=Inquiry, dispatch_uid="contact.recovery")
