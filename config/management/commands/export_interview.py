"""`manage.py export_interview ID`: an interview as Markdown or plain text."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from brand.interview.export import exported, to_markdown, to_plain_text
from brand.models import InterviewPage


class Command(BaseCommand):
    help = "Write the latest draft of an interview to standard output."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("page", type=int, metavar="ID", help="Primary key of the interview.")
        parser.add_argument(
            "--format", choices=["md", "txt"], default="md", help="Markdown, or plain text."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        page = InterviewPage.objects.filter(pk=options["page"]).first()
        if page is None:
            raise CommandError(_("Page %(id)d is no interview.") % {"id": options["page"]})
        if page.has_unpublished_changes:
            self.stderr.write(_("This is the latest draft. Visitors do not see all of it yet."))
        write = to_markdown if options["format"] == "md" else to_plain_text
        self.stdout.write(write(exported(page.get_latest_revision_as_object())), ending="")
