"""Tell the demonstration from what the owner changed in it, and from what is their own."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Page

from brand.demo import removal
from brand.models import (
    BrandSettings,
    CustomImage,
    HomePage,
    InterviewPage,
    LegalNoticePage,
    PrivacyPage,
    Testimonial,
)
from contact.models import ContactPage
from services.models import ServiceIndexPage, ServicePage

# The first pages of every site. Those of the demonstration are replaced where they are.
FIRST: dict[type[Page], str] = {
    HomePage: "home",
    ServiceIndexPage: "services",
    ContactPage: "contact",
    LegalNoticePage: "legal",
    PrivacyPage: "privacy",
}


def is_here() -> bool:
    """Whether visitors read the demonstration: nobody has started with theirs."""
    return BrandSettings.objects.filter(is_demonstration=True).exists()


@dataclass(frozen=True)
class Changed:
    """Something of the demonstration that somebody has worked on. `key` stands in the form.

    `holds` says what of the demonstration is in it, and what becomes of it if it is kept.
    """

    key: str
    label: str
    holds: str


@dataclass(frozen=True)
class Plan:
    """The state of the site before the demonstration is removed."""

    pages: list[Page]
    """Of the demonstration, copies included, in the order of the tree; specific."""
    own: list[Page]
    changed_pages: set[int]
    changed_testimonials: list[Testimonial]
    pictures: list[CustomImage]
    """All go: also from `own` pages, whose keys in `illustrated` say which."""
    illustrated: set[int]

    @property
    def changed(self) -> list[Changed]:
        pages = [page for page in self.pages if page.pk in self.changed_pages]
        return [
            *(Changed(f"page-{page.pk}", in_language(page), _holds(page)) for page in pages),
            *(
                Changed(f"testimonial-{t.pk}", str(t), _("Stays marked as an example."))
                for t in self.changed_testimonials
            ),
        ]

    @property
    def own_with_pictures(self) -> list[Page]:
        return [page for page in self.own if page.pk in self.illustrated]

    def place(self, model: type[Page], language: str, home: Page | None) -> Page | None:
        """Return the page of the demonstration that the first page of this kind replaces.

        Below `home`, if it is not the home page itself.
        """
        for page in self.pages:
            fits = type(page) is model and page.locale.language_code == language
            if fits and (home is None or page.is_child_of(home)):
                return page
        return None

    def kept(self, keep: Iterable[str]) -> set[int]:
        """Return the primary keys of the changed pages whose keys are in `keep`."""
        return {pk for pk in self.changed_pages if f"page-{pk}" in keep}

    def mine_outside(self, languages: Iterable[str], keep: Iterable[str]) -> list[str]:
        """Return the titles of the owner's pages in other languages: they would be deleted."""
        kept = self.kept(keep)
        pages = [*self.own, *(page for page in self.pages if page.pk in kept)]
        return [page.title for page in pages if page.locale.language_code not in languages]


def in_language(page: Page) -> str:
    return f"{page.get_admin_display_title()} ({page.locale.get_display_name()})"


def _holds(page: Page) -> str:
    """Return what a page of the demonstration holds that is not about its owner."""
    match page:
        case HomePage():
            return _(
                "It also tells somebody else’s story: years, figures, quotations. "
                "Visitors see your name and profession instead, until you publish this "
                "draft."
            )
        case InterviewPage():
            return _("It also contains somebody else’s answers.")
        case ServicePage():
            return _("It also contains invented prices, a duration and a case study.")
        case ContactPage():
            return _(
                "It also contains somebody else’s address and networks. Visitors get "
                "only the form, until you publish this draft."
            )
        case _:
            return _("It also contains what was written for the demonstration.")


def look() -> Plan:
    """Return the plan for this site: a dozen queries, however much content there is."""
    everything = list(
        Page.objects.filter(depth__gt=1).select_related("locale").order_by("path").specific()
    )
    pages = [page for page in everything if getattr(page, "from_demo", False)]
    pictures = removal.pictures()
    return Plan(
        pages=pages,
        own=[page for page in everything if not getattr(page, "from_demo", False)],
        changed_pages=removal.changed_pages(pages),
        changed_testimonials=removal.edited_or_copied(removal.testimonials()),
        pictures=pictures,
        illustrated=removal.pages_that_show(pictures),
    )
