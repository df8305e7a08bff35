"""A third language is settings, translations and content: German is turned on and walked through.

There is no German catalogue of ours. What nobody has translated is English then, never French.
"""

import gettext
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from brand.models import BrandSettings, HomePage, InterviewPage, LegalNoticePage, PrivacyPage
from contact.mail import delivery
from contact.models import Delivery, InquirySettings
from ops import checklist
from ops.models import User
from tests import factories
from tests.contact.inquiry_forms import BROWSER, token_in
from tests.editor_forms import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

LANGUAGES = [("fr", _("French")), ("en", _("English")), ("de", _("German"))]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


@pytest.fixture(autouse=True)
def german(settings: Any) -> None:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
    settings.INQUIRY_MIN_SECONDS = 0


@pytest.fixture
def site(home: HomePage) -> HomePage:
    """The German home page with everything below it; French and English ones beside it."""
    factories.home("en", translation_key=home.translation_key)
    german = HomePage(
        title="Profil",
        slug="startseite",
        locale=factories.locale("de"),
        translation_key=home.translation_key,
        opening_question="Was machen Sie?",
        headline="Ich helfe guten Zwecken.",
        short_bio="<p>Beratung.</p>",
    )
    Page.objects.get(depth=1).add_child(instance=german)
    german = factories.publish(german)
    interview = InterviewPage(
        title="Gespräch",
        slug="gespraech",
        standfirst="Wer spricht, lernt.",
        interviewer="Lilian",
        locale=german.locale,
    )
    interview.answers.add(factories.answer("Warum?", "<p>Darum eben.</p>", locale=german.locale))
    german.add_child(instance=interview)
    factories.publish(interview)
    factories.service(german, title="Strategie")
    for model, slug in ((LegalNoticePage, "impressum"), (PrivacyPage, "datenschutz")):
        page = model(title=slug.title(), slug=slug, locale=german.locale)
        german.add_child(instance=page)
        factories.publish(page)
    factories.contact(german, ("email", "david@example.org"))
    return german


def french_catalogue() -> dict[Any, str]:
    path = Path(django_settings.BASE_DIR) / "config/locale/fr/LC_MESSAGES/django.mo"
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]


def french_words() -> Iterator[re.Pattern[str]]:
    """Every text of the interface that French says otherwise than English, as a pattern."""
    for text in set(french_catalogue().values()) - ENGLISH:
        if len(PLACEHOLDER.sub("", text).strip()) > 3:
            parts = (re.escape(part) for part in PLACEHOLDER.split(text))
            yield re.compile(".+".join(parts), re.DOTALL)


ENGLISH = {key if isinstance(key, str) else key[0] for key in french_catalogue()}
FRENCH = list(french_words())
# What a language is called there, and what the French version of the same page is called.
SPOKEN = {"français", "Français"}


def said(body: str) -> set[str]:
    """Every text of a page, read or announced, of its own language."""
    soup = BeautifulSoup(body, "html.parser")
    for foreign in soup.select("body [lang]:not([lang=de])"):
        foreign.decompose()
    attributes = ("title", "aria-label", "placeholder", "alt", "content", "value")
    found = {" ".join(text.split()) for text in soup.stripped_strings}
    found |= {str(tag[name]) for name in attributes for tag in soup.select(f"[{name}]")}
    return found - SPOKEN


def french_in(body: str) -> set[str]:
    return {text for text in said(body) - ENGLISH if any(each.fullmatch(text) for each in FRENCH)}


def assert_german(body: str) -> BeautifulSoup:
    soup = BeautifulSoup(body, "html.parser")
    assert soup.html["lang"] == "de"
    assert french_in(body) == set()
    return soup


def test_french_is_recognised(client: Client, home: HomePage) -> None:
    """Else nothing below could fail."""
    factories.contact(home)
    body = client.get("/contact/").content.decode().replace('lang="fr"', 'lang="de"')
    assert len(french_in(body)) > 5


@pytest.mark.parametrize(
    "path",
    [
        "",
        "gespraech/",
        "gespraech/warum/",
        "gespraech/?q=darum",
        "services/",
        "services/strategie/",
        "impressum/",
        "datenschutz/",
        "contact/",
    ],
)
def test_every_page_answers_in_german(client: Client, site: HomePage, path: str) -> None:
    answer = client.get(f"/de/{path}")
    assert answer.status_code == 200
    soup = assert_german(answer.content.decode())
    assert soup.find("meta", property="og:locale")["content"] == "de_DE"


