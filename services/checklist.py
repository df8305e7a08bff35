"""Checklist: a service with an offer, and no invented ones."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from brand.checklist import edit_url
from brand.models import HomePage
from ops.checklist import Item
from services.models import Offer, ServiceIndexPage, ServicePage


def find() -> Iterator[Item]:
    """Yield a line for each thing that is missing. Two queries, a third where there is no list."""
    lists = list(ServiceIndexPage.objects.select_related("locale").order_by("path"))
    offers = Offer.objects.filter(page=OuterRef("pk"))
    services = list(
        ServicePage.objects.live()
        .annotate(has_offer=Exists(offers), has_example=Exists(offers.filter(is_example=True)))
        .select_related("locale")
        .order_by("path")
    )
    if not any(service.has_offer for service in services):
        yield Item(
            "service",
            _("A service with an offer"),
            _("Visitors want to know what you can do for them, and at what price."),
            _where_to_write(lists, services),
        )
    hidden = [
        page
        for page in lists
        if not page.live and any(service.path.startswith(page.path) for service in services)
    ]
    if hidden:
        yield Item(
            "service-list",
            _("The list of services"),
            _("It is a draft, so that the menu does not show it. Publish it."),
            edit_url(hidden[0]),
            language=hidden[0].locale.language_code,
        )
    examples = [service for service in services if service.has_example or _invented(service)]
    if examples:
        yield Item(
            "service-examples",
            _("Examples in “%(title)s”") % {"title": examples[0].title},
            _("Prices or case studies there are marked as invented."),
            edit_url(examples[0]),
            language=examples[0].locale.language_code,
        )


def _where_to_write(lists: list[ServiceIndexPage], services: list[ServicePage]) -> str:
    """Return the editor of a service without an offer, else the screen to add a service or list."""
    if services:
        return edit_url(services[0])
    if lists:
        return reverse("wagtailadmin_pages:add", args=["services", "servicepage", lists[0].pk])
    home = HomePage.objects.order_by("path").first()
    if home is None:
        return reverse("wagtailadmin_explore_root")
    return reverse("wagtailadmin_pages:add", args=["services", "serviceindexpage", home.pk])


def _invented(service: ServicePage) -> bool:
    return any(case.value["is_example"] for case in service.case_studies)
