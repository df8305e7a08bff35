"""Who read, exported, changed or deleted which inquiry, and when (RELIABILITY 34).

Entries stand in Wagtail's own log, and stay when the inquiry is gone. They name it by its
reference, an export by its file; nothing that a client wrote is in them, neither name nor address.
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


def exported(user: User | None, keys: list[int], name: str, chosen: list[str]) -> None:
    """Write down that `user`, or the command line, takes the inquiries with these `keys` away.

    `name` is the file's; `chosen` says in words how they were chosen, if not all were. One entry
    stands for all of them, so that ten thousand leave no more than one does.
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
    """The primary keys of the entries about exports that `inquiry` was in."""
    entries = ModelLogEntry.objects.filter(action=EXPORT).values_list("pk", "data")
    return [
        pk
        for pk, data in entries
        if any(first <= inquiry.pk <= last for first, last in data.get("inquiries", ()))
    ]


def _runs(keys: list[int]) -> list[list[int]]:
    """`keys` as first and last of those that follow each other: all that there are is one pair."""
    runs: list[list[int]] = []
    for key in sorted(keys):
        if runs and key == runs[-1][1] + 1:
            runs[-1][1] = key
        else:
            runs.append([key, key])
    return runs


def watch_deletions() -> None:
    """From now on every deletion of an inquiry is written down, whoever does it and how."""
    post_delete.connect(_deleted, sender=Inquiry, dispatch_uid="contact.audit")


def _deleted(instance: Inquiry, **kwargs: Any) -> None:
    record(instance, DELETE, deleted=True)


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


class ExportFormatter(LogFormatter):
    """Says how many inquiries left, and how they were chosen."""

    label = gettext_lazy("Inquiry: export")

    def format_message(self, log_entry: BaseLogEntry) -> str:
        # Backups of the first days have an entry for each inquiry, without these.
        count, chosen = log_entry.data.get("count", 1), log_entry.data.get("chosen")
        told = ngettext("%(count)d inquiry exported", "%(count)d inquiries exported", count)
        return " · ".join([told % {"count": count}, *(chosen or [_("no filter")])])


def register_actions(actions: LogActionRegistry) -> None:
    """Tell Wagtail's log the names of what is done with inquiries."""
    for action, label, message in (
        (READ, gettext_lazy("Inquiry: read"), gettext_lazy("Read")),
        (NOTE, gettext_lazy("Inquiry: note"), gettext_lazy("Note added")),
        (RESEND, gettext_lazy("Inquiry: mails again"), gettext_lazy("Mails sent again")),
        (QUARANTINE, gettext_lazy("Inquiry: spam"), gettext_lazy("Marked as spam")),
        (RELEASE, gettext_lazy("Inquiry: not spam"), gettext_lazy("Taken out of quarantine")),
        (DELETE, gettext_lazy("Inquiry: deleted"), gettext_lazy("Deleted with all its messages")),
    ):
        actions.register_action(action, label, message)
    actions.register_action(STATUS)(StatusFormatter)
    actions.register_action(EXPORT)(ExportFormatter)
