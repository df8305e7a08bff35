"""The places that change with a page, in the admin's questions before it goes."""

from typing import Any

from django import template
from wagtail.models import Page

from brand.publishing.page_usage import places_of

register = template.Library()


@register.inclusion_tag("brand/places.html")
def places(page: Page, with_descendants: Any = False) -> dict[str, Any]:
    """List them, or say that there are none."""
    planned = page.scheduled_revision
    return {
        "places": places_of(page, with_descendants=bool(with_descendants)),
        "live": page.live,
        "planned": planned and planned.approved_go_live_at,
    }
