"""`manage.py export_inquiries --format csv > file`: all inquiries, or those since a day."""

import os
import sys
from argparse import ArgumentTypeError
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contact import audit, export
from contact.models import Inquiry


def day(text: str) -> date:
    """A day as 2026-11-24. Raises ArgumentTypeError for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(_("a day is written like 2026-11-24")) from error


class Command(BaseCommand):
    help = (
        "Write inquiries to standard output, oldest first, quarantined ones included and marked. "
        "In csv and xlsx nothing is a formula; json is unaltered."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--format", choices=list(export.FORMATS), required=True, help="Kind of file."
        )
        parser.add_argument(
            "--since", type=day, metavar="DATE", help="Only what came in on this day or later."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        inquiries = Inquiry.objects.all()
        if since := options["since"]:
            inquiries = inquiries.filter(
                created_at__gte=timezone.make_aware(datetime.combine(since, time.min))
            )
        if options["format"] == "xlsx" and sys.stdout.isatty():
            raise CommandError(_("A workbook is no text for a terminal: add “> inquiries.xlsx”."))
        try:
            for chunk in export.stream(inquiries, options["format"], self._watcher()):
                sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            # Who read has read enough. Python must not try to write the rest when it ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        if sys.stderr.isatty():
            self.stderr.write("")

    def _watcher(self) -> export.Watcher:
        """Writes the audit, and tells a person how far it is; a pipe or a file hears nothing."""
        count = 0
        note = audit.exporting(None)

        def watch(batch: list[Inquiry]) -> None:
            nonlocal count
            note(batch)
            count += len(batch)
            if sys.stderr.isatty():
                told = ngettext("%(count)d inquiry …", "%(count)d inquiries …", count)
                self.stderr.write("\r" + told % {"count": count}, ending="")
                self.stderr.flush()

        return watch
