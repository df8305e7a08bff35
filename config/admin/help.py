"""The help page of Vitrine itself, first in the Help menu."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from brand.checklist import settings_url
from brand.models import BrandSettings, PublisherSettings
from contact.inquiries.permissions import READ, may
from contact.models import InquirySettings

# Wagtail's items: its news, in English, are removed; its guide stays, without a red badge.
_NEWS, _GUIDE = "whats-new-in-wagtail", "editor-guide"


def menu_item() -> MenuItem:
    return MenuItem(_("How to …"), reverse("help"), name="vitrine-help", icon_name="help", order=1)


def arrange_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's hook `construct_help_menu`."""
    items[:] = [
        MenuItem(
            _("Wagtail’s guide"), item.url, name=item.name, icon_name="help", order=item.order,
            attrs={"target": "_blank", "rel": "noreferrer"},
        )
        if item.name == _GUIDE
        else item
        for item in items
        if not item.name.startswith(_NEWS)
    ]  # fmt: skip


def page(request: HttpRequest) -> HttpResponse:
    """Show help for everything that the reader may do."""
    title = _("How to …")
    context = {
        "header_title": title,
        "header_icon": "help",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("help"), "label": title},
        ],
        "reads_inquiries": may(request.user, READ),
        "identity": settings_url(BrandSettings),
        "publisher": settings_url(PublisherSettings),
        "inquiries": settings_url(InquirySettings),
    }
    return render(request, "config/help.html", context)
