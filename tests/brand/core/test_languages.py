"""A site in two languages, one of which is incomplete, as visitors see it."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import PageViewRestriction, Site

from brand.home.blocks import Milestone
from brand.models import (
    BasePage,
    HomePage,
    LegalNoticePage,
    PrivacyPage,
    PublisherSettings,
    StandardPage,
    Testimonial,
)
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def english(home: HomePage) -> HomePage:
    return factories.home("en", translation_key=home.translation_key)


def paired(french: Any, english: Any) -> Any:
    """Make `english` the translation of `french`."""
    english.translation_key = french.translation_key
    english.save()
    return english


def standard(parent: BasePage, title: str, slug: str, **fields: Any) -> StandardPage:
    page = StandardPage(title=title, slug=slug, locale=parent.locale, **fields)
    parent.add_child(instance=page)
    return factories.publish(page)


def switch(body: str) -> str:
    """Return the navigation's part about other languages, without tags."""
    found = re.findall(
        r'<details class="language-fallback".*?</details>|<a class="site-nav-language".*?</a>',
        body,
        re.S,
    )
    return " ".join(re.sub(r"<[^>]+>", " ", " ".join(found)).split())


class TestSwitch:
    def test_it_says_in_english_that_a_page_is_french_and_leads_to_the_nearest(
        self, home: HomePage, english: HomePage, client: Client
    ) -> None:
        parent = standard(home, "Méthode", "methode")
        child = standard(parent, "Détail", "detail")
        body = client.get(child.url).content.decode()
        assert "This page exists in French only. Profile" in switch(body)
        assert '<a href="/en/" hreflang="en">Profile</a>' in body
        assert '<li lang="en">' in body

        paired(parent, standard(english, "Method", "method"))
        body = client.get(child.url).content.decode()
        assert '<a href="/en/method/" hreflang="en">Method</a>' in body
        # Head and sitemap mention no other version, because this page has none.
        assert 'rel="alternate"' not in body

    def test_the_other_way_round_it_says_so_in_french(
        self, home: HomePage, english: HomePage, client: Client
    ) -> None:
        page = standard(english, "Method", "method")
        said = switch(client.get(page.url).content.decode())
        assert "Cette page n’existe qu’en anglais." in said

    def test_an_answer_without_a_version_leads_to_its_interview(
        self, home: HomePage, english: HomePage, client: Client
    ) -> None:
        french = factories.interview(home, factories.answer("Une ?"), factories.answer("Deux ?"))
        other = factories.interview(english, factories.answer("One?"))
        paired(french, other)
        first, _second = french.answers.all()
        answer = other.answers.get()
        answer.translation_key = first.translation_key
        answer.save()
        body = client.get("/entretien/une/").content.decode()
        assert 'class="site-nav-language" href="/en/interview/one/"' in body
        body = client.get("/entretien/deux/").content.decode()
        assert f'<a href="/en/interview/" hreflang="en">{other.title}</a>' in body
        assert 'hreflang="en" href="http' not in body

    @pytest.mark.parametrize("hidden", ["unpublished", "private", "home"])
    def test_what_cannot_be_opened_is_no_version(
        self, home: HomePage, english: HomePage, client: Client, hidden: str
    ) -> None:
        french, other = standard(home, "Une", "une"), standard(english, "One", "one")
        paired(french, other)
        if hidden == "private":
            PageViewRestriction.objects.create(page=other, restriction_type="login")
        else:
            (english if hidden == "home" else other).unpublish()
        body = client.get("/une/").content.decode()
        assert 'rel="alternate"' not in body
        assert ("French only" in switch(body)) is (hidden != "home")


class TestAddressWithoutAPage:
    @pytest.mark.parametrize("path", ["/en/methode/", "/en/method/"])
    def test_it_says_where_to_read_it(
        self, home: HomePage, english: HomePage, client: Client, path: str
    ) -> None:
        """For the French address with /en/, and that of a version that is no longer published."""
        french, other = standard(home, "Méthode", "methode"), standard(english, "Method", "method")
        paired(french, other).unpublish()
        response = client.get(path)
        body = response.content.decode()
        assert response.status_code == 404
        assert '<html lang="en">' in body
        assert "To a page that exists in French only." in body
        assert '<a href="/methode/" lang="fr" hreflang="fr">Méthode</a> (in French)' in body

    def test_french_readers_are_told_in_french(
        self, home: HomePage, english: HomePage, client: Client
    ) -> None:
        standard(english, "Method", "method")
        body = client.get("/method/").content.decode()
        assert "Vers une page qui n’existe qu’en anglais." in body
        assert '<a href="/en/method/" lang="en" hreflang="en">Method</a> (en anglais)' in body

    def test_an_answer_is_found_too(
        self, home: HomePage, english: HomePage, client: Client
    ) -> None:
        french = factories.interview(home, factories.answer("Par où commencer ?"))
        paired(french, factories.interview(english, factories.answer("One?")))
        for path in ("/en/interview/par-ou-commencer/", "/en/entretien/par-ou-commencer/"):
            body = client.get(path).content.decode()
            assert '<a href="/entretien/par-ou-commencer/" lang="fr"' in body

    def test_what_is_hidden_stays_hidden_and_the_rest_is_an_ordinary_404(
        self, home: HomePage, english: HomePage, client: Client
    ) -> None:
        page = standard(home, "Secret", "secret")
        PageViewRestriction.objects.create(page=page, restriction_type="login")
        draft = StandardPage(title="Secret aussi", slug="brouillon", locale=home.locale, live=False)
        home.add_child(instance=draft)
        for path in ("/en/secret/", "/en/brouillon/", "/en/nowhere/", "/en/a/b/c/", "/nulle-part/"):
            response = client.get(path)
            assert response.status_code == 404
            assert "Secret" not in response.content.decode()
            assert 'id="headline">Nowhere' in response.content.decode() or path[1:3] != "en"


