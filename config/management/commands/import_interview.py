"""`manage.py import_interview FILE`: the raw text of an interview becomes a draft."""

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from brand import importing
from brand.models import HomePage, InterviewPage
from brand.transcript import MAX_BYTES, Transcript, TranscriptError, decode, parse
from contact.channel_import import add_channels
from contact.models import ContactPage


def message_for(error: TranscriptError) -> str:
    """Say in the reader's language why a text cannot be imported."""
    return {
        "empty": _("This file is empty."),
        "binary": _("This file is not text. Save the interview as plain text (.txt) first."),
        "too_large": _("This file is larger than %(size)d kB. An interview has a few pages.")
        % {"size": MAX_BYTES // 1000},
        "no_question": _(
            "No question was found. Number the questions, such as “Q1 - …”, and try again."
        ),
    }[error.code]


class Command(BaseCommand):
    help = "Turn the raw text of an interview into a draft. Nothing is published unless asked."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="Show what was understood only.")
        parser.add_argument("--json", action="store_true", help="Show it as JSON.")
        parser.add_argument("--publish", action="store_true", help="Publish the page at once.")
        parser.add_argument(
            "--page",
            type=int,
            metavar="ID",
            help="An interview to extend, or the home page below which to create a new one.",
        )
        parser.add_argument("--title", default="", help="Title of the new page.")
        parser.add_argument(
            "--first-question", default="", help="The question of an answer that has none."
        )
        parser.add_argument(
            "--add-channels",
            action="store_true",
            default=None,
            help="Add the channels that were found to the contact page, without asking.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        transcript = self.read(options["file"])
        if options["first_question"]:
            transcript = importing.with_first_question(transcript, options["first_question"])
        if options["json"]:
            text = json.dumps(transcript.as_dict(), ensure_ascii=False, indent=2)
            self.stdout.write(text)
        elif options["dry_run"]:
            self.describe(transcript)
        if options["dry_run"]:
            return
        target = self.target(options["page"])
        with transaction.atomic():
            page = self.create(transcript, target, options)
            if options["publish"]:
                self.publish(page)
            added = self.import_channels(transcript, page, options)
        # With --json, standard output is for the program that reads it.
        say = self.stderr.write if options["json"] else self.stdout.write
        edit = f"{settings.BASE_URL}/admin/pages/{page.pk}/edit/"
        say(_("Published: %(url)s") % {"url": page.full_url} if options["publish"] else edit)
        if added:
            say(
                ngettext(
                    "%(count)d channel was added to the draft of the contact page.",
                    "%(count)d channels were added to the draft of the contact page.",
                    added,
                )
                % {"count": added}
            )

    def read(self, path: Path) -> Transcript:
        try:
            if path.stat().st_size > MAX_BYTES:
                raise TranscriptError("too_large")
            return parse(decode(path.read_bytes()))
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(why)s") % {"file": path, "why": error.strerror}
            ) from error
        except TranscriptError as error:
            raise CommandError(message_for(error)) from error

    def describe(self, transcript: Transcript) -> None:
        for number, answer in enumerate(transcript.answers, 1):
            question = answer.question or _("(question missing)")
            self.stdout.write(self.style.MIGRATE_HEADING(f"{number}. {question}"))
            self.stdout.write(answer.text + "\n")
        if transcript.closing:
            self.stdout.write(self.style.MIGRATE_HEADING(_("Closing words")))
            self.stdout.write(transcript.closing + "\n")
        for channel in transcript.channels:
            archived = " " + _("(archived)") if channel.archived else ""
            self.stdout.write(f"{channel.kind}: {channel.address}{archived}")
        for text in transcript.unrecognised:
            self.stdout.write(self.style.WARNING(_("Not recognised: %(text)s") % {"text": text}))

    def target(self, page_id: int | None) -> HomePage | InterviewPage:
        if page_id is None:
            home = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
            if home is None:
                raise CommandError(_("There is no home page yet. Create one first."))
            return home
        page = Page.objects.filter(pk=page_id).specific().first()
        if not isinstance(page, (HomePage, InterviewPage)):
            raise CommandError(
                _("Page %(id)d is neither an interview nor a home page.") % {"id": page_id}
            )
        return page

    def create(
        self, transcript: Transcript, target: HomePage | InterviewPage, options: dict[str, Any]
    ) -> InterviewPage:
        if isinstance(target, HomePage):
            page = importing.create_draft(transcript, target, options["title"])
        else:
            page = importing.extend_draft(transcript, target)
        return page

    def publish(self, page: InterviewPage) -> None:
        """Publish, or undo everything: an answer needs its question."""
        missing = importing.missing_questions(page)
        if missing:
            raise CommandError(
                ngettext(
                    "Not published: answer %(numbers)s has no question. Import it as a draft "
                    "and write the question in the editor, or give it with --first-question.",
                    "Not published: answers %(numbers)s have no question. Import them as a "
                    "draft and write the questions in the editor.",
                    len(missing),
                )
                % {"numbers": ", ".join(map(str, missing))}
            )
        if empty := importing.missing_answers(page):
            raise CommandError(
                _("Not published: question %(number)d has no answer.") % {"number": empty[0]}
            )
        page.get_latest_revision().publish()
        page.refresh_from_db()

    def import_channels(
        self, transcript: Transcript, page: InterviewPage, options: dict[str, Any]
    ) -> int:
        contact = ContactPage.objects.filter(locale=page.locale).first()
        if contact is None or not transcript.channels:
            return 0
        wanted = options["add_channels"]
        if wanted is None and sys.stdin.isatty() and sys.stdout.isatty():
            found = ", ".join(f"{c.kind} {c.address}" for c in transcript.channels)
            question = _("Add these channels to the contact page? %(channels)s [y/N] ")
            wanted = input(question % {"channels": found}).strip().lower() in {
                "y",
                "yes",
                "o",
                "oui",
            }
        return add_channels(contact, transcript.channels) if wanted else 0
