"""`manage.py export_inquiries --format csv > file`: all inquiries, or those since a day."""

import os
import shutil
import sys
from argparse import ArgumentTypeError
from datetime import date, datetime, time
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from contact.export import stream
from contact.inquiries import audit
from contact.models import Inquiry
from ops.dates import date_in_words
from ops.progress import Progress


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
            "--format", choices=list(stream.FORMATS), required=True, help="Kind of file."
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
            raise CommandError(
                _("A workbook cannot be shown in a terminal: add “> inquiries.xlsx”.")
            )
        shown: list[Progress] = []

        def progress(total: int) -> Progress:
            shown.append(Progress(self.stderr, _("Exporting"), total))
            return shown[-1]

        name = f"inquiries-{timezone.localdate()}.{options['format']}"
        chosen = [_("since %(day)s") % {"day": date_in_words(since)}] if since else []
        with TemporaryFile() as file:
            try:
                keys = stream.write(inquiries, options["format"], file, progress)
                audit.exported(None, keys, name, chosen)
                file.seek(0)
                self._hand_over(file)
            except (DatabaseError, OSError) as error:
                raise CommandError(_("Nothing was exported: %(why)s") % {"why": error}) from error
            finally:
                for each in shown:
                    each.end()

    def _hand_over(self, file: IO[bytes]) -> None:
        """Write all of `file` to standard output. Raises OSError, for a full disk."""
        try:
            shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            # The reader has closed the pipe. Python must not try to write the rest at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