def test_the_versions_of_a_page_name_each_other(client: Client, site: HomePage) -> None:
    soup = assert_german(client.get("/de/").content.decode())
    links = {
        link["hreflang"]: link["href"] for link in soup.select("link[rel=alternate][hreflang]")
    }
    base = django_settings.BASE_URL
    assert links == {
        "fr": f"{base}/",
        "en": f"{base}/en/",
        "de": f"{base}/de/",
        "x-default": f"{base}/",
    }
    others = soup.find_all("meta", property="og:locale:alternate")
    assert {meta["content"] for meta in others} == {"fr_FR", "en_GB"}


def test_a_form_its_thanks_and_its_mail(client: Client, site: HomePage) -> None:
    InquirySettings.objects.update(notification_email="owner@example.org")
    body = client.get("/de/contact/").content.decode()
    empty = client.post("/de/contact/", {"token": token_in(body)}, **BROWSER)
    assert empty.status_code == 422
    assert_german(empty.content.decode())
    form = {
        "token": token_in(body),
        "name": "Lea Martin",
        "email": "lea@example.org",
        "message": "Guten Tag, ich plane eine Kampagne.",
    }
    sent = client.post("/de/contact/", form, **BROWSER)
    assert sent.status_code == 303
    assert sent["Location"].startswith("/de/contact/thanks/")
    assert_german(client.get(sent["Location"]).content.decode())
    delivery.deliver_due()
    acknowledgement = Delivery.objects.get(kind=Delivery.Kind.ACKNOWLEDGEMENT)
    assert acknowledgement.inquiry.language == "de"
    [message] = [each for each in mail.outbox if each.to == ["lea@example.org"]]
    assert_german(str(message.alternatives[0][0]))
    for line in [message.subject, *message.body.splitlines()]:
        assert not any(each.fullmatch(line.strip()) for each in FRENCH if line.strip()), line


def test_what_machines_read(client: Client, site: HomePage) -> None:
    sitemap = client.get("/sitemap.xml").content.decode()
    for path in ("", "gespraech/", "gespraech/warum/", "services/strategie/", "contact/"):
        assert f"<loc>{django_settings.BASE_URL}/de/{path}</loc>" in sitemap
    assert client.get("/de/contact.vcf").status_code == 200
    lost = client.get("/de/nirgendwo/")
    assert lost.status_code == 404
    assert_german(lost.content.decode())


def test_a_press_begins_the_language(admin: Client, home: HomePage) -> None:
    """No screen is needed to make a Locale: the button that translates does."""
    factories.home("en", translation_key=home.translation_key)
    assert not Locale.objects.filter(language_code="de").exists()
    editor = admin.get(f"/admin/pages/{home.pk}/edit/").content.decode()
    address = f"/admin/translations/{home.pk}/de/"
    assert address in editor
    assert admin.post(address).status_code == 302
    draft = HomePage.objects.get(locale__language_code="de")
    assert draft.translation_key == home.translation_key
    assert not draft.live
    assert admin.post(f"/admin/translations/{home.pk}/xx/").status_code == 404


def test_the_report_translates_into_the_language_that_is_missing(
    admin: Client, home: HomePage, site: HomePage
) -> None:
    """A page that exists in English is not offered to be translated into English again."""
    page = factories.contact(home)
    page.copy_for_translation(factories.locale("en"), copy_parents=True)
    report = admin.get("/admin/reports/translations/").content.decode()
    assert f"/admin/translations/{page.pk}/de/" in report
    assert f"/admin/translations/{page.pk}/en/" not in report


GERMAN_INTERVIEW = """Ein Gespräch über Gärten

Warum pflanzen Sie Hecken?

Weil sie den Wind brechen und die Vögel darin wohnen. Das ist mir nicht gleichgültig.

Und was kommt danach?

Dann kommen die Bäume, und mit den Bäumen der Schatten.
"""


def test_a_transcript_goes_to_the_home_page_of_its_language(
    admin: Client, site: HomePage, tmp_path: Path
) -> None:
    pasted = admin.post(reverse("interview_import:start"), {"text": GERMAN_INTERVIEW})
    form = admin.get(pasted["Location"]).context["form"]
    assert form.chosen.page.pk == site.pk

    file = tmp_path / "interview.txt"
    file.write_text(GERMAN_INTERVIEW)
    call_command("import_interview", str(file), stdout=StringIO())
    draft = InterviewPage.objects.get(live=False)
    assert draft.get_parent().pk == site.pk
    assert [answer.question for answer in draft.answers.all()] == [
        "Warum pflanzen Sie Hecken?",
        "Und was kommt danach?",
    ]


