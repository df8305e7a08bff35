"""The views of an import. Each step is stored, so that a reload or a crash loses nothing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect
from wagtail.admin import messages as admin_messages

from brand.core.htmx import template_name_for, wants_fragment
from brand.home.page import HomePage
from brand.interview.page import InterviewPage
from brand.interview_import import drafts
from brand.interview_import.changes import REDO, UNDO, Change, UncutError, parse_offset
from brand.interview_import.channel_receivers import offer_channels
from brand.interview_import.context import start_context, work_context
from brand.interview_import.forms import DraftForm, StartForm, keep_typed
from brand.interview_import.messages import message_for
from brand.interview_import.models import ImportedTranscript
from brand.interview_import.targets import Target, may_import, targets_for
from brand.transcript import CorrectionError, TranscriptError
from ops.web.request_body import drain

START = "brand/interview_import/start.html"
WORK = "brand/interview_import/work.html"
STORED = ["corrections", "undone", "details", "page", "updated_at"]


def work_url(imported: ImportedTranscript) -> str:
    return reverse("interview_import:work", args=[imported.pk])


# Paste or upload -----------------------------------------------------------------------------


@csrf_exempt  # checked below, because the body may be too large to parse
def start(request: HttpRequest) -> HttpResponse:
    """Accept a text. If it cannot be read, show why, and store nothing."""
    if not may_import(request.user):
        raise PermissionDenied
    try:
        request.POST  # noqa: B018
    except RequestDataTooBig:
        drain(request)
        form = StartForm(QueryDict(), refused=TranscriptError("too_large"))
        return _start_page(request, form)
    return csrf_protect(_start)(request)


def _start(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _start_page(request, StartForm(initial={"target": request.GET.get("target", "")}))
    form = StartForm(request.POST, request.FILES)
    if not form.is_valid():
        return _start_page(request, form)
    target = form.cleaned_data["target"]
    imported = ImportedTranscript.objects.create(
        user=request.user,  # type: ignore[misc]
        name=form.name,
        text=form.source.text,
        markdown=form.source.markdown,
        first_reading=form.reading.as_dict(),
        details={"target": [target]} if target else {},
    )
    return HttpResponseRedirect(work_url(imported))


def _start_page(request: HttpRequest, form: StartForm) -> HttpResponse:
    status = 422 if form.errors else 200
    return TemplateResponse(request, START, start_context(request, form), status=status)


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete an import. A draft that was made from it stays."""
    _own(request, pk).delete()
    messages.success(request, _("The import was deleted. A page made of it stays."))
    return HttpResponseRedirect(reverse("interview_import:start"))


def _own(request: HttpRequest, pk: int, *, lock: bool = False) -> ImportedTranscript:
    """Return the user's own import. Raises Http404 for imports of other users."""
    mine = ImportedTranscript.objects.filter(user=request.user)  # type: ignore[misc]
    return get_object_or_404(mine.select_for_update() if lock else mine, pk=pk)


def _targets(request: HttpRequest) -> list[Target]:
    targets = targets_for(request.user)
    if not targets:
        raise PermissionDenied
    return targets


# Look and correct ----------------------------------------------------------------------------


