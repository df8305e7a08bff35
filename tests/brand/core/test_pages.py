"""Every page type is routable, renderable, editable and previewable, only in its proper place."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image as Pillow
from wagtail.models import Page, PageViewRestriction, Site, get_page_models
from wagtail.test.utils import WagtailPageTestCase

from brand.core.blocks import ProseBlock
from brand.home.blocks import DialogueBlock
from brand.models import (
    Answer,
    BasePage,
    BrandSettings,
    CustomImage,
    HomePage,
    InterviewPage,
    LegalNoticePage,
    PrivacyPage,
    PublisherSettings,
    StandardPage,
    Testimonial,
    Topic,
)
from brand.templatetags.text_tags import keep_together
from contact.models import ContactChannel, ContactPage, InquirySettings
from ops.models import User
from services.blocks import CaseStudyBlock, StepBlock
from services.models import BriefQuestion, Offer, ServiceIndexPage, ServicePage
from tests import factories
from tests.editor_forms import fields_of

PAGE_TYPES = [model for model in get_page_models() if issubclass(model, BasePage)]


def whole_site() -> dict[type[Page], Page]:
    """One page of each type."""
    home = HomePage.objects.get()
    pages = [
        home,
        factories.interview(
            home, factories.answer("Par où commencer ?"), factories.answer("Et ensuite ?")
        ),
        factories.service(home, questions=[{"key": "goal", "label": "Quel but ?"}]),
        ServiceIndexPage.objects.get(),
        factories.contact(home, ("email", "david@example.org")),
    ]
    for model in (StandardPage, LegalNoticePage, PrivacyPage):
        page = model(title=model.__name__, locale=home.locale)
        home.add_child(instance=page)
        pages.append(factories.publish(page))
    return {type(page): page for page in pages}


@pytest.mark.any_database
class EveryPageType(WagtailPageTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.pages = whole_site()
        cls.owner = User.objects.create_superuser("owner@example.org", "a good password")

    def setUp(self) -> None:
        Site.clear_site_root_paths_cache()
        self.client.force_login(self.owner)

    def test_none_is_forgotten(self) -> None:
        assert set(self.pages) == set(PAGE_TYPES)

    def test_is_routable_and_renderable(self) -> None:
        for model, page in self.pages.items():
            with self.subTest(model.__name__):
                self.assertPageIsRoutable(page)
                self.assertPageIsRenderable(page)

    def test_is_editable(self) -> None:
        """The editor opens, accepts the values it showed, and publishes them."""
        for model, page in self.pages.items():
            with self.subTest(model.__name__):
                self.assertPageIsEditable(page, post_data=self.form_data(page))

    def test_is_previewable(self) -> None:
        for model, page in self.pages.items():
            with self.subTest(model.__name__):
                self.assertPageIsPreviewable(page, post_data=self.form_data(page))

    def form_data(self, page: Page) -> dict[str, Any]:
        """Return what a browser would send from the page's editor, read from the editor itself."""
        # Wagtail's assertions log the user out.
        self.client.force_login(self.owner)
        response = self.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        data = fields_of(response.context["form"])
        return data | {"action-publish": "action-publish"}

    def test_an_answer_is_routable_and_renderable(self) -> None:
        self.assertPageIsRenderable(self.pages[InterviewPage], route_path="/et-ensuite/")

    def test_every_type_belongs_somewhere_and_nowhere_else(self) -> None:
        self.assertAllowedParentPageTypes(HomePage, {Page})
        self.assertAllowedSubpageTypes(
            HomePage,
            {
                InterviewPage,
                StandardPage,
                LegalNoticePage,
                PrivacyPage,
                ServiceIndexPage,
                ContactPage,
            },
        )
        self.assertAllowedSubpageTypes(ServiceIndexPage, {ServicePage})
        self.assertAllowedSubpageTypes(StandardPage, {StandardPage})
        for model in (InterviewPage, ServicePage, ContactPage, LegalNoticePage, PrivacyPage):
            self.assertAllowedSubpageTypes(model, set())

    def test_there_is_one_of_what_there_can_be_one(self) -> None:
        home = self.pages[HomePage]
        for model in (ServiceIndexPage, ContactPage, LegalNoticePage, PrivacyPage):
            assert not model.can_create_at(home), model
        assert InterviewPage.can_create_at(home)

    def test_one_heading_a_page(self) -> None:
        self.client.logout()
        urls = [page.url for page in self.pages.values()]
        for url in [*urls, "/entretien/et-ensuite/"]:
            with self.subTest(url):
                body = self.client.get(url).content.decode()
                assert len(re.findall(r"<h1[\s>]", body)) == 1


