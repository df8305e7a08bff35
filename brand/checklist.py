"""The brand's part of the to-do list: missing words, interview, publisher's details, languages."""

import json
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, Site

from brand.core import language_versions
from brand.core.identity import BrandSettings, job_title_fields
from brand.core.publisher import PublisherSettings
from brand.core.site_settings import SettingsWithExamples, SiteSettings
from brand.core.visibility import visible
from brand.demo.kept_drafts import kept_pages
from brand.home.page import HomePage
from brand.home.testimonial import Testimonial
from brand.interview.answer import Answer
from brand.text.placeholders import has_placeholder
from brand.text.rich_text import plain_text
from brand.translation import state
from ops.checklist import Item


def settings_url(model: type[SiteSettings]) -> str:
    """Return the address of the screen on which the settings `model` are edited."""
    return reverse("wagtailsettings:edit", args=[model._meta.app_label, model._meta.model_name])


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def find() -> Iterator[Item]:
    """Yield an item for each thing that is missing. Always nine queries."""
    site = Site.objects.filter(is_default_site=True).first()
    homes = list(HomePage.objects.live().select_related("locale", "latest_revision", "portrait"))
    if site is None or not homes:
        return
    brand, publisher = BrandSettings.for_site(site), PublisherSettings.for_site(site)
    yield from _identity(brand, homes)
    yield from _examples("identity-example", brand, _("Still the demonstration’s"))
    yield from _examples("publisher-example", publisher, _("Still an example"))
    if not brand.is_demonstration:
        yield from _kept()
    for home in homes:
        yield from _home(home, brand)
    if not Answer.objects.public().exists():
        yield Item(
            "interview",
            _("An interview with at least one answer"),
            _(
                "Visitors get to know you by your answers. Paste an interview you have "
                "given, or write one."
            ),
            reverse("interview_import:start"),
        )
    yield from _publisher(publisher)
    public = _public_pages(homes)
    yield from _descriptions(public)
    if len(homes) > 1:
        yield from _copied_words(public)
    yield from _translations(public, homes)
    yield from _testimonials()
    if not any(home.portrait_id for home in homes):
        yield Item(
            "portrait",
            _("A portrait, if you like"),
            _("Without one, a figure is drawn from your initials."),
            edit_url(homes[0]),
            optional=True,
            language=homes[0].locale.language_code,
        )


def find_offline() -> Iterator[Item]:
    """Yield an item for each home page that is offline. These come first: all else depends on them.

    A language that has never been online is only advice while another one is online. One query.
    """
    homes = list(HomePage.objects.select_related("locale").order_by("path"))
    any_live = any(home.live for home in homes)
    for home in homes:
        if not home.live:
            yield Item(
                f"offline-{home.locale.language_code}",
                _("Your home page is not online: “%(title)s” (%(language)s)")
                % {"title": home.title, "language": home.locale.get_display_name()},
                _("Without it, visitors find no page in this language. Publish it."),
                edit_url(home),
                optional=any_live and home.first_published_at is None,
            )
    if not homes:
        yield Item(
            "offline",
            _("Your site has no home page"),
            _("Without it, visitors find nothing. Write one."),
            reverse("wagtailadmin_explore_root"),
        )


def _identity(brand: BrandSettings, homes: list[HomePage]) -> Iterator[Item]:
    codes = {home.locale.language_code for home in homes}
    titles = [name for code, name in job_title_fields().items() if code in codes]
    missing = [brand.label_of(name) for name in ("name", *titles) if not brand.text_of(name)]
    if missing:
        yield Item(
            "identity",
            _("Your identity"),
            _("It appears in the header, in the footer and on your contact card."),
            settings_url(BrandSettings),
            parts=tuple(missing),
        )


def _examples(name: str, settings: SettingsWithExamples, what: str) -> Iterator[Item]:
    """Yield a line for a screen of settings that still says what the demonstration says."""
    if marked := settings.example_fields:
        yield Item(
            name,
            what,
            _("Visitors read it as yours, and in the legal notice with the mark “example”."),
            settings_url(type(settings)),
            parts=tuple(settings.label_of(field) for field in marked),
        )


def _kept() -> Iterator[Item]:
    """Yield an item for each draft that was kept when the demonstration was removed."""
    for page in kept_pages():
        yield Item(
            f"kept-{page.pk}",
            _("Kept from the demonstration, not online: “%(title)s”") % {"title": page.draft_title},
            _("Visitors read a shorter page. Put your own words into the draft, then publish it.")
            if page.live
            else _("Put your own words into the draft, then publish it; or delete it."),
            edit_url(page),
            language=page.locale.language_code,
        )


