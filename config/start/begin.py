"""The demonstration goes, and the owner's first pages come: all of it, or nothing."""

from collections.abc import Collection
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from wagtail.models import Locale, Page, Site

from brand.demo import content_fr, factory, removal
from brand.models import HomePage, LegalNoticePage, PrivacyPage
from brand.skeleton import build
from brand.skeleton.build import Owner
from config.start.plan import Plan
from contact.models import ContactPage
from contact.skeleton import put_contact
from services.models import ServiceIndexPage
from services.skeleton import put_index


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
    """Remove the demonstration that `plan` describes, but for what is in `keep`.

    Inquiries, the owner's own pages and files, and settings that are theirs are not touched. A
    language that is not in `languages` loses its home page with all below it: the caller has
    asked `plan.mine_outside` whether anything there is the owner's.
    """
    fresh = FreshKeys()
    kept = plan.kept(keep)
    going = {page.pk for page in plan.pages} - kept
    pictures = removal.unused_pictures(going)
    for page in plan.pages:
        if page.pk in kept:
            mine = page.specific
            mine.translation_key = fresh(page.translation_key)
            mine.save()
    _remove_leaves(plan, going, user)
    homes = [_build(owner, language, plan, going, fresh, user) for language in languages]
    _show(homes[0], languages, owner)
    _remove_other_languages(plan, languages, user)
    removal.remove_testimonials({t.pk for t in plan.changed_testimonials if _key(t) in keep}, fresh)
    removal.remove_topics(fresh)
    for picture in pictures:
        picture.delete()


def _key(testimonial: Any) -> str:
    return f"testimonial-{testimonial.pk}"


def _remove_leaves(plan: Plan, going: set[int], user: Any) -> None:
    """Delete what has no place in a beginning: the interview, and services at their prices."""
    for page in plan.pages:
        name = plan.named(page)
        if page.pk in going and (name == "interview" or name.startswith("service:")):
            Page.objects.get(pk=page.pk).delete(user=user)


def _build(
    owner: Owner, language: str, plan: Plan, going: set[int], fresh: FreshKeys, user: Any
) -> HomePage:
    """Put the first pages of one language in place; those that are the owner's stay."""
    locale = Locale.objects.get_or_create(language_code=language)[0]

    def place(name: str) -> tuple[Page | None, UUID]:
        return plan.find(name, language), fresh(factory.key(f"page:{name}"))

    old, key = place("home")
    home: HomePage | None = HomePage.objects.filter(locale=locale).first()
    if home is None or home.pk in going:
        home = build.put_home(owner, locale, old, key, user)
    rest: list[tuple[str, type[Page], Any, dict[str, str]]] = [
        ("services", ServiceIndexPage, put_index, {}),
        ("contact", ContactPage, put_contact, {"name": owner.name}),
        ("legal", LegalNoticePage, build.put_legal, {}),
        ("privacy", PrivacyPage, build.put_privacy, {}),
    ]
    for name, model, put, extra in rest:
        old, key = place(name)
        mine = model.objects.child_of(home).exclude(pk__in=going).exists()
        if not mine:
            put(home, old, key, user, **extra)
    return home


def _show(home: HomePage, languages: Collection[str], owner: Owner) -> None:
    """Show `home` where the root would go with its language, and say whose site it is."""
    for site in Site.objects.select_related("root_page__locale"):
        if site.root_page.locale.language_code not in languages:
            site.root_page = home
            site.save()
    build.identify(Site.objects.get(is_default_site=True), owner, content_fr.IDENTITY)


def _remove_other_languages(plan: Plan, languages: Collection[str], user: Any) -> None:
    for page in plan.pages:
        if plan.named(page) == "home" and page.locale.language_code not in languages:
            # Nobody may delete a home page that is online (brand.home_permissions); this may.
            gone = Page.objects.get(pk=page.pk)
            gone.delete(user=user, skip_permission_checks=True)
