"""Logs who read, exported, changed or deleted which inquiry, and when (RELIABILITY 34).

The entries are in Wagtail's own log and outlive the inquiry. They name an inquiry by its
reference and an export by its file, and hold nothing of the client: no text, name or address.
"""

from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import post_delete
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import BaseLogEntry, ModelLogEntry

from contact.inquiries.models import Inquiry
from ops.models import User

READ = "contact.read"
EXPORT = "contact.export"
STATUS = "contact.status"
NOTE = "contact.note"
RESEND = "contact.resend"
QUARANTINE = "contact.quarantine"
RELEASE = "contact.release"
DELETE = "contact.delete"


def record(inquiry: Inquiry, action: str, *, deleted: bool = False, **data: str) -> None:
    """Log `action` for the user of the current request in the admin, or for the site without one.

    `data` holds words of ours, such as the name of a status, never a client's.
    """
    # A UUID of its own: Wagtail's history merges entries that share one, even of two inquiries.
    log(
        inquiry,
        action,
        title=inquiry.reference,
        uuid=uuid4(),
        data=data,
        deleted=deleted,
        content_changed=action in {STATUS, QUARANTINE, RELEASE},
    )


def exported(user: User | None, keys: list[int], name: str, chosen: list[str]) -> None:
    """Log that `user`, None on the command line, exported the inquiries with these `keys`.

    `name` is that of the file; `chosen` are the filters in words, empty without any. One entry
    stands for all inquiries, however many there are.
    """
    with transaction.atomic():
        ModelLogEntry.objects.create(
            content_type=ContentType.objects.get_for_model(Inquiry),
            object_id="0",  # a number, as Wagtail expects, of no inquiry
            label=name,
            action=EXPORT,
            timestamp=timezone.now(),
            user=user,
            data={"count": len(keys), "chosen": chosen, "inquiries": _runs(keys)},
        )


def exports_of(inquiry: Inquiry) -> list[int]:
    """Return the primary keys of the log entries of exports that `inquiry` was in."""
    entries = ModelLogEntry.objects.filter(action=EXPORT).values_list("pk", "data")
    return [
        pk
        for pk, data in entries
        if any(first <= inquiry.pk <= last for first, last in data.get("inquiries", ()))
    ]


def _runs(keys: list[int]) -> list[list[int]]:
    """Return `keys` as [first, last] of each run of consecutive ones, to keep the entry short."""
    runs: list[list[int]] = []
    for key in sorted(keys):
        if runs and key == runs[-1][1] + 1:
            runs[-1][1] = key
        else:
            runs.append([key, key])
    return runs


def watch_deletions() -> None:
    """Log every deletion of an inquiry from now on, whoever deletes it and how."""
    post_delete.connect(_deleted, sender=Inquiry, dispatch_uid="contact.audit")


def _deleted(instance: Inquiry, **kwargs: Any) -> None:
    record(instance, DELETE, deleted=True)


class StatusFormatter(LogFormatter):
    """Tells the status before and after."""

    label = gettext_lazy("Inquiry: status")

    def format_message(self, log_entry: BaseLogEntry) -> str:
        labels = dict(Inquiry.Status.choices)
        names = {key: labels.get(name, name) for key, name in log_entry.data.items()}
        return _("Status changed from “%(before)s” to “%(after)s”") % {
            "before": names.get("before", "–"),
            "after": names.get("after", "–"),
        }


class ExportFormatter(LogFormatter):
    """Tells how many inquiries were exported, and by which filters."""

    label = gettext_lazy("Inquiry: export")

    def format_message(self, log_entry: BaseLogEntry) -> str:
        # Backups of the first days have an entry for each inquiry, without these.
        count, chosen = log_entry.data.get("count", 1), log_entry.data.get("chosen")
        told = ngettext("%(count)d inquiry exported", "%(count)d inquiries exported", count)
        return " · ".join([told % {"count": count}, *(chosen or [_("no filter")])])


def register_actions(actions: LogActionRegistry) -> None:
    """Register the actions on inquiries with Wagtail's log (hook `register_log_actions`)."""
    for action, label, message in (
        (READ, gettext_lazy("Inquiry: read"), gettext_lazy("Read")),
        (NOTE, gettext_lazy("Inquiry: note"), gettext_lazy("Note added")),
        (RESEND, gettext_lazy("Inquiry: e-mails again"), gettext_lazy("E-mails sent again")),
        (QUARANTINE, gettext_lazy("Inquiry: spam"), gettext_lazy("Marked as spam")),
        (RELEASE, gettext_lazy("Inquiry: not spam"), gettext_lazy("Taken out of quarantine")),
        (DELETE, gettext_lazy("Inquiry: deleted"), gettext_lazy("Deleted with all its messages")),
    ):
        actions.register_action(action, label, message)
    actions.register_action(STATUS)(StatusFormatter)
    actions.register_action(EXPORT)(ExportFormatter)