def work(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the reading. A POST corrects it and keeps what was typed in the draft's form."""
    targets = _targets(request)
    if request.method == "POST":
        return _correct(request, pk, targets)
    imported = _own(request, pk)
    splitting = parse_offset(request.GET.get("split"))
    focus = parse_offset(request.GET.get("at"))
    return _show(request, imported, targets, "#passages", splitting=splitting, focus=focus)


def _correct(request: HttpRequest, pk: int, targets: list[Target]) -> HttpResponse:
    with transaction.atomic():
        imported = _own(request, pk, lock=True)
        keep_typed(imported, targets, request.POST)
        change = Change(imported, request.POST)
        refused: UncutError | None = None
        try:
            change.apply()
        except UncutError as error:
            refused = error
        except CorrectionError:
            imported = _own(request, pk)  # unchanged, because only part of the change was applied
            keep_typed(imported, targets, request.POST)
            change.said = _("This passage is not there any more. Here is the text as it is now.")
        imported.save(update_fields=STORED)
    if refused:
        edited = request.POST.get("words", "")
        return _show(
            request,
            imported,
            targets,
            said=str(refused),
            splitting=refused.at,
            edited=edited,
            problem=str(refused),
        )
    if wants_fragment(request):
        focus = change.at if change.at is not None else _button_left(imported, request.POST)
        return _show(request, imported, targets, said=change.said, focus=focus)
    if change.said:
        messages.success(request, change.said)
    place = f"#p{change.at}" if change.at is not None else ""
    return HttpResponseRedirect(work_url(imported) + place)


def _button_left(imported: ImportedTranscript, data: QueryDict) -> str | None:
    """Return the button to focus after undo or redo: the same one, or the other if it is disabled.

    Browsers take the focus from a button that is disabled while its request is running.
    """
    if UNDO in data:
        return UNDO if imported.corrections else REDO
    if REDO in data:
        return REDO if imported.undone else UNDO
    return None


def _show(
    request: HttpRequest,
    imported: ImportedTranscript,
    targets: list[Target],
    fragment: str = "#work",
    *,
    form: DraftForm | None = None,
    **shown: Any,
) -> HttpResponse:
    context = work_context(imported, form or DraftForm(imported, targets), **shown)
    # htmx swaps successful responses only, so the fragment shows the error with status 200.
    failed = (shown.get("problem") or (form and form.errors)) and not wants_fragment(request)
    context["fragment"] = wants_fragment(request)
    template = template_name_for(request, WORK, fragment)
    return TemplateResponse(request, template, context, status=422 if failed else 200)


# Make a draft of it --------------------------------------------------------------------------


@require_POST
def details(request: HttpRequest, pk: int) -> HttpResponse:
    """Store the values in the draft's form, complete or not."""
    targets = _targets(request)
    with transaction.atomic():
        imported = _own(request, pk, lock=True)
        keep_typed(imported, targets, request.POST)
        imported.save(update_fields=STORED)
    return HttpResponse(status=204)


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Create or extend a draft. Nothing is published."""
    targets = _targets(request)
    with transaction.atomic():
        imported = _own(request, pk, lock=True)
        if imported.page_id and request.POST.get("made") != str(imported.page_id):
            return _to_editor(request, imported)  # a second click on the same button
        keep_typed(imported, targets, request.POST)
        try:
            Change(imported, request.POST).assign_roles()
        except CorrectionError:
            imported = _own(request, pk)
            keep_typed(imported, targets, request.POST)
        form = DraftForm(imported, targets, request.POST)
        if form.is_valid() and not imported.transcript.answers:
            form.add_error(None, message_for(TranscriptError("no_question")))
        if not form.is_valid():
            imported.save(update_fields=STORED)
            said = _("The draft was not made yet: something is missing in its form.")
            return _show(request, imported, targets, form=form, said=said, focus="draft")
        imported.page = _create(imported, form)
        imported.save(update_fields=STORED)
        added = _offer_channels(request, imported, form)
    admin_messages.success(
        request,
        _told(imported, added),
        buttons=[admin_messages.button(work_url(imported), _("Back to the import"))],
    )
    return _to_editor(request, imported)


def _to_editor(request: HttpRequest, imported: ImportedTranscript) -> HttpResponse:
    url = reverse("wagtailadmin_pages:edit", args=[imported.page_id])
    return HttpResponseClientRedirect(url) if wants_fragment(request) else HttpResponseRedirect(url)


def _create(imported: ImportedTranscript, form: DraftForm) -> InterviewPage:
    target = form.chosen.page
    options: dict[str, Any] = {"details": form.details(), "markdown": imported.markdown}
    if isinstance(target, HomePage):
        return drafts.create_draft(imported.transcript, target, **options)
    return drafts.extend_draft(imported.transcript, target, **options)


def _offer_channels(request: HttpRequest, imported: ImportedTranscript, form: DraftForm) -> int:
    wanted = set(form.cleaned_data.get("channels", []))
    found = [c for c in imported.transcript.channels if f"{c.kind}:{c.address}" in wanted]
    return offer_channels(request.user, form.chosen.locale, found)


def _told(imported: ImportedTranscript, channels: int) -> str:
    count = len(imported.transcript.answers)
    parts = [
        ngettext(
            "The draft has %(count)d answer from your text. It is not published: look through it.",
            "The draft has %(count)d answers from your text. It is not published: look through it.",
            count,
        )
        % {"count": count}
    ]
    if channels:
        parts.append(
            ngettext(
                "%(count)d channel was added to the draft of the contact page.",
                "%(count)d channels were added to the draft of the contact page.",
                channels,
            )
            % {"count": channels}
        )
    return " ".join(parts)
