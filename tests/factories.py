"""Small sites for tests: published pages with just the content that a test needs."""

from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page, Site

from brand.models import Answer, BrandSettings, HomePage, InterviewPage, PublisherSettings, Topic
from contact.models import ContactChannel, ContactPage, InquirySettings
from services.models import BriefQuestion, Offer, ServiceIndexPage, ServicePage

SLUGS = {
    "fr": {"home": "accueil", "interview": "entretien"},
    "en": {"home": "home", "interview": "interview"},
}


def locale(language: str = "fr") -> Locale:
    return Locale.objects.get_or_create(language_code=language)[0]


def publish(page: Page) -> Any:
    """Publish the page's latest draft and return it fresh from the database."""
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def draft(page: Page) -> Any:
    """Return the page's latest draft as the editor has it, with child objects in memory."""
    return page.latest_revision.as_object()


def home(language: str = "fr", **fields: Any) -> HomePage:
    """A published home page; the French one becomes the root of the site."""
    page = HomePage(
        title=fields.pop("title", "Profil" if language == "fr" else "Profile"),
        slug=SLUGS[language]["home"],
        locale=locale(language),
        **{
            "opening_question": "Que faites-vous ?",
            "headline": "J’aide les causes.",
            "short_bio": "<p>Conseil en médias sociaux.</p>",
        }
        | fields,
    )
    Page.objects.get(depth=1).add_child(instance=page)
    page = publish(page)
    if language == settings.LANGUAGE_CODE:
        site = make_root(page)
        BrandSettings.objects.create(site=site, name="David Pires")
        PublisherSettings.objects.create(site=site)
        InquirySettings.objects.create(site=site)
    return page


def make_root(page: Page) -> Site:
    """Make `page` the root of the site, and delete the former root."""
    Site.objects.all().delete()
    Page.objects.filter(depth=2).exclude(pk=page.pk).delete()
    return Site.objects.create(
        hostname="localhost", port=80, root_page=page, is_default_site=True, site_name="Vitrine"
    )


def as_migrated() -> None:
    """Make the site as Wagtail's first migration leaves it, with the page that says "Welcome"."""
    page = Page(title="Welcome to your new Wagtail site!", slug="welcome", locale=locale())
    Page.objects.get(depth=1).add_child(instance=page)
    make_root(page)


def topic(name: str, language: str = "fr", **fields: Any) -> Topic:
    topic = Topic(name=name, locale=locale(language), **fields)
    topic.full_clean()
    topic.save()
    return topic


def answer(question: str, text: str = "<p>Une réponse.</p>", **fields: Any) -> Answer:
    """Return an unsaved answer, for `interview`."""
    topics = fields.pop("topics", [])
    made = Answer(question=question, answer=text, **fields)
    if topics:
        made.topics = topics
    return made


def interview(
    parent: HomePage, *answers: Answer, live: bool = True, **fields: Any
) -> InterviewPage:
    page = InterviewPage(
        title=fields.pop("title", "Entretien"),
        slug=fields.pop("slug", SLUGS[parent.locale.language_code]["interview"]),
        standfirst="Une organisation apprend quand ses membres se parlent.",
        interviewer="Lilian",
        locale=parent.locale,
        live=False,
        **fields,
    )
    for position, made in enumerate(answers):
        made.locale = parent.locale
        made.sort_order = position
        page.answers.add(made)
    parent.add_child(instance=page)
    page.save_revision()
    return publish(page) if live else page


def service(parent: HomePage, *, title: str = "Stratégie", **fields: Any) -> ServicePage:
    """A published service below the home page's list of services, which is created if missing."""
    index = ServiceIndexPage.objects.child_of(parent).first()
    if index is None:
        index = ServiceIndexPage(title="Services", slug="services", locale=parent.locale)
        parent.add_child(instance=index)
        index = publish(index)
    questions = fields.pop("questions", [])
    page = ServicePage(title=title, summary="Un plan d’une page.", locale=parent.locale, **fields)
    page.offers.add(Offer(name="Diagnostic", price_from=1200, locale=parent.locale))
    for position, question in enumerate(questions):
        page.brief_questions.add(
            BriefQuestion(locale=parent.locale, sort_order=position, **question)
        )
    index.add_child(instance=page)
    return publish(page)


def contact(parent: HomePage, *channels: tuple[str, str]) -> ContactPage:
    page = ContactPage(
        title="Contact", slug="contact", question="On en parle ?", locale=parent.locale
    )
    for position, (kind, address) in enumerate(channels):
        page.channels.add(
            ContactChannel(kind=kind, address=address, sort_order=position, locale=parent.locale)
        )
    parent.add_child(instance=page)
    return publish(page)
