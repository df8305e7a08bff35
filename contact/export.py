"""Inquiries as files: CSV and XLSX for a spreadsheet, JSON with everything as it was written.

One inquiry is one row. Whatever is in quarantine is there too, and marked. The owner's notes stay
here: they are not what clients sent. Memory does not grow with the number of inquiries.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from itertools import islice
from tempfile import TemporaryFile
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from contact import abuse, cells
from contact.models import Inquiry, Message

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
BATCH = 200  # inquiries in memory at once

# Is told of each batch before any of it leaves: progress, and the audit.
Watcher = Callable[[list[Inquiry]], None]
# An inquiry with its messages.
Sent = tuple[Inquiry, list[Message]]


def nobody(batch: list[Inquiry]) -> None:
    """A watcher that has nothing to do."""


def stream(inquiries: QuerySet[Inquiry], kind: str, watcher: Watcher = nobody) -> Iterator[bytes]:
    """Return the bytes of `inquiries` as a file of `kind` (a key of FORMATS), oldest first.

    Words and times are those of the language and time zone that are active at the call, not
    while the file is read: the request may be over by then.
    """
    words = Words()
    sent = _sent(inquiries, watcher)
    if kind == "json":
        return _json(sent, words)
    return _csv(sent, words) if kind == "csv" else _xlsx(sent, words)


def _sent(inquiries: QuerySet[Inquiry], watcher: Watcher) -> Iterator[Sent]:
    # A search joins: nothing may come twice.
    rows = (
        Inquiry.objects.filter(pk__in=inquiries.order_by().values("pk"))
        .order_by("created_at", "pk")
        .select_related("linked_to")
        .defer("search_text")
        .iterator(chunk_size=BATCH)
    )
    while batch := list(islice(rows, BATCH)):
        watcher(batch)
        # A prefetch would tie each inquiry and its messages to each other: garbage that stays.
        messages = defaultdict(list)
        for message in Message.objects.filter(inquiry__in=batch):
            messages[message.inquiry_id].append(message)
        for inquiry in batch:
            yield inquiry, messages[inquiry.pk]


@dataclass(frozen=True)
class Words:
    """Headings, labels and the time zone of one export, looked up when it begins."""

    zone: tzinfo = field(default_factory=timezone.get_current_timezone)
    statuses: dict[str, str] = field(
        default_factory=lambda: {value: str(label) for value, label in Inquiry.Status.choices}
    )
    reasons: dict[str, str] = field(
        default_factory=lambda: {name: str(label) for name, label in abuse.REASONS.items()}
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
        """ISO 8601 with its zone, to the second: "2026-11-24T09:30:00+01:00"."""
        return moment.astimezone(self.zone).isoformat(timespec="seconds")

    def row(self, inquiry: Inquiry, messages: list[Message]) -> list[str]:
        """The texts of one row, as they were written."""
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


class _Bytes:
    """A file that hands back what is written, for the csv module to write into."""

    def write(self, text: str) -> bytes:
        return text.encode()


def _csv(sent: Iterator[Sent], words: Words) -> Iterator[bytes]:
    writer: Any = csv.writer(_Bytes(), delimiter=words.separator, quoting=csv.QUOTE_ALL)
    # Without a byte order mark, Excel reads "Ã©" for "é".
    yield b"\xef\xbb\xbf" + writer.writerow(words.headings)
    for inquiry, messages in sent:
        yield writer.writerow([cells.for_csv(text) for text in words.row(inquiry, messages)])


def _json(sent: Iterator[Sent], words: Words) -> Iterator[bytes]:
    before = "["
    for inquiry, messages in sent:
        text = json.dumps(_truth(inquiry, messages, words.zone), ensure_ascii=False)
        # Half a pair of surrogates has no UTF-8; written with a backslash it is good JSON.
        yield f"{before}\n{text}".encode(errors="backslashreplace")
        before = ","
    yield b"[]\n" if before == "[" else b"\n]\n"


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


def _xlsx(sent: Iterator[Sent], words: Words) -> Iterator[bytes]:
    """Its table of contents stands at the end: the whole file is made on disk, then read."""
    from contact.workbook import write  # loaded by whoever asks for one

    rows = (words.row(inquiry, messages) for inquiry, messages in sent)
    with TemporaryFile() as file:
        write(file, words.headings, rows, words.too_long)
        file.seek(0)
        while chunk := file.read(64 * 1024):
            yield chunk
