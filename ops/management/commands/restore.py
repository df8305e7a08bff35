"""`manage.py restore FILE`: a backup into an empty place."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ops import backup
from ops.backup import restoring
from ops.dates import moment_in_words
from ops.progress import Progress


class Command(BaseCommand):
    help = (
        "Restore a backup where no site is yet: into the database of DATABASE_URL and into "
        "VAR_DIR. A backup of SQLite can also be restored into PostgreSQL."
    )
    # Checks look at a database that is not there yet.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="What `backup` has made.")
        parser.add_argument(
            "--verify",
            action="store_true",
            help="Compare the restored rows and the newest inquiry with those of the backup.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(_("There is no file %(name)s.") % {"name": path})
        shown: list[Progress] = []

        def progress(total: int) -> Progress:
            shown.append(Progress(self.stderr, _("Restoring"), total))
            return shown[-1]

        try:
            done = restoring.restore(path, verify=options["verify"], progress=progress)
        except restoring.RestoreError as error:
            raise CommandError(str(error)) from error
        finally:
            for each in shown:
                each.end()
        made = parse_datetime(done.made_at)
        self._tell(
            _("Restored as of %(time)s: %(rows)d rows, %(media)d files.")
            % {
                "time": moment_in_words(made) if made else done.made_at,
                "rows": done.rows,
                "media": done.media,
            }
        )
        if options["verify"]:
            self._tell(
                _("Compared: %(tables)d tables and the newest of each kind are as they were.")
                % {"tables": done.tables}
            )
            for name, value in done.landmarks.items():
                self._tell(f"  {backup.label_of(name)} {value or '–'}")
        if done.knew_erasures:
            self._tell(
                ngettext(
                    "%(count)d inquiry that had been erased since is erased again.",
                    "%(count)d inquiries that had been erased since are erased again.",
                    done.erased,
                )
                % {"count": done.erased}
            )
        else:
            self._tell(
                _(
                    "No list of erasures (erased.txt) was found beside the backup: what was erased "
                    "after %(time)s is back."
                )
                % {"time": done.made_at}
            )

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
