"""What a visitor may read: live pages behind no view restriction, in one query."""

from typing import TypeVar

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

Pages = TypeVar("Pages", bound=PageQuerySet)


def visible(pages: Pages) -> Pages:
    """Narrow `pages` to what anybody may read.

    The same as Wagtail's `.live().public()`, which asks the database for all restrictions
    first, each time: a page whose header, footer and body look up others pays that often.
    """
    restrictions = PageViewRestriction.objects.annotate(
        below=ExpressionWrapper(OuterRef("path"), output_field=CharField())
    )
    return pages.live().filter(~Exists(restrictions.filter(below__startswith=F("page__path"))))
