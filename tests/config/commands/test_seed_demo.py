"""The demonstration is complete, honest and well set, and takes no sentence from its source."""

import ast
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import translation
from django.utils.html import strip_tags
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, Site

from brand.demo import content_en, content_fr, pictures
from brand.demo.seed import HOME_KEY
from brand.interview.featured import featured_answers
from brand.models import (
    Answer,
    BasePage,
    BrandSettings,
    HomePage,
    InterviewPage,
    LegalNoticePage,
    PrivacyPage,
    PublisherSettings,
    Topic,
)
from brand.starter.build import CONTENT as SKELETON
from brand.transcript import decode
from contact.demo import content_en as contact_en
from contact.demo import content_fr as contact_fr
from contact.models import ContactChannel, ContactPage, InquirySettings
from contact.starter import CONTACT
from services.demo import content_en as services_en
from services.demo import content_fr as services_fr
from services.models import BriefQuestion, Offer, ServiceIndexPage, ServicePage
from services.starter import INDEX
from tests import factories, interviews
from tests.wording import TYPOGRAPHY, faults, text_of

pytestmark = pytest.mark.any_database

LANGUAGES = ("fr", "en")
CONTENT = {
    "fr": (content_fr, services_fr, contact_fr),
    "en": (content_en, services_en, contact_en),
}
# Fields for programs, which nobody reads, so that typography does not matter.
UNREAD = {"slug", "name", "key", "kind", "address", "picture", "answers", "services"}


def seed(**options: Any) -> str:
    """Run the command and return its output."""
    said = StringIO()
    call_command("seed_demo", stdout=said, **options)
    return said.getvalue()


