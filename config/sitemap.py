"""The sitemap: every page and answer that a visitor may read, in all languages."""

from collections.abc import Iterator

from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page
from wagtail.query import PageQuerySet

from brand.core.visibility import listed
from brand.models import HomePage


class LocalisedSitemap(Sitemap):
    """Lists the pages of all languages. Wagtail's own has only those below the site's root.

    Nothing that is special to a type of page is read.
    """

    def items(self) -> PageQuerySet:
        pages = Page.objects.none()
        for home in listed(HomePage.objects.all()):
            pages = pages | home.get_descendants(inclusive=True)
        return listed(pages).order_by("path").specific(defer=True)


def addresses() -> Iterator[str]:
    """Yield every address in the sitemap, home pages first."""
    for page in sorted(LocalisedSitemap().items(), key=lambda page: page.depth):
        for entry in page.get_sitemap_urls():
            yield entry["location"]