OWNERS_FIELDS = [
    field
    for model in [
        *PAGE_TYPES,
        Answer,
        Topic,
        Testimonial,
        BrandSettings,
        PublisherSettings,
        PublisherSettings,
        InquirySettings,
        ContactChannel,
        Offer,
        BriefQuestion,
    ]
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
    if field.editable
    and not field.name.endswith("_ptr")
    and field.name not in {"id", "site", "page", "locale", "sort_order", "translation_key"}
]


@pytest.mark.parametrize("field", OWNERS_FIELDS, ids=str)
def test_every_field_has_a_label_and_a_help_text_in_both_languages(field: Any) -> None:
    for language in ("fr", "en"):
        with translation.override(language):
            assert str(field.verbose_name)
            assert str(field.help_text), language
    with translation.override("fr"):
        assert str(field.help_text) != english(field.help_text)


def english(text: Any) -> str:
    with translation.override("en"):
        return str(text)


@pytest.mark.any_database
@pytest.mark.django_db
class TestBlocks:
    blocks = [
        *DialogueBlock().child_blocks.values(),
        *ProseBlock().child_blocks.values(),
        StepBlock(),
        CaseStudyBlock(),
        *ServicePage.deliverables.field.stream_block.child_blocks.values(),
        *ServicePage.related_answers.field.stream_block.child_blocks.values(),
    ]

    @pytest.mark.parametrize("block", blocks, ids=lambda block: block.name or type(block).__name__)
    def test_every_block_says_what_it_is_for(self, block: Any) -> None:
        assert block.meta.icon != "placeholder"
        assert block.get_description()
        assert block.label

    @pytest.mark.parametrize("block", blocks, ids=lambda block: block.name or type(block).__name__)
    def test_every_block_can_be_previewed(
        self, block: Any, home: HomePage, settings: Any, tmp_path: Path
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        factories.interview(home, factories.answer("Par où commencer ?"))
        factories.service(home)
        Testimonial.objects.create(quote="Bravo.", author="Ada", locale=home.locale)
        picture = io.BytesIO()
        Pillow.new("RGB", (64, 64), "#2140c8").save(picture, "PNG")
        CustomImage.objects.create(title="Bleu", file=ImageFile(picture, name="bleu.png"))
        assert block.is_previewable
        bound = block.bind(block.get_preview_value())
        assert "<" in bound.render()


@pytest.mark.django_db
class TestLanguageSwitch:
    def test_it_leads_to_the_same_page(self, home: HomePage, client: Client) -> None:
        english_home = factories.home("en", translation_key=home.translation_key)
        french = factories.contact(home)
        english = factories.contact(english_home)
        english.translation_key = french.translation_key
        english.save()
        body = client.get("/contact/").content.decode()
        assert 'href="/en/contact/"' in body
        assert re.search(
            r'<link rel="alternate" hreflang="en" href="http://localhost/en/contact/"', body
        )
        assert 'hreflang="x-default" href="http://localhost/contact/"' in body

    def test_a_site_with_one_language_shows_none(self, home: HomePage, client: Client) -> None:
        factories.contact(home)
        assert "hreflang" not in client.get("/contact/").content.decode()

    def test_without_a_home_page_a_language_has_no_addresses(
        self, home: HomePage, client: Client
    ) -> None:
        factories.contact(home)
        for path, target in (("/en/", "/"), ("/en/contact/", "/contact/")):
            response = client.get(path)
            assert (response.status_code, response["Location"]) == (302, target)

    def test_an_unpublished_home_page_takes_its_language_from_the_switch(
        self, home: HomePage, client: Client
    ) -> None:
        english_home = factories.home("en", translation_key=home.translation_key)
        french, english = factories.contact(home), factories.contact(english_home)
        english.translation_key = french.translation_key
        english.save()
        english_home.unpublish()
        assert "hreflang" not in client.get("/contact/").content.decode()

    def test_the_language_of_the_address_counts_not_the_browsers(
        self, home: HomePage, client: Client
    ) -> None:
        body = client.get("/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
        assert '<html lang="fr">' in body


@pytest.mark.django_db
def test_a_page_with_a_password_opens_with_it(home: HomePage, client: Client) -> None:
    page = factories.service(home, slug="strategie")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="sesame")
    body = client.get("/services/strategie/").content.decode()
    action = re.search(r'action="(/_util/[^"]+)"', body)[1]
    assert client.post(action, {"password": "wrong", "return_url": "/"}).status_code == 200
    response = client.post(action, {"password": "sesame", "return_url": "/services/strategie/"})
    assert (response.status_code, response["Location"]) == (302, "/services/strategie/")
    assert "Un plan d’une page." in client.get("/services/strategie/").content.decode()


@pytest.mark.django_db
def test_the_owner_translates_a_page_by_one_action(home: HomePage, admin: Client) -> None:
    """Brief, offers and slug are copied. The copy is a draft until it is translated."""
    english_home = factories.home("en", translation_key=home.translation_key)
    page = factories.service(home, slug="strategie", questions=[{"key": "goal", "label": "But ?"}])
    index = ServiceIndexPage.objects.get()
    for source in (index, page):
        url = reverse("simple_translation:submit_page_translation", args=[source.pk])
        response = admin.post(url, {"locales": [str(english_home.locale_id)]})
        assert response.status_code == 302
    english = ServicePage.objects.get(locale=english_home.locale)
    assert not english.live
    assert english.translation_key == page.translation_key
    assert [q.key for q in english.brief_questions.all()] == ["goal"]
    assert {o.locale for o in english.offers.all()} == {english_home.locale}


@pytest.mark.parametrize(
    ("heading", "whole"),
    [
        ("Que proposez-vous ?", "Que proposez‑vous ?"),
        ("Par quoi commencez-vous ?", "Par quoi commencez-vous ?"),
        ("J’aide les ONG à se parler", "J’aide les ONG à\u00a0se parler"),
        ("Quels postes y avez-vous tenus ?", "Quels postes y\u00a0avez‑vous tenus ?"),
        ("à a b ?", "à\u00a0a\u00a0b ?"),
        ("Plan B : lequel ?", "Plan B : lequel ?"),
        ("A third of a life", "A\u00a0third of a\u00a0life"),
        ("Un, 2 et 3 pas", "Un, 2 et 3 pas"),
    ],
)
def test_where_no_line_of_a_heading_ends(heading: str, whole: str) -> None:
    assert keep_together(heading) == whole


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headline", "is_long"),
    [
        ("J’aide les causes.", False),
        ("Claire D’Amboise-Lévy", True),  # a word that reaches into the figure beside it
        ("J’aide les ONG à se parler, puis à parler au monde.", True),
    ],
)
def test_a_headline_that_would_reach_the_figure_is_smaller(
    client: Client, home: HomePage, headline: str, is_long: bool
) -> None:
    home.headline = headline
    factories.publish(home)
    assert ('class="headline is-long"' in client.get("/").content.decode()) is is_long
