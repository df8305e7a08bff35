"""The screen on which the owner confirms that a page kept from the demonstration is now theirs."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from brand.demo.kept_drafts import claim_page
from brand.forms.confirmation import TickForm


def own(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for confirmation, then remove the demonstration's mark and return to the editor."""
    page = get_object_or_404(Page, pk=pk).specific
    edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if not page.permissions_for_user(request.user).can_make_own():
        raise PermissionDenied
    form = TickForm.of(
        request,
        label=_("Yes, I have read all of it: nothing in it is about somebody else"),
        without=_("Tick this, or keep writing."),
    )
    if form.is_valid():
        claim_page(page)
        messages.success(
            request,
            _("“%(title)s” is yours. Visitors read it once you publish it.")
            % {"title": page.get_admin_display_title()},
        )
        return HttpResponseRedirect(edit_url)
    title = _("Is this page about you?")
    context = {
        "page": page,
        "form": form,
        "edit_url": edit_url,
        "preview_url": reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
        "header_title": title,
        "header_icon": "user",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": edit_url, "label": page.get_admin_display_title()},
            {"url": "", "label": title},
        ],
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "brand/kept.html", context, status=status)


def urls() -> list[URLPattern]:
    """Return the URL patterns of this screen, for below the admin's root."""
    return [path("kept/<int:pk>/", own, name="make_own")]
