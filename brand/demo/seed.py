"""Turn the demonstration's content into a site: identity, home, interview, legal pages.

`open_site` runs first and `seed_dialogue` last: the dialogue on the home page shows services, which
a higher room creates in between (config.management.commands.seed_demo).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.models import Locale, Page, Site

from brand.core.identity import BrandSettings, job_title_field
from brand.core.languages import written_for
from brand.core.media import CustomImage
from brand.core.publisher import PublisherSettings
from brand.core.site_address import set_site_address
from brand.core.standard_pages import LegalNoticePage, PrivacyPage
from brand.demo import content_en, content_fr, pictures
from brand.demo.factory import draft, identified, key, publish, snippet, stream
from brand.home.page import HomePage
from brand.home.testimonial import Testimonial
from brand.interview.answer import Answer
from brand.interview.page import InterviewPage
from brand.interview.topic import Topic

HOME_KEY = key("page:home")
PAGES = ("home", "interview", "legal", "privacy")
CONTENT: dict[str, ModuleType] = {"fr": content_fr, "en": content_en}


@dataclass(frozen=True)
class Home:
    """A home page being built, with its language. Other rooms add their pages below it."""

    page: HomePage
    locale: Locale

    @property
    def language(self) -> str:
        return self.locale.language_code


def owner_name() -> str:
    """Return the name of the owner if the site has one already, else ""."""
    settings = BrandSettings.objects.filter(site__is_default_site=True).first()
    return settings.fact("name") if settings else ""


def open_site() -> list[Home]:
    """Create the home pages as drafts, the main language's first, and serve that at BASE_URL.

    Wagtail's welcome page is deleted, because another language's home page needs its address.
    """
    # Tests that empty the database also delete Wagtail's root page.
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    locales = [Locale.objects.get_or_create(language_code=code)[0] for code in _languages()]
    first = _draft_home(root, locales[0])
    _show(first.page)
    return [first, *(_draft_home(root, locale) for locale in locales[1:])]


def _languages() -> list[str]:
    """Return the languages of the site in which the demonstration is written, the main one first.

    A site that speaks none of these shows it in English, under its main language.
    """
    written = [code for code in dict(settings.LANGUAGES) if code in CONTENT]
    main = settings.LANGUAGE_CODE
    return sorted(written, key=lambda code: code != main) or [main]


def _draft_home(root: Page, locale: Locale) -> Home:
    content = written_for(CONTENT, locale.language_code)
    page = HomePage(**content.HOME, share_image=_share_image(content))
    return Home(draft(root, page, "home", locale), locale)


def _show(home: HomePage) -> None:
    """Make `home` the root of the default site, at the address that the settings state."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    former = site.root_page if site.root_page_id else None
    site.root_page = home
    set_site_address(site)
    site.site_name = content_fr.IDENTITY["name"]
    site.save()
    # A plain Page is Wagtail's welcome page, which nobody can edit.
    if former and former.content_type.model_class() is Page and not former.is_root():
        former.delete()
    _identify(site)


def _identify(site: Site) -> None:
    """Fill in the owner's identity, and mark each field so that a later owner replaces it.

    The address for announcements stays empty on purpose: no mail of a demonstration may reach a
    real person.
    """
    if BrandSettings.objects.filter(site=site).exclude(name="").exists():
        return
    titles = {code: written_for(CONTENT, code).JOB_TITLE for code in _languages()}
    examples = content_fr.IDENTITY | {
        job_title_field(code): title for code, title in titles.items()
    }
    BrandSettings.objects.update_or_create(
        site=site,
        defaults=content_fr.IDENTITY
        | {"job_titles": titles, "examples": examples, "is_demonstration": True},
    )
    facts = content_fr.PUBLISHER
    PublisherSettings.objects.update_or_create(site=site, defaults=facts | {"examples": facts})


def seed(home: Home) -> None:
    """Publish the brand's pages below `home`: interview, legal notice, privacy."""
    content = written_for(CONTENT, home.language)
    _interview(home, content)
    for model, name, page in (
        (LegalNoticePage, "legal", content.LEGAL),
        (PrivacyPage, "privacy", content.PRIVACY),
    ):
        body = stream(name, [("text", page["body"])])
        publish(draft(home.page, model(**page | {"body": body}), name, home.locale))


def _interview(home: Home, content: ModuleType) -> None:
    topics = {
        name: snippet(Topic, f"topic:{name}", home.locale, name=label, slug=slug)
        for name, (label, slug) in content.TOPICS.items()
    }
    page = InterviewPage(**content.INTERVIEW, show_in_menus=True)
    page.answers = [
        _answer(number, data, topics, home.locale) for number, data in enumerate(content.ANSWERS)
    ]
    publish(draft(home.page, page, "interview", home.locale))


def _answer(number: int, data: dict[str, Any], topics: dict[str, Topic], locale: Locale) -> Answer:
    answer = Answer(
        sort_order=number, slug=data["slug"], question=data["question"], answer=data["answer"]
    )
    answer.topics = [topics[name] for name in data["topics"]]
    return identified(answer, f"answer:{data['name']}", locale)


def answer_keys(names: list[str]) -> list[str]:
    """Return the references by which other content names the answers `names`."""
    return [str(key(f"answer:{name}")) for name in names]


def seed_dialogue(home: Home, services: Mapping[str, Page]) -> None:
    """Give `home` its turns, which show `services` (pages by name), and publish it."""
    content = written_for(CONTENT, home.language)
    resolve = {
        "answers": answer_keys,
        "services": lambda names: [services[name].pk for name in names],
        "testimonials": lambda names: [_testimonial(home, name).pk for name in names],
        "picture": lambda _name: _conversation(content),
    }
    turns = [
        (kind, {field: resolve.get(field, _as_is)(part) for field, part in value.items()})
        for kind, value in content.TURNS
    ]
    home.page.turns = stream(f"home:{home.language}", turns)
    publish(home.page)


def _as_is(value: Any) -> Any:
    return value


def _testimonial(home: Home, name: str) -> Testimonial:
    data = written_for(CONTENT, home.language).TESTIMONIALS[name]
    return snippet(Testimonial, f"testimonial:{name}", home.locale, **data, is_example=True)


def _conversation(content: ModuleType) -> dict[str, Any]:
    """Return the value of a picture block. Both languages share the image, with their own words."""
    image = _image("conversation", pictures.conversation(), content_fr.PICTURE)
    return {"image": image.pk, "alt_text": content.PICTURE["alt"], "decorative": False}


def _share_image(content: ModuleType) -> CustomImage:
    share = content.SHARE
    card = pictures.share_card(content_fr.IDENTITY["name"], share["question"], share["lines"])
    return _image(f"share-{content.HOME['slug']}", card, share)


def _image(name: str, png: bytes, words: Mapping[str, Any]) -> CustomImage:
    """Return the image with these bytes, stored only once however often it is requested."""
    digest = hashlib.sha1(png, usedforsecurity=False).hexdigest()
    image = CustomImage.objects.filter(file_hash=digest, demo_hash=digest).first()
    if image is None:
        image = CustomImage(
            title=words["title"],
            description=words["alt"],
            credit=words.get("credit", ""),
            file=ContentFile(png, name=f"demo-{name}.png"),
            file_size=len(png),
            file_hash=digest,
            demo_hash=digest,
        )
        image.save()
    return image
