"""What a visitor may read, and what of it is listed; each in one query."""

from typing import TypeVar

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

Pages = TypeVar("Pages", bound=PageQuerySet)


def visible(pages: Pages) -> Pages:
    """Narrow `pages` to what anybody may read.

    The same as Wagtail's `.live().public()`, which asks the database for all restrictions
    first, each time: a page whose header, footer and body look up others pays that often.
    """
    restrictions = PageViewRestriction.objects.annotate(
        below=ExpressionWrapper(OuterRef("path"), output_field=CharField()),
        # Wagtail keeps an alias behind its source's restrictions, too.
        source=ExpressionWrapper(OuterRef("alias_of__path"), output_field=CharField()),
    )
    closed = Q(below__startswith=F("page__path")) | Q(source__startswith=F("page__path"))
    return pages.live().filter(~Exists(restrictions.filter(closed)))


def listed(pages: Pages) -> Pages:
    """Narrow `pages` to what stands in lists, searches, counts and the sitemap.

    An alias can be read; it is its source at another address, and nothing is listed twice.
    """
    return visible(pages).filter(alias_of__isnull=True)