def test_the_owners_profession_is_asked_for_in_every_language(
    admin: Client, client: Client, site: HomePage
) -> None:
    screen = reverse("wagtailsettings:edit", args=["brand", "brandsettings"])
    data = fields_of(admin.get(screen, follow=True).context["form"])
    titles = {"job_title_fr": "Conseil", "job_title_en": "Consultant", "job_title_de": "Berater"}
    address = admin.get(screen, follow=True).request["PATH_INFO"]
    assert admin.post(address, data | titles).status_code == 302
    assert admin.get(address).context["form"]["job_title_de"].value() == "Berater"
    footer = BeautifulSoup(client.get("/de/").content, "html.parser").footer.get_text()
    assert "Berater" in footer
    assert "TITLE:Berater" in client.get("/de/contact.vcf").content.decode()

    assert admin.post(address, data | titles | {"job_title_de": ""}).status_code == 302
    assert "TITLE:Conseil" in client.get("/de/contact.vcf").content.decode()
    assert BrandSettings.objects.get().job_titles == {"fr": "Conseil", "en": "Consultant"}


MINE = {
    "given_name": "Maëlle",
    "family_name": "Le Goff",
    "job_title_fr": "Conseil",
    "job_title_en": "Consultant",
    "job_title_de": "Beraterin",
    "accent": "#0f766e",
    "notification_email": "maelle@example.org",
}


class TestStartWithMine:
    """“Start with mine” knows as many languages as the settings, whatever it has words for."""

    @pytest.fixture(autouse=True)
    def _demonstration(self, home: HomePage, owner: User) -> None:
        BrandSettings.objects.update(is_demonstration=True)
        HomePage.objects.update(from_demo=True)

    def test_it_asks_for_every_language(self, admin: Client) -> None:
        form = admin.get(reverse("start")).context["form"]
        assert [code for code, _name in form.fields["languages"].choices] == ["fr", "en", "de"]
        # Ticked are those in which it has words.
        assert form["languages"].value() == ["fr", "en"]
        refused = admin.post(reverse("start"), MINE | {"languages": ["de"], "job_title_de": ""})
        assert list(refused.context["form"].errors) == ["job_title_de"]

    def test_a_language_without_words_of_ours_begins_as_drafts(
        self, admin: Client, client: Client
    ) -> None:
        started = admin.post(reverse("start"), MINE | {"languages": ["fr", "de"]})
        assert started.status_code == 302
        homes = {home.locale.language_code: home for home in HomePage.objects.all()}
        assert homes.keys() == {"fr", "de"}
        assert (homes["fr"].live, homes["de"].live) == (True, False)
        assert not homes["de"].get_descendants().live().exists()
        assert homes["de"].short_bio == "<p>Beraterin.</p>"
        assert BrandSettings.objects.get().job_titles == {"fr": "Conseil", "de": "Beraterin"}
        assert "offline-de" in {item.name for item in checklist.items()}
        assert client.get("/").status_code == 200
        assert client.get("/de/").headers["Location"] == "/"
        for page in Page.objects.filter(locale__language_code="de"):
            assert admin.get(f"/admin/pages/{page.pk}/edit/").status_code == 200

    def test_the_only_language_is_online(self, admin: Client, client: Client) -> None:
        started = admin.post(reverse("start"), MINE | {"languages": ["de"]})
        assert started.status_code == 302
        assert client.get("/de/").status_code == 200
        assert client.get("/de/contact/").status_code == 200


@pytest.mark.parametrize(
    ("codes", "main", "expected"),
    [(["fr", "de"], "fr", ["fr"]), (["de", "en"], "de", ["en"]), (["de"], "de", ["de"])],
)
def test_the_demonstration_is_shown_in_the_languages_of_the_site(
    settings: Any, client: Client, tmp_path: Path, codes: list[str], main: str, expected: list[str]
) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [
        (code, name) for code, name in LANGUAGES if code in codes
    ]
    settings.LANGUAGE_CODE = main
    factories.as_migrated()
    call_command("seed_demo", verbosity=0)
    homes = HomePage.objects.select_related("locale").order_by("path")
    assert [home.locale.language_code for home in homes] == expected
    assert all(home.live for home in homes)
    assert set(BrandSettings.objects.get().job_titles) == set(expected)
