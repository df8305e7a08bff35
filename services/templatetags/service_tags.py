"""Template tags of services: those that an answer leads to, and what a price includes."""

from collections.abc import Iterable

from django import template
from django.template.context import Context

from brand.core.languages import active
from brand.core.outline import Outline
from brand.core.request_cache import cached
from services.models import Offer, ServicePage

register = template.Library()


@register.simple_tag(takes_context=True)
def services_by_answer(context: Context) -> dict[str, list[ServicePage]]:
    """Return {key of an answer: services in the active language that name it}, in their order."""
    return cached(context, f"services_by_answer_{active()}", _by_answer)


@register.filter("of")
def of_answer(services: dict[str, list[ServicePage]], key: str) -> list[ServicePage]:
    """Return the services of the answer with this key."""
    return services.get(key, [])


@register.simple_tag
def tax_note_of_services(services: Iterable[ServicePage]) -> str:
    """Return the tax note that is the same for the prices of all `services`, else "".

    A service shown in another language keeps its own note, in that language.
    """
    own = (service for service in services if not getattr(service, "foreign", ""))
    return tax_note_of_offers(s.first_offer for s in own if s.first_offer)


@register.simple_tag
def tax_note_of_offers(offers: Iterable[Offer]) -> str:
    """Return the tax note that is the same for all `offers`, else "".

    An offer "on request" without a note states no price that a note could be about.
    """
    notes = {o.tax_note for o in offers if o.tax_note or o.price_from is not None}
    return notes.pop() if len(notes) == 1 else ""


@register.simple_tag
def terms(offer: Offer, name: str, said_below: str) -> str:
    """Return what stands under the price of `offer`: `name`, its unit, and its tax note.

    `said_below` is the note that the list says once for all of its prices.
    """
    note = "" if offer.tax_note == said_below else offer.tax_note
    return ", ".join(filter(None, [name, offer.unit, note]))


def _by_answer(context: Context) -> dict[str, list[ServicePage]]:
    outline = Outline.of(context.get("request"))
    services = ServicePage.objects.filter(locale__language_code=active()).order_by("path")
    found: dict[str, list[ServicePage]] = {}
    for service in filter(outline.is_listed, outline.with_locales(services)):
        for key in {str(child.value) for child in service.related_answers}:
            found.setdefault(key, []).append(service)
    return found