class TestFeatured:
    """Content picked by hand is always shown, with its language if that is another one."""

    @pytest.fixture
    def page(self, home: HomePage, english: HomePage) -> HomePage:
        """Return an English home page as "Translate" leaves it: everything picked is French."""
        interview = factories.interview(home, factories.answer("Par où commencer ?"))
        key = str(interview.answers.get().translation_key)
        testimonial = Testimonial.objects.create(quote="Bravo.", author="Ada", locale=home.locale)
        english.turns = [
            ("services", {"question": "What?", "intro": "", "services": [factories.service(home)]}),
            ("answers", {"question": "Where?", "answers": [key]}),
            ("testimonials", {"question": "And they?", "testimonials": [testimonial]}),
        ]
        return factories.publish(english)

    def test_french_passages_are_marked_for_eyes_and_for_voices(
        self, page: HomePage, client: Client
    ) -> None:
        body = client.get("/en/").content.decode()
        assert '<a href="/services/strategie/" lang="fr" hreflang="fr">Stratégie</a>' in body
        assert '<a href="/entretien/par-ou-commencer/" lang="fr" hreflang="fr">' in body
        assert '<blockquote lang="fr"><p>Bravo.</p>' in body
        assert body.count('<span class="example">in French</span>') == 3

    def test_english_ones_take_their_place_by_themselves(
        self, page: HomePage, home: HomePage, client: Client
    ) -> None:
        from brand.models import InterviewPage
        from services.models import ServicePage

        paired(ServicePage.objects.get(), factories.service(page, title="Strategy"))
        interview = InterviewPage.objects.get()
        other = paired(interview, factories.interview(page, factories.answer("Where to begin?")))
        answer = other.answers.get()
        answer.translation_key = interview.answers.get().translation_key
        answer.save()
        said = Testimonial.objects.get()
        english = said.copy_for_translation(page.locale)
        english.quote = "Well done."
        english.save()

        body = client.get("/en/").content.decode()
        assert '<a href="/en/services/strategy/">Strategy</a>' in body
        assert '<a href="/en/interview/where-to-begin/">' in body
        assert "Well done." in body
        assert "in French" not in body
        assert "lang=" not in body.partition("<main")[2].partition("</main>")[0]


class TestSettings:
    """Settings stand once for all languages, in the main one: an owner writes an address there."""

    @pytest.fixture
    def legal_pages(self, home: HomePage, english: HomePage) -> None:
        for parent, kind in ((home, "fr"), (english, "en")):
            for page in (LegalNoticePage, PrivacyPage):
                slug = f"{page._meta.model_name}-{kind}"
                parent.add_child(instance=page(title=slug, slug=slug, locale=parent.locale))
        site = Site.objects.get()
        PublisherSettings.objects.update_or_create(
            site=site,
            defaults={
                "name": "Ada Martin",
                "status": "Entrepreneur individuel",
                "address": "12 rue du Port",
                "registration": "RCS Lille",
                "host": "Hébergeur de Lille",
            },
        )

    def test_it_has_its_language_on_a_page_in_another(
        self, legal_pages: None, client: Client
    ) -> None:
        notice = client.get("/en/legalnoticepage-en/").content.decode()
        for words in ("Entrepreneur individuel", "12 rue du Port", "RCS Lille"):
            assert f'<span lang="fr">{words}</span>' in notice
        privacy = client.get("/en/privacypage-en/").content.decode()
        assert '<span lang="fr">Hébergeur de Lille</span>' in notice
        assert '<span lang="fr">Hébergeur de Lille</span>' in privacy

    def test_on_a_page_in_the_main_language_it_needs_none(
        self, legal_pages: None, client: Client
    ) -> None:
        for path in ("/legalnoticepage-fr/", "/privacypage-fr/"):
            body = client.get(path).content.decode()
            assert "Hébergeur de Lille" in body
            assert '<span lang="' not in body


class TestMilestones:
    """Their titles are plain text, so that a menu says in which language one is."""

    @pytest.mark.parametrize(
        ("path", "shown"),
        [
            ("/", '<p class="milestone-what" lang="en">Community manager</p>'),
            ("/en/", '<p class="milestone-what">Community manager</p>'),
        ],
    )
    def test_a_title_has_its_language_on_a_page_in_another(
        self, home: HomePage, english: HomePage, client: Client, path: str, shown: str
    ) -> None:
        titles = [
            {"title": "Rio", "title_language": ""},
            {"title": "Community manager", "title_language": "en"},
        ]
        for page in (home, english):
            page.turns = [("milestones", {"question": "?", "milestones": titles})]
            factories.publish(page)
        body = client.get(path).content.decode()
        assert shown in body
        assert '<p class="milestone-what">Rio</p>' in body

    def test_every_language_of_the_site_is_offered_and_no_other(self, settings: Any) -> None:
        settings.LANGUAGES = [("fr", "Français"), ("en", "English"), ("de", "Deutsch")]
        language = Milestone().child_blocks["title_language"]
        assert language.clean("de") == "de"
        assert language.clean("") == ""
        with pytest.raises(ValidationError):
            language.clean("it")
