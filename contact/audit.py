"""Who read, exported, changed or deleted which inquiry, and when (RELIABILITY 34).

Entries stand in Wagtail's own log, and stay when the inquiry is gone. They name it by its
reference; nothing that a client wrote is in them, neither name nor address.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import BaseLogEntry, ModelLogEntry

from contact.models import Inquiry

READ = "contact.read"
EXPORT = "contact.export"
STATUS = "contact.status"
NOTE = "contact.note"
RESEND = "contact.resend"
QUARANTINE = "contact.quarantine"
RELEASE = "contact.release"
DELETE = "contact.delete"


def note(inquiry: Inquiry, action: str, *, deleted: bool = False, **data: str) -> None:
    """Write down that whoever is at work in the admin did `action`; else, that the site did.

    `data` holds words of ours, such as the name of a status, never a client's.
    """
    # A number of its own: the history takes entries with the same one for one, even those of
    # different inquiries.
    log(
        inquiry,
        action,
        title=inquiry.reference,
        uuid=uuid4(),
        data=data,
        deleted=deleted,
        content_changed=action in {STATUS, QUARANTINE, RELEASE},
    )


def exporting(user: AbstractBaseUser | AnonymousUser | None) -> Callable[[list[Inquiry]], None]:
    """Return what writes down that `user` exports a batch of inquiries (contact.export.Watcher).

    A file may still be on its way when the request is over, so the log does not know who it is.
    """

    def watch(batch: list[Inquiry]) -> None:
        kind, now = ContentType.objects.get_for_model(Inquiry), timezone.now()
        ModelLogEntry.objects.bulk_create(
            ModelLogEntry(
                content_type=kind,
                object_id=str(inquiry.pk),
                label=inquiry.reference,
                action=EXPORT,
                timestamp=now,
                user=user,
            )
            for inquiry in batch
        )

    return watch


def watch_deletions() -> None:
    """From now on every deletion of an inquiry is written down, whoever does it and how."""
    post_delete.connect(_deleted, sender=Inquiry, dispatch_uid="contact.audit")


def _deleted(instance: Inquiry, **kwargs: Any) -> None:
    note(instance, DELETE, deleted=True)


class StatusFormatter(LogFormatter):
    """Says from which status to which."""

    label = gettext_lazy("Inquiry: status")

    def format_message(self, log_entry: BaseLogEntry) -> str:
        labels = dict(Inquiry.Status.choices)
        names = {key: labels.get(name, name) for key, name in log_entry.data.items()}
        return _("Status changed from “%(before)s” to “%(after)s”") % {
            "before": names.get("before", "–"),
            "after": names.get("after", "–"),
        }


def register_actions(actions: LogActionRegistry) -> None:
    """Tell Wagtail's log the names of what is done with inquiries."""
    for action, label, message in (
        (READ, gettext_lazy("Inquiry: read"), gettext_lazy("Read")),
        (EXPORT, gettext_lazy("Inquiry: export"), gettext_lazy("Exported")),
        (NOTE, gettext_lazy("Inquiry: note"), gettext_lazy("Note added")),
        (RESEND, gettext_lazy("Inquiry: mails again"), gettext_lazy("Mails sent again")),
        (QUARANTINE, gettext_lazy("Inquiry: spam"), gettext_lazy("Marked as spam")),
        (RELEASE, gettext_lazy("Inquiry: not spam"), gettext_lazy("Taken out of quarantine")),
        (DELETE, gettext_lazy("Inquiry: deleted"), gettext_lazy("Deleted with all its messages")),
    ):
        actions.register_action(action, label, message)
    actions.register_action(STATUS)(StatusFormatter)
