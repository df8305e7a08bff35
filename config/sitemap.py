"""The sitemap: every page and answer that a visitor may read, in all languages."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap
from wagtail.models import Page
from wagtail.query import PageQuerySet

from brand.core.visibility import listed
from brand.models import HomePage
from ops.web.public_response import public


class LocalisedSitemap(Sitemap):
    """Lists the pages of all languages. Wagtail's own has only those below the site's root.

    Nothing that is special to a type of page is read.
    """

    def items(self) -> PageQuerySet:
        pages = Page.objects.none()
        for home in listed(HomePage.objects.all()):
            pages = pages | home.get_descendants(inclusive=True)
        return listed(pages).order_by("path").specific(defer=True)


def by_depth() -> list[Page]:
    """Return the pages of all languages, home pages first."""
    return sorted(LocalisedSitemap().items(), key=lambda page: page.depth)


def addresses() -> Iterator[str]:
    """Yield every address in the sitemap, home pages first."""
    for page in by_depth():
        for entry in page.get_sitemap_urls():
            yield entry["location"]


def examples() -> Iterator[str]:
    """Yield the address of one page of each type."""
    of_type: dict[type[Page], Page] = {}
    for page in by_depth():
        of_type.setdefault(type(page), page)
    for page in of_type.values():
        yield page.full_url


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """Return the sitemap. Whether it has changed, its content says.

    Wagtail dates it by its newest page, which stays the same when another one goes.
    """
    response: HttpResponse = wagtail_sitemap(request, sitemaps={"pages": LocalisedSitemap})
    response.headers.pop("Last-Modified", None)
    return response