def _home(home: HomePage, brand: BrandSettings) -> Iterator[Item]:
    """Yield what is missing on the home page."""
    language = home.locale.language_code
    known = {"", brand.name, brand.job_title(language)}

    missing = []
    if home.headline.strip() in known:
        missing.append(_("headline"))
    if plain_text(home.short_bio).rstrip(".") in known:
        missing.append(_("short biography"))
    revision = home.latest_revision
    waiting = revision and has_placeholder(json.loads(revision.content.get("turns") or "[]"))
    if waiting:
        missing.append(_("dialogue"))
    if missing:
        yield Item(
            f"home-{language}",
            _("The home page “%(title)s”") % {"title": home.title},
            _(
                "A draft is waiting: replace what begins with ✎, delete what you do not "
                "need, then publish."
            )
            if waiting
            else _("So far it gives only your name and profession."),
            edit_url(home),
            language=language,
            parts=tuple(missing),
        )


def _publisher(publisher: PublisherSettings) -> Iterator[Item]:
    """Yield the missing details of the publisher, which French law requires (LCEN)."""
    fields = ("address", "phone", "email", "host")
    missing = [publisher.label_of(field) for field in fields if not publisher.text_of(field)]
    if missing:
        yield Item(
            "publisher",
            _("For the legal notice"),
            _("French law asks for it."),
            settings_url(PublisherSettings),
            parts=tuple(missing),
        )


def _public_pages(homes: list[HomePage]) -> list[Page]:
    pages = Page.objects.none()
    for home in homes:
        pages = pages | Page.objects.descendant_of(home, inclusive=True)
    return list(visible(pages).select_related("locale").order_by("path"))


def _descriptions(public: list[Page]) -> Iterator[Item]:
    missing = [page for page in public if not page.search_description]
    if missing:
        yield Item(
            "descriptions",
            ngettext(
                "A description for search engines: “%(title)s”",
                "Descriptions for search engines: “%(title)s” and %(others)d more",
                len(missing),
            )
            % {"title": missing[0].title, "others": len(missing) - 1},
            _("One sentence that people read before they visit. In the tab “Search and sharing”."),
            edit_url(missing[0]),
            language=missing[0].locale.language_code,
        )


def _copied_words(public: list[Page]) -> Iterator[Item]:
    """Yield the translations that were published before their text was translated."""
    found = state.untranslated(
        Page.objects.filter(pk__in=[page.pk for page in public]), state.COPIED
    )
    pages = [page for page in public if page.pk in found]
    if pages:
        yield Item(
            "copied-words",
            ngettext(
                "“%(title)s” is online, but not translated yet",
                "“%(title)s” and %(others)d more are online, but not translated yet",
                len(pages),
            )
            % {"title": pages[0].title, "others": len(pages) - 1},
            _("Most of the text is still that of the other language."),
            f"{edit_url(pages[0])}#side-by-side",
            language=pages[0].locale.language_code,
        )


def _translations(public: list[Page], homes: list[HomePage]) -> Iterator[Item]:
    there = {(page.translation_key, page.locale_id) for page in public}
    # A list goes online by itself, with the first page in it.
    wanted = [
        page
        for page in public
        if not getattr(page.specific_class, "goes_online_with_children", False)
    ]
    missing = language_versions.missing(wanted, [home.locale for home in homes], there)
    if not missing:
        return
    page, locale = missing[0]
    draft = Page.objects.filter(translation_key=page.translation_key, locale=locale).first()
    yield Item(
        "translations",
        ngettext(
            "“%(title)s” in the other language: %(language)s",
            "“%(title)s” in the other language: %(language)s, and %(others)d more",
            len(missing),
        )
        % {
            "title": page.title,
            "language": locale.get_display_name(),
            "others": len(missing) - 1,
        },
        _("Its translation is a draft: publish it.")
        if draft
        else _("People who read the other language cannot find it."),
        edit_url(draft)
        if draft
        else reverse("simple_translation:submit_page_translation", args=[page.pk]),
    )


def _testimonials() -> Iterator[Item]:
    example = Testimonial.objects.filter(is_example=True).order_by("pk").first()
    if example:
        yield Item(
            "testimonials",
            _("Testimonials that are examples"),
            _("Replace them with real ones, or delete them."),
            reverse("wagtailsnippets_brand_testimonial:list"),
        )
