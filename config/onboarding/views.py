"""The page “Start with mine”, for owners."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from brand.demo.kept_drafts import kept_pages
from brand.models import BrandSettings
from config.onboarding import plan as plans
from config.onboarding.form import StartForm, initial_for
from config.onboarding.replace_demo import announce_to, begin
from contact.inquiries.permissions import forbidden
from contact.models import Inquiry, InquirySettings
from services.models import ServicePage


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask (GET), or remove the demonstration (POST). A second POST finds nothing to do."""
    user: Any = request.user
    if not user.is_superuser:
        return forbidden(request)
    with transaction.atomic():
        if request.method == "POST":
            # A second click waits for the first; seed_demo locks the same row.
            list(Page.objects.select_for_update().filter(depth=1))
        if not plans.is_here():
            messages.info(request, _over())
            return HttpResponseRedirect(reverse("wagtailadmin_home"))
        plan = plans.look()
        known = initial_for(
            user, BrandSettings.of_default_site(), InquirySettings.of_default_site()
        )
        form = StartForm(request.POST or None, plan=plan, initial=known)
        if request.method == "POST" and form.is_valid():
            keep = form.cleaned_data.get("keep", [])
            begin(form.owner(), form.chosen_languages, plan, keep, user)
            announce_to(form.cleaned_data["notification_email"])
            messages.success(
                request,
                _("This site is yours, %(name)s. Below is what it still lacks.")
                % {"name": form.cleaned_data["given_name"]},
            )
            return HttpResponseRedirect(reverse("wagtailadmin_home"))
    return render(
        request, "config/start.html", _context(form, plan), status=422 if form.is_bound else 200
    )


def _over() -> str:
    """Return the message for somebody who comes after the demonstration has gone."""
    kept = len(kept_pages())
    if not kept:
        return _("Nothing is left of the demonstration: this site is yours.")
    return ngettext(
        "This site is yours. You kept %(count)d page of the demonstration as a draft: it is below.",
        "This site is yours. You kept %(count)d pages of the demonstration as drafts: they are "
        "below.",
        kept,
    ) % {"count": kept}


def _context(form: StartForm, plan: plans.Plan) -> dict[str, Any]:
    title = _("Start with mine")
    return {
        "form": form,
        "own": plan.own,
        "services": len({p.translation_key for p in plan.pages if isinstance(p, ServicePage)}),
        "own_with_pictures": plan.own_with_pictures,
        "inquiries": Inquiry.objects.count(),
        "header_title": title,
        "header_icon": "home",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("start"), "label": title},
        ],
    }
