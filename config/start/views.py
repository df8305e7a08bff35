"""The page “Start with mine”, for owners."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Page, Site

from brand.models import BrandSettings
from config.start import plan as plans
from config.start.begin import begin
from config.start.form import StartForm, initial_for
from contact.models import Inquiry
from contact.permissions import forbidden


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask (GET), or remove the demonstration (POST). A second POST finds nothing to do."""
    user: Any = request.user
    if not user.is_superuser:
        return forbidden(request)
    with transaction.atomic():
        if request.method == "POST":
            # Two clicks, one after the other; seed_demo waits at the same row.
            list(Page.objects.select_for_update().filter(depth=1))
        if not plans.is_here():
            messages.info(request, _("Nothing of the demonstration is left: this site is yours."))
            return HttpResponseRedirect(reverse("wagtailadmin_home"))
        plan = plans.look()
        brand = BrandSettings.for_site(Site.objects.get(is_default_site=True))
        form = StartForm(request.POST or None, plan=plan, initial=initial_for(user, brand))
        if request.method == "POST" and form.is_valid():
            keep = form.cleaned_data.get("keep", [])
            begin(form.owner(), form.chosen_languages, plan, keep, user)
            messages.success(
                request,
                _("This site is yours, %(name)s. Below is what it still lacks.")
                % {"name": form.cleaned_data["given_name"]},
            )
            return HttpResponseRedirect(reverse("wagtailadmin_home"))
    return render(
        request, "config/start.html", _context(form, plan), status=422 if form.is_bound else 200
    )


def _context(form: StartForm, plan: plans.Plan) -> dict[str, Any]:
    title = _("Start with mine")
    return {
        "form": form,
        "own": plan.own,
        "services": len({n for n in map(plan.named, plan.pages) if n.startswith("service:")}),
        "inquiries": Inquiry.objects.count(),
        "header_title": title,
        "header_icon": "home",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("start"), "label": title},
        ],
    }
