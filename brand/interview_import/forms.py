"""The two forms of an import: the text to read, and the draft to make of it."""

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from brand.home.page import HomePage
from brand.interview.topic import Topic
from brand.interview_import.drafts import Details, details_of, stands_in_menu, title_of
from brand.interview_import.messages import message_for
from brand.interview_import.models import ImportedTranscript
from brand.interview_import.targets import Target, guess
from brand.interview_import.topic_suggestions import suggest_topics
from brand.text.markdown import to_text
from brand.transcript import (
    MAX_BYTES,
    ParsedAnswer,
    Reading,
    Role,
    TranscriptError,
    check,
    read_interview,
    structure,
)
from brand.transcript.files import MAX_UPLOAD_BYTES, Source, read_file
from ops.dates import date_in_words

ACCEPTED = ".txt,.md,.markdown,.html,.htm,.docx"


class StartForm(forms.Form):
    """Accept a text, pasted or as a file. `source` and `reading` hold the result of reading it."""

    text = forms.CharField(
        label=_("Paste the text"),
        required=False,
        strip=False,
        help_text=_("The whole interview as it is, with its title, names and numbers."),
        widget=forms.Textarea({"rows": 12, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        allow_empty_file=True,  # refused by `clean` with a message of ours
        widget=forms.FileInput({"accept": ACCEPTED}),
    )
    target = forms.CharField(required=False, widget=forms.HiddenInput)
    source: Source
    reading: Reading

    def __init__(self, *args: Any, refused: TranscriptError | None = None, **kwargs: Any) -> None:
        """With `refused`, report that the text was rejected before it reached the form."""
        super().__init__(*args, **kwargs)
        self.refused = refused
        self.fields["file"].help_text = gettext(
            "A Word document (.docx), a web page (.html), .md or .txt; %(size)d kB of text at most."
        ) % {"size": MAX_BYTES // 1000}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.refused:
            self.add_error("text", message_for(self.refused))
            return cleaned
        text, file = cleaned.get("text", ""), cleaned.get("file")
        if file and text.strip():
            self.add_error("file", _("Keep one of the two: the pasted text, or the file."))
        elif not self.errors:
            field = "file" if file else "text"
            try:
                self.source = self._source(text, file)
                self.reading = read_interview(self.source.text)
                if not any(piece.role is Role.QUESTION for piece in self.reading.pieces):
                    raise TranscriptError("no_question")
            except TranscriptError as error:
                self.add_error(field, message_for(error))
        return cleaned

    def _source(self, text: str, file: Any) -> Source:
        if not file:
            return Source(check(text), markdown=False)
        if file.size > MAX_UPLOAD_BYTES:
            raise TranscriptError("too_large")
        return read_file(file.name, file.read())

    @property
    def name(self) -> str:
        """The name of the import in lists: the file's name, its title, or its first question."""
        if file := self.cleaned_data["file"]:
            return file.name[:255]
        transcript = structure(self.reading)
        asked = next((answer.question for answer in transcript.answers if answer.question), "")
        name = title_of(transcript) or (to_text(asked) if self.source.markdown else asked)
        day = date_in_words(timezone.localdate())
        return Truncator(name).chars(100) or gettext("Interview of %(date)s") % {"date": day}


class Boxes(forms.MultipleChoiceField):
    """Checkboxes with a hidden empty value, which tells "none ticked" from "not shown"."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> list[str]:
        return [item for item in super().to_python(value) if item]


KEPT = re.compile(
    r"(?:target|title|standfirst|interviewer|publication|conducted_on|show_in_menus|channels"
    r"|typography"
    r"|question-\d+|topics-\d+-\d+)\Z"
)
"""The names of the fields of `DraftForm`.

Those of an answer contain its offset, those of topics also their language.
"""


class DraftForm(forms.Form):
    """The draft's target, title and details, and the suggestions that are accepted.

    Text that the owner typed (`ImportedTranscript.details`) takes precedence over suggestions. A
    suggestion that was left alone is updated when the text is corrected.
    """

    target = forms.ChoiceField(label=_("Create"), widget=forms.Select({"class": "t-live"}))
    title = forms.CharField(
        label=_("Title"),
        max_length=255,
        error_messages={"required": _("Give the interview a title.")},
    )
    standfirst = forms.CharField(
        label=_("Headline"),
        error_messages={"required": _("Say in one sentence what the interview is about.")},
        help_text=_("One sentence that says what this conversation is about. Shown very large."),
        widget=forms.Textarea({"rows": 2}),
    )
    interviewer = forms.CharField(label=_("Interviewer"), max_length=120, required=False)
    publication = forms.CharField(label=_("Publication"), max_length=160, required=False)
    conducted_on = forms.DateField(
        label=_("Date of the interview"),
        required=False,
        help_text=_("Day, month, year: 12/03/2024."),
        # An input of type "date" sends nothing at all for input that it cannot parse.
        input_formats=["%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d/%m/%Y"),
    )
    show_in_menus = forms.BooleanField(
        label=_("Show in the menu"),
        required=False,
        help_text=_("Once it is published. Otherwise, your other interviews lead there."),
    )
    channels = Boxes(
        label=_("Offer on the contact page"),
        required=False,
        help_text=_(
            "What you tick is added to the draft of that page; what it has already is left alone."
        ),
    )
    typography = forms.BooleanField(
        label=_("Correct the typography (spaces, quotation marks, apostrophes)"), required=False
    )

    def __init__(
        self,
        imported: ImportedTranscript,
        targets: list[Target],
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(data, use_required_attribute=False)
        self.transcript = imported.transcript
        self.targets = {target.key: target for target in targets}
        kept = imported.details
        sent = data.get("target", "") if data else ""
        chosen = sent or "".join(kept.get("target", [])[:1])
        self.chosen = self.targets.get(chosen) or guess(targets, imported.text)
        if not self.chosen.is_new:  # an existing interview has both already
            for name in ("title", "standfirst", "show_in_menus"):
                del self.fields[name]
        self._add_fields_of_answers(imported.markdown)
        self._suggest()
        self.suggested = {name: self._values(name) for name in self.fields}
        for name, field in self.fields.items():
            if name != "target" and name in kept:
                several = isinstance(field, Boxes)
                field.initial = kept[name] if several else "".join(kept[name][:1])

    def _add_fields_of_answers(self, markdown: bool) -> None:
        locale = self.chosen.locale
        names = {topic.name: str(topic.pk) for topic in Topic.objects.filter(locale=locale)}
        self.rows: list[tuple[int, ParsedAnswer, str, str]] = []
        for number, answer in enumerate(self.transcript.answers, 1):
            question, topics = f"question-{answer.start}", f"topics-{locale.pk}-{answer.start}"
            if not answer.question:
                self.fields[question] = forms.CharField(
                    label=_("The question that is missing here"), required=False, max_length=500
                )
            if names:
                found = suggest_topics(f"{answer.question}\n{answer.text}", names)
                self.fields[topics] = Boxes(
                    label=_("Topics"),
                    required=False,
                    choices=[(key, name) for name, key in names.items()],
                    initial=[key for name, key in names.items() if name in found],
                )
            self.rows.append((number, answer, question, topics))
        self.has_topics = bool(names)
        self.markdown = markdown

    def _suggest(self) -> None:
        with override(self.chosen.locale.language_code):
            fields, suggested = self.fields, details_of(self.transcript)
        fields["target"].choices = [(t.key, t.label) for t in self.targets.values()]  # type: ignore[attr-defined]
        fields["target"].initial = self.chosen.key
        for name in ("title", "standfirst", "interviewer", "publication"):
            if name in fields:
                fields[name].initial = getattr(suggested, name)
        if suggested.conducted_on:
            fields["conducted_on"].initial = suggested.conducted_on.strftime("%d/%m/%Y")
        if isinstance(home := self.chosen.page, HomePage):
            fields["show_in_menus"].initial = "on" if stands_in_menu(home) else ""
        fields["typography"].initial = "on"  # changes spaces and quotation marks, never
        if not self.transcript.channels:
            del fields["channels"]
            return
        fields["channels"].choices = [  # type: ignore[attr-defined]
            (f"{c.kind}:{c.address}", c.address) for c in self.transcript.channels
        ]  # none is ticked, so that no address is published unasked
        fields["channels"].initial = []

    def _values(self, name: str) -> list[str]:
        """Return the untouched value of a field as a browser would send it."""
        initial = self.fields[name].initial
        if isinstance(initial, list):
            return initial
        return [str(initial)] if initial else []

    def answer_fields(self) -> list[dict[str, Any]]:
        """Return the answers with fields to fill in or tick, for the template."""
        rows = []
        for number, answer, question, topics in self.rows:
            row = {
                "number": number,
                "start": answer.start,
                "asked": to_text(answer.question) if self.markdown else answer.question,
                "question": self[question] if question in self.fields else None,
                "topics": self[topics] if topics in self.fields else None,
                "topics_name": topics,
            }
            if row["question"] or row["topics"]:
                rows.append(row)
        return rows

    def details(self) -> Details:
        """Return the decisions. The form must be valid."""
        cleaned = self.cleaned_data
        return Details(
            title=cleaned.get("title", "").strip(),
            standfirst=cleaned.get("standfirst", "").strip(),
            interviewer=cleaned["interviewer"].strip(),
            publication=cleaned["publication"].strip(),
            conducted_on=cleaned["conducted_on"],
            questions={
                answer.start: cleaned[question]
                for _number, answer, question, _topics in self.rows
                if question in cleaned
            },
            topics={
                answer.start: [int(key) for key in cleaned[topics]]
                for _number, answer, _question, topics in self.rows
                if topics in cleaned
            },
            correct_typography=cleaned["typography"],
            show_in_menus=cleaned.get("show_in_menus"),
        )


def keep_typed(imported: ImportedTranscript, targets: list[Target], data: QueryDict) -> None:
    """Keep what was typed into the draft's form, in memory, but not untouched suggestions.

    Groups of checkboxes send an empty value too, so that "none" can be told from "not shown".
    """
    suggested = DraftForm(imported, targets).suggested
    kept = dict(imported.details)
    for name in data:
        if not KEPT.match(name):
            continue
        values = [value for value in data.getlist(name) if value]
        if name != "target" and sorted(values) == sorted(suggested.get(name, ["not shown"])):
            kept.pop(name, None)
        else:
            kept[name] = values
    imported.details = kept
