"""`manage.py import_interview FILE …`: interviews that exist as text become drafts."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from brand.interview_import import drafts
from brand.interview_import.messages import DOUBTS, message_for
from brand.models import HomePage, InterviewPage
from brand.transcript import (
    Confidence,
    Transcript,
    TranscriptError,
    parse,
    read_interview,
    words_of,
)
from brand.transcript.files import MAX_UPLOAD_BYTES, read_file
from brand.transcript.names import same_person
from contact.models import ContactPage
from contact.page.channel_import import add_channels


@dataclass(frozen=True)
class Found:
    """A file that could be read as an interview."""

    path: Path
    transcript: Transcript
    markdown: bool
    text: str
    doubts: tuple[tuple[str, str], ...]
    """Return the doubtful passages, each with a sentence that says why."""


class Command(BaseCommand):
    help = (
        "Turn interviews (.txt, .md, .docx, .html) into drafts. "
        "Nothing is published unless asked; a file that cannot be read changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", type=Path, metavar="FILE", nargs="+")
        parser.add_argument("--dry-run", action="store_true", help="Show what was understood only.")
        parser.add_argument(
            "--json", action="store_true", help="Show it as JSON; several files as a list."
        )
        parser.add_argument("--publish", action="store_true", help="Publish the pages at once.")
        parser.add_argument(
            "--page",
            type=int,
            metavar="ID",
            help="An interview to extend, or the home page below which to create new ones.",
        )
        parser.add_argument("--title", default="", help="Title of the new page (one file).")
        parser.add_argument(
            "--interviewee",
            default="",
            metavar="NAME",
            help="Who answers, where the text names its speakers.",
        )
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
        files: list[Path] = options["files"]
        if options["title"] and len(files) > 1:
            raise CommandError(_("--title is for one file. Leave it out to import several."))
        target = self.target(options["page"])
        found: list[Found] = []
        refused: list[str] = []
        for path in self.progress(files):
            try:
                item = self.read(path, options)
                if not options["dry_run"]:
                    self.store(item, target or self.home_for(item), options)
                elif not options["json"]:
                    self.describe(item, name=len(files) > 1)
                found.append(item)
            except CommandError as error:
                if len(files) == 1:
                    raise
                refused.append(f"{path}: {error}")
        if options["json"]:
            self.write_json(found, single=len(files) == 1)
        if refused:
            raise CommandError(
                "\n".join(
                    [
                        *refused,
                        ngettext(
                            "%(count)d file was not imported.",
                            "%(count)d files were not imported.",
                            len(refused),
                        )
                        % {"count": len(refused)},
                    ]
                )
            )

    def progress(self, files: list[Path]) -> Iterator[Path]:
        """Yield each file; with several on a terminal, say on standard error which it is."""
        telling = len(files) > 1 and sys.stderr.isatty()
        for number, path in enumerate(files, 1):
            if telling:
                self.stderr.write(f"[{number}/{len(files)}] {path.name}", self.style.NOTICE)
            yield path

    def read(self, path: Path, options: dict[str, Any]) -> Found:
        try:
            if path.stat().st_size > MAX_UPLOAD_BYTES:
                raise TranscriptError("too_large")
            source = read_file(path.name, path.read_bytes())
            transcript = parse(source.text, options["interviewee"])
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(why)s") % {"file": path, "why": error.strerror}
            ) from error
        except TranscriptError as error:
            raise CommandError(message_for(error)) from error
        wanted = options["interviewee"]
        if wanted and not any(same_person(wanted, name) for name in transcript.speakers):
            names = ", ".join(transcript.speakers) or "–"
            raise CommandError(
                _("Nobody called “%(name)s” speaks in this text. Speakers: %(names)s.")
                % {"name": wanted, "names": names}
            )
        if options["first_question"]:
            transcript = drafts.with_first_question(transcript, options["first_question"])
        doubts = tuple(
            (words_of(piece), str(DOUBTS[piece.doubt]))
            for piece in read_interview(source.text, options["interviewee"]).pieces
            if piece.doubt
        )
        return Found(path, transcript, source.markdown, source.text, doubts)

    def write_json(self, found: list[Found], *, single: bool) -> None:
        summaries: Any = [{"file": str(f.path), **f.transcript.as_dict()} for f in found]
        if single:
            summaries = found[0].transcript.as_dict()
        self.stdout.write(json.dumps(summaries, ensure_ascii=False, indent=2))

    def describe(self, found: Found, *, name: bool) -> None:
        transcript, write = found.transcript, self.stdout.write
        heading = self.style.MIGRATE_HEADING
        if name:
            write(self.style.MIGRATE_LABEL(str(found.path)))
        if transcript.confidence is not Confidence.SURE:
            write(self.style.WARNING(_("This is partly a guess: look through it in the editor.")))
        credits = transcript.credits
        for label, value in (
            (_("Title"), transcript.title),
            (_("Asks"), credits.interviewer),
            (_("Answers"), credits.interviewee),
            (_("Publication"), credits.publication),
            (_("Date"), credits.date),
        ):
            if value:
                write(f"{label}: {value}")
        if transcript.introduction:
            write(heading(_("Introduction")))
            write("\n".join(line for block in transcript.introduction for line in block.lines))
            write("")
        for number, answer in enumerate(transcript.answers, 1):
            question = answer.question or _("(question missing)")
            write(heading(f"{number}. {question}"))
            write(answer.text + "\n")
        if transcript.closing:
            write(heading(_("Closing words")))
            write(transcript.closing + "\n")
        for channel in transcript.channels:
            archived = " " + _("(archived)") if channel.archived else ""
            write(f"{channel.kind}: {channel.address}{archived}")
        for words, why in found.doubts:
            write(self.style.WARNING(_("To look at: %(text)s") % {"text": f"{words} ({why})"}))
        for text in transcript.unrecognised:
            write(self.style.WARNING(_("Not recognised: %(text)s") % {"text": text}))

    def home_for(self, found: Found) -> HomePage:
        home = drafts.home_for(found.text)
        if home is None:
            raise CommandError(_("There is no home page yet. Create one first."))
        return home

    def target(self, page_id: int | None) -> HomePage | InterviewPage | None:
        if page_id is None:
            return None  # it depends on the language of each text
        page = Page.objects.filter(pk=page_id).specific().first()
        if not isinstance(page, (HomePage, InterviewPage)):
            raise CommandError(
                _("Page %(id)d is neither an interview nor a home page.") % {"id": page_id}
            )
        return page

    def store(
        self, found: Found, target: HomePage | InterviewPage, options: dict[str, Any]
    ) -> None:
        """Create or extend a page, whole or not at all, and say where it is."""
        transcript = found.transcript
        with transaction.atomic():
            if isinstance(target, HomePage):
                page = drafts.create_draft(
                    transcript, target, options["title"], markdown=found.markdown
                )
            else:
                page = drafts.extend_draft(transcript, target, markdown=found.markdown)
            if options["publish"]:
                self.publish(page)
            added = self.import_channels(transcript, page, options)
        # With --json, standard output is for the program that reads it.
        say = self.stderr.write if options["json"] else self.stdout.write
        edit = page.get_site().root_url + reverse("wagtailadmin_pages:edit", args=[page.pk])
        if owner := drafts.owner_instead(transcript):
            self.stderr.write(
                _("In this text %(name)s answers; the page says that %(owner)s does.")
                % {"name": transcript.credits.interviewee, "owner": owner}
            )
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

    def publish(self, page: InterviewPage) -> None:
        """Publish, or undo everything: an answer needs its question, a page its headline."""
        missing = drafts.missing_questions(page)
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
        if empty := drafts.missing_answers(page):
            raise CommandError(
                _("Not published: question %(number)d has no answer.") % {"number": empty[0]}
            )
        if not page.standfirst:
            raise CommandError(
                _(
                    "Not published: the text says nothing that could be its headline. Give one "
                    "with --title, or import it as a draft and write it in the editor."
                )
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
            reply = input(question % {"channels": found}).strip().lower()
            wanted = reply in {"y", "yes", "o", "oui"}
        return add_channels(contact, transcript.channels) if wanted else 0
