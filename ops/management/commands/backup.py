"""`manage.py backup`: everything that the site holds in one file, while it runs."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from ops.backup import taking
from ops.backup.archive import BadArchiveError
from ops.backup.databases import DatabaseToolError
from ops.progress import Progress


class Command(BaseCommand):
    help = (
        "Write database, pictures and documents to one file, read it back, and print its name. "
        "The site may run meanwhile. Backups past their days are deleted."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to", metavar="FOLDER", help="Instead of BACKUP_DIR; nothing is deleted there."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        place = Path(options["to"]) if options["to"] else taking.folder()
        if place is None:
            raise CommandError(_("BACKUP_DIR is empty: say where to with --to FOLDER."))
        shown: list[Progress] = []

        def progress(total: int) -> Progress:
            shown.append(Progress(self.stderr, _("Backing up"), total))
            return shown[-1]

        try:
            made = taking.take(place, progress)
            if not options["to"]:
                taking.prune(place, settings.BACKUP_KEEP_DAYS)
        except (OSError, DatabaseToolError, BadArchiveError) as error:
            raise CommandError(_("No backup was made: %(why)s") % {"why": error}) from error
        finally:
            for each in shown:
                each.end()
        self.stdout.write(str(made))
