"""Inquiries as files: CSV and XLSX for a spreadsheet, JSON with everything as it was written.

One inquiry is one row. Whatever is in quarantine is there too, and marked. The owner's notes stay
here: they are not what clients sent. A file is made whole before anybody gets any of it, and its
memory does not grow with the number of inquiries (docs/decisions/0036).
"""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import IO, Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from contact.export import cell_text
from contact.inquiries.models import Inquiry, Message
from contact.inquiries.quarantine import REASONS
from ops.progress import Tell, silently
from ops.snapshot import snapshot

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
BATCH = 200  # inquiries in memory at once

# An inquiry with its messages.
Sent = tuple[Inquiry, list[Message]]


def write(
    inquiries: QuerySet[Inquiry],
    kind: str,
    file: IO[bytes],
    progress: Callable[[int], Tell] = lambda total: silently,
) -> list[int]:
    """Write `inquiries` to `file`, as `kind` (a key of FORMATS), oldest first.

    Returns the primary keys of those that are in it. The file belongs to one moment, whoever writes
    to the database meanwhile. `progress` is given their number, and returns what is told of each
    batch how many it has. Raises DatabaseError or OSError: `file` is not whole then, and nobody
    should get it.
    """
    words = Words()
    writers = {"csv": _csv, "xlsx": _xlsx, "json": _json}
    with snapshot():
        # A search joins: nothing may come twice.
        once = Inquiry.objects.filter(pk__in=inquiries.order_by().values("pk"))
        keys = list(once.order_by("created_at", "pk").values_list("pk", flat=True))
        writers[kind](file, _sent(keys, progress(len(keys))), words)
    return keys


def _sent(keys: list[int], tell: Tell) -> Iterator[Sent]:
    for start in range(0, len(keys), BATCH):
        chosen = keys[start : start + BATCH]
        rows = Inquiry.objects.select_related("linked_to").defer("search_text").in_bulk(chosen)
        # A prefetch would tie each inquiry and its messages to each other: garbage that stays.
        messages = defaultdict(list)
        for message in Message.objects.filter(inquiry__in=chosen):
            messages[message.inquiry_id].append(message)
        for key in chosen:
            yield rows[key], messages[key]
        tell(len(chosen))


@dataclass(frozen=True)
class Words:
    """Headings, labels and the time zone of one export, looked up once."""

    zone: tzinfo = field(default_factory=timezone.get_current_timezone)
    statuses: dict[str, str] = field(
        default_factory=lambda: {value: str(label) for value, label in Inquiry.Status.choices}
    )
    reasons: dict[str, str] = field(
        default_factory=lambda: {name: str(label) for name, label in REASONS.items()}
    )
    in_quarantine: str = field(default_factory=lambda: _("in quarantine"))
    too_long: str = field(
        default_factory=lambda: _("… (cut here: CSV and JSON have the whole text)")
    )
    # The separator that a spreadsheet expects where numbers are written like this.
    separator: str = field(
        default_factory=lambda: ";" if get_format("DECIMAL_SEPARATOR") == "," else ","
    )
    headings: list[str] = field(
        default_factory=lambda: [
            _("Reference"),
            _("Received"),
            _("Last message"),
            _("Status"),
            _("Quarantine"),
            _("Language"),
            _("Name"),
            _("E-mail"),
            _("Organisation"),
            _("Service"),
            _("Asked about"),
            _("Brief"),
            _("Messages"),
            _("Sent again after"),
        ]
    )

    def time(self, moment: datetime) -> str:
        """Return `moment` in ISO 8601 with its zone: "2026-11-24T09:30:00+01:00"."""
        return moment.astimezone(self.zone).isoformat(timespec="seconds")

    def row(self, inquiry: Inquiry, messages: list[Message]) -> list[str]:
        """Return the texts of one row, as they were written."""
        return [
            inquiry.reference,
            self.time(inquiry.created_at),
            self.time(inquiry.last_message_at),
            self.statuses.get(inquiry.status, inquiry.status),
            self._quarantine(inquiry),
            inquiry.language,
            inquiry.name,
            inquiry.email,
            inquiry.organisation,
            inquiry.service_title,
            inquiry.answer_question,
            # A question on one line, its answer below, then a blank line.
            "\n\n".join(f"{item.get('label')}\n{item.get('value')}" for item in inquiry.brief),
            self._messages(messages),
            inquiry.linked_to.reference if inquiry.linked_to else "",
        ]

    def _quarantine(self, inquiry: Inquiry) -> str:
        if not inquiry.is_quarantined:
            return ""
        reasons = [self.reasons.get(name, name) for name in inquiry.quarantine_reasons]
        return ": ".join(filter(None, (self.in_quarantine, ", ".join(reasons))))

    def _messages(self, messages: list[Message]) -> str:
        if len(messages) == 1:
            return messages[0].body
        return "\n\n".join(f"{self.time(each.created_at)}\n{each.body}" for each in messages)


def _csv(file: IO[bytes], sent: Iterator[Sent], words: Words) -> None:
    # Without a byte order mark, Excel reads "Ã©" for "é".
    encoded = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(encoded, delimiter=words.separator, quoting=csv.QUOTE_ALL)
    writer.writerow(words.headings)
    for inquiry, messages in sent:
        writer.writerow([cell_text.for_csv(text) for text in words.row(inquiry, messages)])
    encoded.detach()  # the file stays open


def _json(file: IO[bytes], sent: Iterator[Sent], words: Words) -> None:
    before = "["
    for inquiry, messages in sent:
        text = json.dumps(_truth(inquiry, messages, words.zone), ensure_ascii=False)
        # Half a pair of surrogates has no UTF-8; written with a backslash it is good JSON.
        file.write(f"{before}\n{text}".encode(errors="backslashreplace"))
        before = ","
    file.write(b"[]\n" if before == "[" else b"\n]\n")


def _truth(inquiry: Inquiry, messages: list[Message], zone: tzinfo) -> dict[str, Any]:
    return {
        "reference": inquiry.reference,
        "created_at": inquiry.created_at.astimezone(zone).isoformat(),
        "last_message_at": inquiry.last_message_at.astimezone(zone).isoformat(),
        "status": inquiry.status,
        "quarantined": inquiry.is_quarantined,
        "quarantine_reasons": inquiry.quarantine_reasons,
        "language": inquiry.language,
        "name": inquiry.name,
        "email": inquiry.email,
        "organisation": inquiry.organisation,
        "service": inquiry.service_title,
        "asked_about": inquiry.answer_question,
        "brief": inquiry.brief,
        "messages": [
            {"created_at": each.created_at.astimezone(zone).isoformat(), "body": each.body}
            for each in messages
        ],
        "privacy_notice": inquiry.notice_version,
        "sent_again_after": inquiry.linked_to.reference if inquiry.linked_to else None,
    }


def _xlsx(file: IO[bytes], sent: Iterator[Sent], words: Words) -> None:
    from contact.export.xlsx import write  # loaded by whoever asks for one

    rows = (words.row(inquiry, messages) for inquiry, messages in sent)
    write(file, words.headings, rows, words.too_long)
