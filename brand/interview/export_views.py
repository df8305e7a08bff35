"""Two buttons and a view with which the owner downloads an interview as a file."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from brand.interview.export import exported, to_markdown, to_plain_text
from brand.interview.page import InterviewPage

WRITERS = {
    "md": (to_markdown, "text/markdown; charset=utf-8"),
    "txt": (to_plain_text, "text/plain; charset=utf-8"),
}


def export(request: HttpRequest, pk: int, suffix: str) -> HttpResponse:
    """Return the latest draft as a file, if the user may edit it."""
    page = get_object_or_404(InterviewPage, pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    write, content_type = WRITERS[suffix]
    text = write(exported(page.get_latest_revision_as_object()))
    return HttpResponse(
        text,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{page.slug}.{suffix}"'},
    )


def urls() -> list[URLPattern]:
    """Return the URL patterns of the export, for below the admin's root."""
    return [
        path(
            f"interviews/<int:pk>/export.{suffix}",
            export,
            {"suffix": suffix},
            name=f"export_interview_{suffix}",
        )
        for suffix in WRITERS
    ]


def buttons(page: Page, user: object, priority: int) -> Iterator[Button]:
    """Yield the export buttons for an interview page."""
    page = page.specific_deferred
    if isinstance(page, InterviewPage) and page.permissions_for_user(user).can_edit():
        labels = {"md": _("Download as Markdown"), "txt": _("Download as plain text")}
        for suffix, label in labels.items():
            url = reverse(f"export_interview_{suffix}", args=[page.pk])
            yield Button(label, url, icon_name="download", priority=priority)
