"""The template contexts of the import screens."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brand.interview_import import drafts
from brand.interview_import.forms import DraftForm, StartForm
from brand.interview_import.messages import CONFIDENCES, FORMATS, ROLES
from brand.interview_import.models import ImportedTranscript
from brand.interview_import.passages import Outline, outline, paragraphs, passages, trailing_label
from brand.interview_import.splitting import suggest_split
from brand.text.markdown import to_text
from brand.text.typography import NARROW, NO_BREAK, changes, count_changes
from brand.transcript import Confidence, Role, words_of

ICON = "openquote"
_VISIBLE = str.maketrans({NO_BREAK: "␣", NARROW: "␣"})


def start_context(request: HttpRequest, form: StartForm) -> dict[str, Any]:
    """Return the context of the start page: the form, and the user's own imports."""
    mine = ImportedTranscript.objects.filter(user=request.user)  # type: ignore[misc]
    return {
        "form": form,
        "imports": mine.defer("text", "first_reading").select_related("page"),
        "header_title": _("Import an interview"),
        "header_icon": ICON,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("interview_import:start"), "label": _("Import an interview")},
        ],
    }


def work_context(
    imported: ImportedTranscript,
    form: DraftForm,
    *,
    said: str = "",
    focus: int | str | None = None,
    splitting: int | None = None,
    edited: str | None = None,
    problem: str = "",
) -> dict[str, Any]:
    """Return the context of the work screen, or of the part that htmx asks for.

    `focus` is the passage or button that takes the focus. `splitting` is the passage being split,
    `edited` its text as the owner edited it, and `problem` the reason why that was refused.
    """
    shown = passages(imported.reading, to_text if imported.markdown else str)
    split = next((passage for passage in shown if passage.at == splitting), None)
    shape = outline(imported.transcript, shown)
    words = edited
    if split and words is None:
        words = suggest_split(words_of(split.segment))
    options = {role: _options(role) for role in ROLES}
    published, language = _published(imported), form.chosen.locale.language_code
    return {
        "imported": imported,
        "transcript": imported.transcript,
        "passages": [(passage, options[passage.segment.role]) for passage in shown],
        "trailing": trailing_label(imported.reading),
        "outline": shape,
        "entries": _entries(imported, shape),
        "format": FORMATS[imported.transcript.format],
        "confidence": _confidence(imported, shape),
        "counts": _counts(imported, shape),
        "answering": _answering(imported),
        "owner_instead": drafts.owner_instead(imported.transcript),
        "seen": len(imported.corrections),
        "form": form,
        "typography": [
            (change.before.translate(_VISIBLE), change.after.translate(_VISIBLE))
            for change in changes(published, language, limit=5)
        ],
        "typography_count": count_changes(published, language),
        "said": said,
        "focus": focus,
        "split": split,
        "split_words": words,
        "split_problem": problem,
        "header_title": str(imported),
        "header_icon": ICON,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("interview_import:start"), "label": _("Import an interview")},
            {"url": reverse("interview_import:work", args=[imported.pk]), "label": str(imported)},
        ],
    }


def _answering(imported: ImportedTranscript) -> str:
    """Return the name of the speaker who answers, as in the select; "" if nobody does."""
    answering = [p.speaker for p in imported.reading.pieces if p.role is Role.ANSWER]
    names = imported.transcript.speakers
    return max(names, key=answering.count) if any(n in answering for n in names) else ""


def _options(chosen: Role) -> SafeString:
    """Return the options of a role select. They are built once per role, for all passages."""
    return format_html_join(
        "",
        "<option value={}{}>{}</option>",
        ((role.value, " selected" if role is chosen else "", name) for role, name in ROLES.items()),
    )


def _published(imported: ImportedTranscript) -> str:
    """Return the text that a draft would have."""
    transcript = imported.transcript
    parts = [line for block in transcript.introduction for line in block.lines]
    for answer in transcript.answers:
        parts += [answer.question, *(line for block in answer.blocks for line in block.lines)]
    return "\n".join([*parts, transcript.closing])


def _entries(imported: ImportedTranscript, shape: Outline) -> list[dict[str, Any]]:
    """Return the numbered questions, each with the first words of its answer."""
    plain = to_text if imported.markdown else str
    return [
        {
            "number": number,
            "start": answer.start,
            "question": plain(answer.question),
            "begins": Truncator(plain(answer.text[:300])).words(14),
            "paragraphs": paragraphs(answer),
        }
        for number, answer in enumerate(shape.answers, 1)
    ]


def _confidence(imported: ImportedTranscript, shape: Outline) -> str:
    doubts = len(shape.doubtful)
    confidence = imported.transcript.confidence
    if confidence is Confidence.LIKELY and doubts:
        return ngettext(
            "Fairly certain: please look at the %(count)d marked passage.",
            "Fairly certain: please look at the %(count)d marked passages.",
            doubts,
        ) % {"count": doubts}
    return str(CONFIDENCES[confidence])


def _counts(imported: ImportedTranscript, shape: Outline) -> list[str]:
    answers = sum(bool(answer.blocks) for answer in shape.answers)
    size = len(imported.text)
    return [
        ngettext("%(count)d question", "%(count)d questions", shape.questions)
        % {"count": shape.questions},
        ngettext("%(count)d answer", "%(count)d answers", answers) % {"count": answers},
        ngettext("%(count)d character", "%(count)d characters", size) % {"count": size},
    ]
