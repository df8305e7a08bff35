"""What is demonstration, what of it the owner has changed, and what is their own."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Page

from brand.demo import removal
from brand.demo import seed as brand
from brand.demo.factory import key
from brand.models import Testimonial
from contact.demo import seed as contact
from services.demo import seed as services

NAMES: dict[UUID, str] = {
    key(f"page:{name}"): name for name in (*brand.PAGES, *services.PAGES, *contact.PAGES)
}


def is_here() -> bool:
    """Whether there is any page of the demonstration."""
    return Page.objects.filter(translation_key__in=NAMES).exists()


@dataclass(frozen=True)
class Changed:
    """Something of the demonstration that somebody has worked on. `key` stands in the form."""

    key: str
    label: str


@dataclass(frozen=True)
class Plan:
    """The state before the demonstration goes."""

    pages: list[Page]
    """Of the demonstration, in the order of the tree."""
    own: list[Page]
    changed_pages: set[int]
    changed_testimonials: list[Testimonial]

    @property
    def changed(self) -> list[Changed]:
        pages = [page for page in self.pages if page.pk in self.changed_pages]
        return [
            *(Changed(f"page-{page.pk}", _in_language(page)) for page in pages),
            *(Changed(f"testimonial-{t.pk}", str(t)) for t in self.changed_testimonials),
        ]

    def named(self, page: Page) -> str:
        """The name of a page of the demonstration: "home", "service:strategy"."""
        return NAMES[page.translation_key]

    def find(self, name: str, language: str) -> Page | None:
        found = (p for p in self.pages if self.named(p) == name)
        return next((p for p in found if p.locale.language_code == language), None)

    def kept(self, keep: Iterable[str]) -> set[int]:
        """Primary keys of the changed pages whose keys are in `keep`."""
        return {pk for pk in self.changed_pages if f"page-{pk}" in keep}

    def mine_outside(self, languages: Iterable[str], keep: Iterable[str]) -> list[str]:
        """Names of the owner's pages in other languages than `languages`: they would go."""
        kept = self.kept(keep)
        pages = [*self.own, *(page for page in self.pages if page.pk in kept)]
        return [page.title for page in pages if page.locale.language_code not in languages]


def _in_language(page: Page) -> str:
    return f"{page.get_admin_display_title()} ({page.locale.get_display_name()})"


def look() -> Plan:
    """Look at the database: a handful of queries, however much there is."""
    everything = Page.objects.filter(depth__gt=1).select_related("locale").order_by("path")
    pages = [page for page in everything if page.translation_key in NAMES]
    testimonials = removal.testimonials()
    mine = removal.edited(testimonials)
    return Plan(
        pages=pages,
        own=[page for page in everything if page.translation_key not in NAMES],
        changed_pages=removal.changed_pages(pages),
        changed_testimonials=[t for t in testimonials if t.pk in mine],
    )
