"""The screen that takes a home page offline: it says what follows and asks for a tick."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from brand.core.languages import spoken
from brand.core.visibility import visible
from brand.forms.confirmation import TickForm
from brand.home.page import HomePage

SHOWN = 5  # pages that are named; the others are counted


def take_offline(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for confirmation, then unpublish.

    The pages below stay live and return with the home page.
    """
    home = get_object_or_404(HomePage, pk=pk)
    if not home.permissions_for_user(request.user).can_take_offline():
        raise PermissionDenied
    language = spoken(home.locale.language_code)
    form = TickForm.of(
        request,
        label=_("Yes, visitors should no longer find anything in %(language)s")
        % {"language": language},
        without=_("Tick this, or leave the page as it is."),
    )
    if form.is_valid():
        UnpublishPageAction(home, user=request.user).execute(skip_permission_checks=True)
        messages.success(
            request,
            _("“%(title)s” is offline. Publish it to bring everything back.")
            % {"title": home.get_admin_display_title()},
            buttons=[messages.button(_edit_url(home), _("Edit"))],
        )
        return HttpResponseRedirect(reverse("wagtailadmin_home"))
    status = 422 if form.errors else 200
    return TemplateResponse(request, "brand/offline.html", _context(home, form), status=status)


def _words(home: HomePage) -> str:
    """Return the title of the screen and of the button.

    It names the language, as others stay online.
    """
    return _("Take the site in %(language)s offline") % {
        "language": spoken(home.locale.language_code)
    }


def _context(home: HomePage, form: TickForm) -> dict[str, Any]:
    below = list(visible(home.get_descendants()).order_by("path"))
    return {
        "home": home,
        "form": form,
        "below": len(below),
        "some": below[:SHOWN],
        "others": len(below[SHOWN:]),
        "language": spoken(home.locale.language_code),
        "edit_url": _edit_url(home),
        "header_title": _words(home),
        "header_icon": "download",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": _edit_url(home), "label": home.get_admin_display_title()},
            {"url": "", "label": _words(home)},
        ],
    }


def _edit_url(home: HomePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[home.pk])


def urls() -> list[URLPattern]:
    """Return the URL patterns of this screen, for below the admin's root."""
    return [path("home/<int:pk>/offline/", take_offline, name="take_offline")]


def buttons(page: Page, user: object, priority: int) -> Iterator[Button]:
    """Yield a button to this screen for the "…" menus, if `page` is a home page that is online."""
    page = page.specific_deferred
    if isinstance(page, HomePage) and page.permissions_for_user(user).can_take_offline():
        url = reverse("take_offline", args=[page.pk])
        yield Button(_words(page), url, icon_name="download", priority=priority)