@pytest.fixture(scope="module")
def _media(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(scope="class")
def _demo(django_db_setup: None, django_db_blocker: Any, _media: None) -> Iterator[None]:
    """The seeded site, created once per class. Tests read it, or change it in a savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        factories.as_migrated()
        seed()
        yield
        transaction.set_rollback(True)


def pages(language: str) -> list[Page]:
    found = Page.objects.filter(locale__language_code=language, depth__gt=1)
    return [page.specific for page in found]


def strings(value: Any) -> Iterator[str]:
    """Yield every string inside `value`, also inside JSON stored as text, none of them joined."""
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)
    elif isinstance(value, str):
        if value[:1] in "[{":
            try:
                yield from strings(json.loads(value))
            except ValueError:
                yield value
        else:
            yield value


def database() -> Iterator[tuple[str, str]]:
    """Yield (table, text) for every text in the database."""
    for model in apps.get_models():
        fields = [field.attname for field in model._meta.concrete_fields]
        for row in model._default_manager.order_by("pk").values_list(*fields):
            for text in strings(list(row)):
                yield model._meta.label, text


def prose(value: Any, field: str = "") -> Iterator[str]:
    """Yield what visitors read in the plain data of a content module."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from prose(part, name)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from prose(part, field)
    elif isinstance(value, str) and field not in UNREAD:
        yield strip_tags(value)


def prose_of(language: str) -> list[str]:
    return [
        text
        for module in CONTENT[language]
        for name, value in vars(module).items()
        if name.isupper()
        for text in prose(value)
    ]


def skeleton_prose(language: str) -> list[str]:
    """Return the text of the first pages of an owner's own site (“Start with mine”)."""
    parts = [vars(SKELETON[language]), CONTACT[language], INDEX[language]]
    return [
        text for part in parts for text in prose({k: v for k, v in part.items() if k[0] != "_"})
    ]


@pytest.fixture(scope="module")
def original() -> set[str]:
    """The runs of words of the original interview, which the repository does not hold."""
    return interviews.runs(decode(interviews.ORIGINAL.read_bytes()))


def taken_in(text: str, original: set[str]) -> list[str]:
    """Return the runs of words in `text` that are the original's."""
    return sorted(interviews.runs(text) & original)


# Tests that need the original interview are not there without it: they are not skipped.
with_original = interviews.ORIGINAL.is_file()


def demo_files() -> list[Path]:
    return sorted(
        file
        for room in ("brand", "services", "contact")
        for file in (settings.BASE_DIR / room / "demo").glob("*.py")
    )


def test_an_owners_site_is_refused_and_left_alone(home: HomePage):
    before = list(database())

    with pytest.raises(CommandError, match="nothing was changed"):
        seed()

    assert list(database()) == before


def test_if_empty_is_silent_where_there_is_a_home_page(home: HomePage):
    assert seed(if_empty=True) == ""
    assert HomePage.objects.count() == 1


@pytest.mark.usefixtures("as_migrated", "_media")
def test_if_empty_fills_an_empty_site():
    seed(if_empty=True)

    assert HomePage.objects.count() == len(LANGUAGES)


@pytest.mark.usefixtures("as_migrated", "_media")
def test_a_failure_half_way_leaves_the_site_as_it_was(monkeypatch: pytest.MonkeyPatch):
    before = list(database())
    monkeypatch.setitem(content_en.HOME, "slug", content_fr.HOME["slug"])

    with pytest.raises(Exception, match="slug"):
        seed()

    assert list(database()) == before


@pytest.mark.usefixtures("_demo", "db")
class TestSeededSite:
    """The seeded site: complete, valid, and honest about what was invented."""

    def test_seeding_twice_changes_nothing(self):
        def state() -> tuple[Counter[str], str]:
            rows = Counter({m._meta.label: m._default_manager.count() for m in apps.get_models()})
            return rows, hashlib.sha256(repr(list(database())).encode()).hexdigest()

        before = state()

        said = seed()

        assert state() == before
        assert "Nothing was changed" in said

    def test_two_seeds_of_an_empty_site_have_the_same_content(self):
        def content() -> list[Any]:
            return [
                (page.translation_key, page.slug, page.specific.serializable_data().get("turns"))
                for page in Page.objects.filter(translation_key=HOME_KEY).order_by("pk")
            ]

        first = content()
        Site.objects.all().delete()
        for page in Page.objects.filter(depth=2):
            page.delete()

        seed()

        ids = re.compile(r'"(?:image|value)": \d+|"value": \[?\d+')
        assert ids.sub("", repr(content())) == ids.sub("", repr(first))

    def test_the_site_begins_at_the_french_home_page(self):
        site = Site.objects.get()

        assert site.root_page.specific == HomePage.objects.get(locale__language_code="fr")
        assert site.site_name == "David Pires"
        assert site.root_url == settings.BASE_URL
        assert not Page.objects.filter(title__startswith="Welcome").exists()

    @pytest.mark.parametrize(
        ("model", "slugs"),
        [
            (HomePage, ("accueil", "home")),
            (InterviewPage, ("entretien", "interview")),
            (ServiceIndexPage, ("services", "services")),
            (ContactPage, ("contact", "contact")),
            (LegalNoticePage, ("mentions-legales", "legal-notice")),
            (PrivacyPage, ("confidentialite", "privacy")),
        ],
    )
    def test_each_page_has_its_own_address_in_each_language(
        self, model: type[Page], slugs: tuple[str, str]
    ):
        found = [model.objects.get(locale__language_code=language) for language in LANGUAGES]

        assert tuple(page.slug for page in found) == slugs
        assert len({page.translation_key for page in found}) == 1
        assert all(page.live and page.latest_revision for page in found)

    @pytest.mark.parametrize("model", [Page, Answer, Topic, Offer, BriefQuestion, ContactChannel])
    def test_everything_exists_in_both_languages(self, model: Any):
        def keys(language: str) -> list[Any]:
            rows = model.objects.filter(locale__language_code=language)
            rows = rows.filter(depth__gt=1) if model is Page else rows
            return sorted(rows.values_list("translation_key", flat=True))

        assert keys("fr") == keys("en")
        assert len(keys("fr")) == len(set(keys("fr"))) > 0

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_there_is_enough_to_read_and_to_ask_for(self, language: str):
        locale = Locale.objects.get(language_code=language)
        services = ServicePage.objects.filter(locale=locale)

        assert Answer.objects.public().filter(locale=locale).count() >= 5
        assert all(answer.topics.exists() for answer in Answer.objects.filter(locale=locale))
        assert services.count() == 3
        for service in services:
            assert service.offers.count() >= 1
            assert service.brief_questions.count() >= 3
            assert len(service.case_studies) == 1
            with translation.override(language):
                keys = [child.value for child in service.related_answers]
                assert len(featured_answers(keys)) >= 1

    def test_briefs_ask_the_same_in_both_languages(self):
        def briefs(language: str) -> list[tuple[Any, ...]]:
            questions = BriefQuestion.objects.filter(locale__language_code=language)
            return [
                (q.key, q.kind, q.required, len(q.choice_list))
                for q in questions.order_by("page__path", "sort_order")
            ]

        assert briefs("fr") == briefs("en")

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_page_would_be_accepted_by_the_editor(self, language: str):
        for page in pages(language):
            assert isinstance(page, BasePage)
            page.full_clean()
            for field in page._meta.get_fields():
                if isinstance(field, StreamField):
                    field.stream_block.clean(getattr(page, field.name))
            for relation in get_all_child_relations(page):
                for child in getattr(page, relation.get_accessor_name()).all():
                    child.full_clean()

    def test_the_menu_has_interview_services_and_contact(self):
        home = HomePage.objects.get(locale__language_code="fr")

        slugs = [page.slug for page in home.get_children().in_menu()]
        assert slugs == ["entretien", "services", "contact"]

    def test_whatever_was_invented_says_so(self):
        publisher = PublisherSettings.objects.get()
        cases = [case.value for page in ServicePage.objects.all() for case in page.case_studies]

        assert set(BrandSettings.objects.get().example_fields) >= {"name", "job_title_en"}
        assert set(publisher.example_fields) >= {"address", "phone", "host"}
        assert cases
        assert all(case["is_example"] for case in cases)
        assert not Offer.objects.filter(is_example=False).exists()
        assert not apps.get_model("brand.Testimonial").objects.filter(is_example=False).exists()
        assert all(re.search(r"\(ex[ae]mple\)", s.duration) for s in ServicePage.objects.all())

    def test_no_mail_of_the_demonstration_reaches_a_real_person(self):
        assert InquirySettings.of_default_site().notification_email == ""
        assert PublisherSettings.objects.get().email.endswith("@example.org")

    def test_the_channels_are_those_of_the_interview(self):
        channels = ContactPage.objects.get(locale__language_code="fr").channels.all()

        assert {c.kind for c in channels} == {"email", "blog", "linkedin", "viadeo", "twitter"}
        assert [c.kind for c in channels if c.archived] == ["viadeo"]
        assert [c.kind for c in channels if c.preferred] == ["email"]

    if with_original:

        def test_no_sentence_of_the_interview_is_in_the_database(self, original: set[str]):
            taken = [(table, run) for table, text in database() for run in taken_in(text, original)]

            assert taken == []

    def test_the_share_image_has_the_size_that_networks_ask_for(self):
        sizes = {(h.share_image.width, h.share_image.height) for h in HomePage.objects.all()}

        assert sizes == {(1200, 630)}

    def test_nobody_is_given_a_portrait(self):
        assert not HomePage.objects.exclude(portrait=None).exists()


if with_original:

    @pytest.mark.parametrize("file", demo_files(), ids=lambda file: f"{file.parts[-3]}/{file.name}")
    def test_no_sentence_of_the_interview_is_in_the_code(file: Path, original: set[str]):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        literals = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]

        assert [run for text in literals for run in taken_in(text, original)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_is_well_set(language: str):
    texts = [*prose_of(language), *skeleton_prose(language)]
    assert len(texts) > 100
    assert [f for text in texts for f in faults(text_of(text), *TYPOGRAPHY[language])] == []


def test_pictures_are_the_same_each_time_they_are_drawn():
    assert pictures.conversation.__wrapped__() == pictures.conversation()
