"""Replace the demonstration by the owner's first pages, in one transaction."""

from collections.abc import Callable, Collection, Iterable
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from brand.demo import factory, removal
from brand.models import HomePage, LegalNoticePage, PrivacyPage
from brand.starter import build
from brand.starter.build import Owner
from brand.starter.pages import keep_as_draft, release
from config.onboarding.plan import FIRST, Plan
from contact.models import ContactPage, InquirySettings
from contact.starter import put_contact
from services.models import ServiceIndexPage
from services.starter import put_index


class FreshKeys:
    """New translation keys, the same one for all languages of what had the same before."""

    def __init__(self) -> None:
        self._keys: dict[UUID, UUID] = {}

    def __call__(self, old: UUID) -> UUID:
        return self._keys.setdefault(old, uuid4())


@transaction.atomic
def begin(
    owner: Owner, languages: Collection[str], plan: Plan, keep: Collection[str], user: Any
) -> None:
    """Remove the demonstration that `plan` describes; what is in `keep` stays, as drafts.

    Inquiries, the owner's own pages and files, and settings that are theirs are not touched. A
    language that is not in `languages` loses its home page with all below it: the caller has
    asked `plan.mine_outside` whether anything there is the owner's.
    """
    fresh = FreshKeys()
    kept = plan.kept(keep)
    for page in plan.pages:
        release(page, user)
    drafts = {p.pk: p.get_latest_revision().content for p in plan.pages if p.pk in kept}
    # Redirects are public too, and the old addresses in them are those of the demonstration.
    Redirect.objects.filter(redirect_page__in=[page.pk for page in plan.pages]).delete()
    for picture in plan.pictures:
        picture.delete()

    others = [page for page in plan.pages if type(page) not in FIRST]
    _remove(others, kept, fresh, user)
    homes: list[HomePage] = []
    replaced: set[int] = set()
    for language in languages:
        is_public = build.is_written(language) or not homes
        home, places = _build(owner, language, plan, fresh, user, is_public=is_public)
        homes.append(home)
        replaced |= places
    _show(homes[0], languages, owner)
    first = [page for page in plan.pages if type(page) in FIRST and page.pk not in replaced]
    # Their translation keys now belong to the first pages.
    _remove(first, kept, lambda _old: uuid4(), user)

    testimonials = {t.pk for t in plan.changed_testimonials if f"testimonial-{t.pk}" in keep}
    removal.remove_testimonials(testimonials, fresh)
    removal.remove_topics(fresh)
    for pk in kept:
        keep_as_draft(Page.objects.get(pk=pk), drafts[pk], user)


def announce_to(email: str) -> None:
    """Announce new inquiries to `email` from now on."""
    inquiries = InquirySettings.of_default_site()
    inquiries.notification_email = email
    inquiries.save()


def _remove(
    pages: Iterable[Page], kept: set[int], fresh: Callable[[UUID], UUID], user: Any
) -> None:
    """Delete `pages` (in the order of the tree), but for what is kept or has something below it.

    That is taken from the site, and stays as a draft.
    """
    for page in reversed(list(pages)):
        current = Page.objects.get(pk=page.pk).specific
        if page.pk not in kept and not current.get_children().exists():
            # Nobody may delete a home page that is online (brand.home.permissions); this may.
            current.delete(user=user, skip_permission_checks=True)
            continue
        current.translation_key = fresh(current.translation_key)
        current.save(clean=False)  # a draft may be incomplete
        if current.live:
            current.unpublish(user=user)


def _build(
    owner: Owner, language: str, plan: Plan, fresh: FreshKeys, user: Any, *, is_public: bool
) -> tuple[HomePage, set[int]]:
    """Make the first pages of one language, as drafts unless `is_public`: their words are English.

    Pages that are the owner's own stay. Returns the home page, and the keys of the pages of the
    demonstration that were replaced.
    """
    locale = Locale.objects.get_or_create(language_code=language)[0]
    marked = {page.pk for page in plan.pages}
    replaced = set()
    made: list[Page] = []

    home: HomePage | None = HomePage.objects.filter(locale=locale).order_by("path").first()
    if home is None or home.pk in marked:
        old = plan.place(HomePage, language, None)
        home = build.put_home(owner, locale, old, fresh(_key(HomePage)), user)
        replaced.add(home.pk)
        made = [home]
    rest: list[tuple[type[Page], Any, dict[str, str]]] = [
        (ServiceIndexPage, put_index, {}),
        (ContactPage, put_contact, {"name": owner.name}),
        (LegalNoticePage, build.put_legal, {}),
        (PrivacyPage, build.put_privacy, {}),
    ]
    for model, put, extra in rest:
        if model.objects.child_of(home).exclude(pk__in=marked).exists():
            continue
        old = plan.place(model, language, home)
        made.append(put(home, old, fresh(_key(model)), user, **extra))
        replaced |= {old.pk} if old else set()
    if not is_public:
        for page in Page.objects.filter(pk__in=[page.pk for page in made]).live().specific():
            # Home pages may not be unpublished like others (brand.home.permissions); this may.
            UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
    return home, replaced


def _key(model: type[Page]) -> UUID:
    return factory.key(f"page:{FIRST[model]}")


def _show(home: HomePage, languages: Collection[str], owner: Owner) -> None:
    """Make `home` the root of sites whose root is being deleted, and store whose site it is."""
    for site in Site.objects.select_related("root_page__locale"):
        if site.root_page.locale.language_code not in languages:
            site.root_page = home
            site.save()
    build.identify(Site.objects.get(is_default_site=True), owner)
