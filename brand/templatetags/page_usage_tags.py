"""A template tag for screens that unpublish or delete a page: the places that change with it."""

from typing import Any

from django import template
from wagtail.models import Page

from brand.publishing.page_usage import places_of

register = template.Library()


@register.inclusion_tag("brand/places.html")
def places(page: Page, with_descendants: Any = False) -> dict[str, Any]:
    """Render the list of places, or a sentence that says there are none."""
    planned = page.scheduled_revision
    return {
        "places": places_of(page, with_descendants=bool(with_descendants)),
        "live": page.live,
        "planned": planned and planned.approved_go_live_at,
    }
