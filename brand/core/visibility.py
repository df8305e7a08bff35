"""Querysets of the pages that visitors may read, and of those that are listed. One query each."""

from typing import TypeVar

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

Pages = TypeVar("Pages", bound=PageQuerySet)


def visible(pages: Pages) -> Pages:
    """Return those of `pages` that anybody may read.

    The result is that of Wagtail's `.live().public()`, which first queries all restrictions each
    time. A page whose header, footer and body look up other pages would pay for that often.
    """
    restrictions = PageViewRestriction.objects.annotate(
        below=ExpressionWrapper(OuterRef("path"), output_field=CharField()),
        # As in Wagtail, the restrictions of an alias's source apply to the alias too.
        source=ExpressionWrapper(OuterRef("alias_of__path"), output_field=CharField()),
    )
    closed = Q(below__startswith=F("page__path")) | Q(source__startswith=F("page__path"))
    return pages.live().filter(~Exists(restrictions.filter(closed)))


def listed(pages: Pages) -> Pages:
    """Return those of `pages` that appear in lists, searches, counts and the sitemap.

    An alias can be read, but it is its source at another address, and nothing is listed twice.
    """
    return visible(pages).filter(alias_of__isnull=True)
