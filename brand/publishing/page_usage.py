"""Find the places that show or link to a page, and say what happens to them without it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex

from brand.core.languages import spoken
from brand.core.visibility import visible
from brand.interview.answer import Answer
from brand.publishing.lists_online import list_left_empty

HOME_DEPTH = 2
# Blocks in which content of another page can be chosen.
_CHOOSING = ("services", "answers", "answer")


@dataclass(frozen=True)
class Place:
    """A place that changes: `where` it is, the `consequence` there, `url` of the page's editor."""

    where: str
    consequence: str
    url: str


@dataclass
class _Versions:
    """The versions that are public now: {translation key: {language: whether it goes offline}}."""

    known: dict[str, dict[str, bool]]

    def goes(self, key: str, language: str) -> bool:
        """Whether a page in `language` shows a version that goes offline (docs/decisions/0014)."""
        found = self.known.get(key, {})
        return found.get(language, next(iter(found.values()), False))

    def instead(self, key: str) -> str | None:
        """Return the language of a version that stays online, or None."""
        stays = (code for code, gone in self.known.get(key, {}).items() if not gone)
        return next(stays, None)


def places_of(page: Page, *, with_descendants: bool = False) -> list[Place]:
    """Return the places that change when `page` is unpublished, or deleted with its descendants."""
    if not page.live and not with_descendants:
        return []
    pages = page.get_descendants(inclusive=True) if with_descendants else [page]
    gone = {each.pk for each in pages if each.live}
    versions = (
        _page_versions(gone).known
        | _answer_versions(
            list(Answer.objects.public().filter(page_id__in=gone).values_list("pk", flat=True))
        ).known
    )
    return [
        *_menus(pages),
        *_lists_left_empty(page, gone),
        *_where_chosen(_Versions(versions), gone),
        *_links(gone),
    ]


def tell_where_answers_stood(request: HttpRequest, page: Page) -> None:
    """Name the places that show a public answer which is no longer in the draft `page`.

    Call this before the draft is published, while the rows are those that visitors read.
    """
    kept = {str(answer.translation_key) for answer in page.answers.all()}
    rows = Answer.objects.public().filter(page_id=page.pk)
    gone = [row.pk for row in rows if str(row.translation_key) not in kept]
    for place in _where_chosen(_answer_versions(gone), {page.pk}) if gone else ():
        messages.warning(
            request,
            _("%(where)s: %(consequence)s")
            % {"where": place.where, "consequence": place.consequence},
            buttons=[messages.button(place.url, _("Edit"))],
        )


def _page_versions(gone: Collection[int]) -> _Versions:
    keys = Page.objects.filter(pk__in=gone).values("translation_key")
    rows = visible(Page.objects.filter(translation_key__in=keys))
    return _by_language(
        rows.values_list("translation_key", "locale__language_code", "pk"), set(gone)
    )


def _answer_versions(gone: Collection[int]) -> _Versions:
    keys = Answer.objects.filter(pk__in=gone).values("translation_key")
    rows = Answer.objects.public().filter(translation_key__in=keys)
    return _by_language(
        rows.values_list("translation_key", "locale__language_code", "pk"), set(gone)
    )


def _by_language(rows: Any, gone: set[int]) -> _Versions:
    known: dict[str, dict[str, bool]] = {}
    for key, language, pk in rows:
        known.setdefault(str(key), {})[language] = pk in gone
    return _Versions(known)


def _menus(pages: Iterable[Page]) -> Iterator[Place]:
    """Yield the menu, if one of `pages` is in it."""
    for page in pages:
        # Home pages go offline on a screen of their own (brand.publishing.offline_views).
        if page.live and page.show_in_menus and page.depth == HOME_DEPTH + 1:
            consequence = page.specific_class.offline_consequence if page.specific_class else ""
            yield Place(_("The menu of every page"), str(consequence), _edit_url(page))


def _lists_left_empty(page: Page, gone: Collection[int]) -> Iterator[Place]:
    if above := list_left_empty(page, gone):
        yield Place(
            _("“%(title)s”") % {"title": above.get_admin_display_title()},
            _("this list goes offline too, and comes back with the next page in it."),
            _edit_url(above),
        )


def _where_chosen(versions: _Versions, gone: Collection[int]) -> Iterator[Place]:
    """Yield the blocks of other pages in which content that goes offline was chosen."""
    if not versions.known:
        return
    for page in Page.objects.live().exclude(pk__in=gone).select_related("locale").specific():
        language = page.locale.language_code
        for field in page._meta.get_fields():
            if not isinstance(field, StreamField):
                continue
            chosen = [(child, _keys(child)) for child in getattr(page, field.name)]
            for child, keys in chosen:
                lost = [key for key in keys if versions.goes(key, language)]
                if lost:
                    others = [key for key in keys if key not in lost]
                    consequence = _consequence(versions, lost[0], child.block_type, others)
                    yield Place(_where(page, child, field), consequence, _edit_url(page))


def _keys(child: Any) -> list[str]:
    """Return the translation keys of the content chosen in a block."""
    if child.block_type not in _CHOOSING:
        return []
    if child.block_type == "answer":
        return [str(child.value)]
    chosen = child.value[child.block_type]
    return [str(getattr(each, "translation_key", each)) for each in chosen if each]


def _where(page: Page, child: Any, field: StreamField) -> str:
    question = child.value.get("question") if hasattr(child.value, "get") else ""
    return _("“%(title)s”, “%(part)s”") % {
        "title": page.get_admin_display_title(),
        "part": question or str(field.verbose_name).capitalize(),
    }


def _consequence(versions: _Versions, key: str, kind: str, others: list[str]) -> str:
    """Say what happens to a block of this `kind` in which `key` was chosen along with `others`."""
    if instead := versions.instead(key):
        return _("visitors find its version in %(language)s there instead.") % {
            "language": spoken(instead)
        }
    if kind != "answer" and not _can_be_read(kind, others):
        return _("the whole turn disappears, as nothing else is chosen in it.")
    return _("it is no longer shown there.")


def _can_be_read(kind: str, keys: list[str]) -> bool:
    public = Answer.objects.public() if kind == "answers" else visible(Page.objects.all())
    return public.filter(translation_key__in=keys).exists()


def _links(gone: Collection[int]) -> Iterator[Place]:
    """Yield the texts that link to pages in `gone`, according to Wagtail's reference index."""
    references = [
        reference
        for pk in gone
        for reference in ReferenceIndex.get_references_to(Page(pk=pk))
        if issubclass(reference.base_content_type.model_class() or object, Page)
        and not _is_choice(reference)
    ]
    ids = {int(reference.object_id) for reference in references}
    pages = Page.objects.live().exclude(pk__in=gone).in_bulk(ids)
    told = set()
    for reference in references:
        page = pages.get(int(reference.object_id))
        part = reference.describe_source_field()
        if page and (page.pk, part) not in told:
            told.add((page.pk, part))
            yield Place(
                _("“%(title)s”, “%(part)s”")
                % {"title": page.specific_deferred.get_admin_display_title(), "part": part},
                _("a link there no longer leads anywhere."),
                _edit_url(page),
            )


def _is_choice(reference: ReferenceIndex) -> bool:
    """Whether the page is chosen in a block rather than linked from text."""
    path = reference.model_path_components
    return len(path) > 2 and path[1] == path[2] == "services"


def _edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
