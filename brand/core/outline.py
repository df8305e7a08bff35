"""The outline of the site: its home pages, the pages directly below them, and what is private.

The way to a page, the menu, the footer, the language switch and links to the form ask for these few
pages. They are read once per request, in two queries that do not grow with services and answers.
"""

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import Any, TypeVar

from django.db.models import F, TextField, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from wagtail.models import Locale, Page, PageViewRestriction, get_page_models

from brand.core.request_cache import once

T = TypeVar("T", bound=Page)
HOME_DEPTH = 2
OUTLINE_DEPTH = 3
# The fields of page types that every page of the site shows; "" where a type lacks one.
SHOWN_EVERYWHERE = ("menu_title", "footer_text")


class Outline:
    """Pages of depth 2 and 3 in tree order, drafts included, each with its language."""

    def __init__(self) -> None:
        self.pages = _read()
        self.private = list(PageViewRestriction.objects.values_list("page__path", flat=True))
        self.by_pk = {page.pk: page for page in self.pages}
        self._of_type: dict[int, Page] = {}

    @classmethod
    def of(cls, request: HttpRequest | None) -> "Outline":
        """Return the outline, read once per request (each time without a request)."""
        return once(request, "outline", cls)

    # --- pages ---

    def home(self, language: str) -> Page | None:
        """Return the home page in `language` that visitors can read, else the first of any."""
        homes = [page for page in self._homes() if self.is_visible(page)]
        return next((page for page in homes if page.locale.language_code == language), None) or (
            homes[0] if homes else None
        )

    def below(self, page: Page) -> list[Page]:
        """Return the pages directly below a home page, drafts included."""
        return [
            other
            for other in self.pages
            if other.depth == page.depth + 1 and other.path.startswith(page.path)
        ]

    def child(self, home: Page, slug: str) -> Page | None:
        """Return the page directly below `home` with this address, drafts included."""
        return next((page for page in self.below(home) if page.slug == slug), None)

    def version(self, page: Page, language: str) -> Page:
        """Return the live version of `page` in `language`, `page` itself if there is none."""
        return next(
            (
                other
                for other in self.pages
                if other.translation_key == page.translation_key
                and other.locale.language_code == language
                and other.live
            ),
            page,
        )

    def open_homes(self) -> set[int]:
        """Return the primary keys of the languages whose home page is live."""
        return {page.locale_id for page in self._homes() if page.live}

    def of_type(self, kind: type[T] | tuple[type[T], ...], pages: Iterable[Page]) -> list[T]:
        """Return those of `pages` that are of this kind, as `typed` does."""
        return [self.typed(page) for page in pages if issubclass(page.specific_class or Page, kind)]

    def typed(self, page: Page) -> Any:
        """Return `page` as an object of its type, without a query.

        A field that the outline does not know is read when somebody asks for it: a query each.
        """
        if page.pk not in self._of_type:
            typed = page.specific_deferred
            typed.locale = page.locale
            self._of_type[page.pk] = typed
        return self._of_type[page.pk]

    @cached_property
    def locales(self) -> dict[int, Locale]:
        """Return {primary key: language} of the languages in which there are pages."""
        return {page.locale_id: page.locale for page in self.pages}

    def with_locales(self, rows: Iterable[Any]) -> list[Any]:
        """Return `rows`, pages or parts of them, each with its language; they are not queried."""
        found = list(rows)
        for row in found:
            if row.locale_id in self.locales:
                row.locale = self.locales[row.locale_id]
        return found

    def _homes(self) -> Iterator[Page]:
        # Wagtail's welcome page, the only one of no type of ours, is nobody's home page.
        return (p for p in self.pages if p.depth == HOME_DEPTH and p.specific_class is not Page)

    # --- who may read them ---

    def is_visible(self, page: Page) -> bool:
        """Whether anybody may read `page`, in the outline or not: `visibility.visible` of one."""
        if not page.live:
            return False
        if not self.private:
            return True
        paths = (page.path, self._sources.get(page.alias_of_id, ""))
        return not any(path.startswith(private) for path in paths for private in self.private)

    def is_listed(self, page: Page) -> bool:
        """Whether `page` appears in lists: `visibility.listed` of one."""
        return page.alias_of_id is None and self.is_visible(page)

    def restrictions_of(self, page: Page) -> Any:
        """Return what restricts the view of `page`, as Wagtail does, if anything is restricted."""
        return Page.get_view_restrictions(page) if self.private else []

    @cached_property
    def _sources(self) -> dict[int | None, str]:
        """{primary key: path} of pages with aliases, whose restrictions apply to these too."""
        sources = Page.objects.filter(aliases__isnull=False).order_by()
        return dict(sources.values_list("pk", "path"))


def _read() -> list[Page]:
    """Return the pages, each with its language and what is shown everywhere. One query."""
    sql, parameters = _query()
    pages = list(Page.objects.raw(sql, parameters))
    locales: dict[int, Locale] = {}
    for page in pages:
        if page.locale_id not in locales:
            row = [page.locale_id, page.language_code]  # type: ignore[attr-defined]
            locales[page.locale_id] = Locale.from_db(page._state.db, ["id", "language_code"], row)
        page.locale = locales[page.locale_id]
    return pages


@cache
def _query() -> tuple[str, tuple[Any, ...]]:
    """Return the SQL, in which the tables of all page types are asked for what is shown.

    To write it takes Django as long as to ask it and to make the pages, and each request does.
    """
    types = get_page_models()
    shown = {}
    for name in SHOWN_EVERYWHERE:
        columns = [
            F(f"{model._meta.model_name}__{name}")
            for model in types
            if any(field.name == name for field in model._meta.local_fields)
        ]
        shown[name] = Coalesce(*columns, Value(""), output_field=TextField())
    pages = Page.objects.filter(depth__in=(HOME_DEPTH, OUTLINE_DEPTH)).order_by("path")
    pages = pages.annotate(language_code=F("locale__language_code"), **shown)
    sql, parameters = pages.query.sql_with_params()
    return sql, tuple(parameters)
