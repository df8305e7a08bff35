"""“Start with mine” removes the demonstration, keeps inquiries, and leaves a truthful site."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from wagtail.models import Page, Site

from brand.models import (
    BrandSettings,
    CustomImage,
    HomePage,
    InterviewPage,
    PublisherSettings,
    StandardPage,
    Testimonial,
    Topic,
)
from contact.inquiries import intake
from contact.models import ContactPage, Inquiry, InquirySettings
from ops.models import User
from services.models import ServiceIndexPage, ServicePage
from tests import factories
from tests.config.commands.test_seed_demo import prose_of

MINE = {
    "given_name": "Maëlle",
    "family_name": "Le Goff",
    "languages": ["fr", "en"],
    "job_title_fr": "Conseil en mobilité",
    "job_title_en": "Transport consultant",
    "accent": "#0F766E",
    "notification_email": "maelle@example.org",
    "seen": "",
}
START = "/admin/start/"


@pytest.fixture(scope="module")
def _demo(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The demonstration, seeded once. Each test changes it in a savepoint of its own."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with media, django_db_blocker.unblock(), transaction.atomic():
        factories.as_migrated()
        call_command("seed_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


pytestmark = pytest.mark.usefixtures("_demo", "db")


def post(admin: Client, **changes: Any) -> Any:
    return admin.post(START, MINE | changes)


def text(response: Any) -> str:
    return unescape(response.content.decode())


def demonstration() -> set[str]:
    """Return every sentence of the demonstration. Single words do not count."""
    sentences = {part for language in ("fr", "en") for part in prose_of(language)}
    return {s for s in sentences if len(s.split()) > 3} | {"David Pires", "Lilian", "AIESEC"}


def everything_public(client: Client) -> dict[str, str]:
    """Return {address: text} of all pages in the sitemap and all that the API gives to anybody."""
    sitemap = ElementTree.fromstring(client.get("/sitemap.xml").content)
    pages = [e.text or "" for e in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    root = Site.objects.get().root_url
    paths = {page.removeprefix(root) for page in pages} | {"/contact.vcf"}
    for kind in ("pages/?locale=fr", "pages/?locale=en", "images/?", "documents/?"):
        listing = client.get(f"/api/v3/{kind}&limit=20").json()["items"]
        assert len(listing) < 20
        paths |= {f"/api/v3/{kind.partition('?')[0]}{item['id']}/" for item in listing}
    found = {}
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200, path
        found[path] = text(response)
    return found


def titles(model: type[Page]) -> list[tuple[str, bool]]:
    return [(p.locale.language_code, p.live) for p in model.objects.select_related("locale")]


@pytest.mark.any_database
def test_the_dashboard_offers_it_and_looking_changes_nothing(admin: Client, owner: User) -> None:
    Inquiry.objects.create(name="A", email="a@example.org")
    before = list(Page.objects.values_list("pk", "translation_key", "latest_revision_id"))

    assert START in text(admin.get("/admin/"))
    page = text(admin.get(START))

    assert "owner@example.org" in page
    assert 'value="David"' not in page
    assert list(Page.objects.values_list("pk", "translation_key", "latest_revision_id")) == before


def test_nothing_of_the_demonstration_is_left_in_either_language(
    admin: Client, client: Client
) -> None:
    response = post(admin)

    assert response.status_code == 302
    public = everything_public(client)
    left = [(path, s) for path, words in public.items() for s in demonstration() if s in words]
    assert left == []
    assert not CustomImage.objects.exists()
    assert not Topic.objects.exists()
    assert not Testimonial.objects.exists()
    assert "✎" not in "".join(public.values())
    for model in (HomePage, ContactPage):
        assert titles(model) == [("fr", True), ("en", True)]
    assert titles(ServiceIndexPage) == [("fr", False), ("en", False)]
    assert titles(InterviewPage) == []
    assert "Maëlle Le Goff" in public["/"]
    assert "Conseil en mobilité." in public["/"]
    assert "Transport consultant." in public["/en/"]
    assert 'hreflang="en"' in public["/"]
    brand = BrandSettings.objects.get()
    assert (brand.name, brand.accent) == ("Maëlle Le Goff", "#0f766e")
    assert (brand.is_demonstration, brand.example_fields) == (False, [])
    publisher = PublisherSettings.objects.get()
    assert (publisher.address, publisher.host, publisher.example_fields) == ("", "", [])
    assert InquirySettings.objects.get().notification_email == "maelle@example.org"


@pytest.mark.parametrize(
    ("languages", "home", "elsewhere"), [("fr", "/", "/en/"), ("en", "/en/", "/")]
)
@pytest.mark.any_database
def test_a_site_with_one_language_shows_no_other(
    admin: Client, client: Client, languages: str, home: str, elsewhere: str
) -> None:
    post(admin, languages=languages)

    for path, words in everything_public(client).items():
        assert "hreflang" not in words, path
        assert 'class="site-nav-language"' not in words, path
    assert {language for language, _ in titles(HomePage)} == {languages}
    response = client.get(elsewhere, follow=True)
    assert (response.request["PATH_INFO"], response.status_code) == (home, 200)


@pytest.mark.any_database
def test_the_draft_of_the_home_page_says_what_to_write_and_cannot_be_published_so(
    admin: Client,
) -> None:
    post(admin)
    home = HomePage.objects.get(locale__language_code="fr")
    draft = home.get_latest_revision_as_object()

    assert [turn.block_type for turn in home.turns] == ["contact"]
    assert "✎" in str(draft.turns)
    with pytest.raises(Exception, match="Validation error in StreamBlock"):
        draft.turns.stream_block.clean(draft.turns)
    assert admin.get(reverse("wagtailadmin_pages:edit", args=[home.pk])).status_code == 200


def test_inquiries_stay_as_they_are_and_new_ones_come_in(admin: Client, client: Client) -> None:
    service = ServicePage.objects.first()
    new = intake.NewInquiry(
        name="Ada", email="ada@example.org", message="Bonjour", language="fr", service=service
    )
    inquiry = intake.receive(new, key="k" * 40)

    post(admin)

    inquiry.refresh_from_db()
    assert (inquiry.service, inquiry.service_title) == (None, service.title)
    assert inquiry.messages.get().body == "Bonjour"
    assert inquiry.deliveries.count() == 2
    assert admin.get(f"/admin/inquiries/inspect/{inquiry.pk}/").status_code == 200
    form = client.get("/contact/").context["form"]
    token = re.search(r'name="token" value="([^"]+)"', text(client.get("/contact/")))
    assert token
    sent = client.post(
        "/contact/",
        {"token": token[1], "name": "Bo", "email": "bo@example.org", "message": "Un projet."},
        headers={"sec-fetch-site": "same-origin"},
    )
    assert sent.status_code == 303, form.errors
    assert Inquiry.objects.count() == 2


@pytest.mark.any_database
def test_a_second_click_finds_nothing_to_do(admin: Client) -> None:
    post(admin)
    before = list(Page.objects.values_list("pk", "translation_key", "latest_revision_id"))

    response = post(admin, given_name="Zoé")

    assert response.status_code == 302
    assert list(Page.objects.values_list("pk", "translation_key", "latest_revision_id")) == before
    assert BrandSettings.objects.get().given_name == "Maëlle"
    assert START not in text(admin.get("/admin/"))


@pytest.mark.any_database
def test_only_owners_may(client: Client) -> None:
    editor = User.objects.create_user("e@example.org", "long enough to pass", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)

    assert START not in text(client.get("/admin/"))
    assert client.get(START).status_code == 403
    assert post(client).status_code == 403
    assert InterviewPage.objects.count() == 2


@pytest.mark.any_database
def test_a_mistake_is_named_at_its_field_and_nothing_typed_is_lost(admin: Client) -> None:
    response = post(admin, job_title_en="", accent="rouge")

    form = response.context["form"]
    assert response.status_code == 422
    assert set(form.errors) == {"job_title_en", "accent"}
    assert "Le Goff" in text(response)
    assert InterviewPage.objects.count() == 2


def test_what_the_owner_changed_is_named_and_kept_unless_they_let_it_go(
    admin: Client, owner: User
) -> None:
    changed = ServicePage.objects.filter(locale__language_code="fr").first()
    changed.title = "Mon propre service"
    changed.save_revision(user=owner).publish()
    own = StandardPage(title="À propos du vélo", slug="velo")
    HomePage.objects.get(locale__language_code="fr").add_child(instance=own)
    unwarned = post(admin)
    key = f"page-{changed.pk}"

    assert unwarned.status_code == 422
    assert "Mon propre service" in text(unwarned)
    assert "À propos du vélo" in text(unwarned)
    french_only = {"seen": key, "languages": "en"}
    refused = post(admin, **french_only, keep=[key])
    assert list(refused.context["form"].errors) == ["languages"]
    assert InterviewPage.objects.count() == 2

    assert post(admin, seen=key, keep=[key]).status_code == 302

    kept = ServicePage.objects.get()
    assert (kept.title, kept.live) == ("Mon propre service", False)
    assert titles(ServiceIndexPage) == [("fr", False), ("en", False)]
    assert "Mon propre service" in text(admin.get("/admin/"))
    assert StandardPage.objects.get().get_parent().specific == HomePage.objects.get(
        locale__language_code="fr"
    )
    assert START not in text(admin.get("/admin/"))


def test_what_is_unticked_goes(admin: Client, owner: User) -> None:
    testimonial = Testimonial.objects.first()
    changed = HomePage.objects.get(locale__language_code="en")
    changed.save_revision(user=owner)

    post(admin, seen=f"page-{changed.pk}", keep=[])

    assert not Testimonial.objects.filter(pk=testimonial.pk).exists()
    assert HomePage.objects.get(locale__language_code="en").headline == "Maëlle Le Goff"


def test_a_topic_that_an_own_interview_uses_stays(admin: Client) -> None:
    topic = Topic.objects.filter(locale__language_code="fr").first()
    home = HomePage.objects.get(locale__language_code="fr")
    mine = factories.interview(
        home, factories.answer("Et moi ?", topics=[topic]), slug="le-mien", title="Le mien"
    )

    post(admin)

    assert [topic.pk for topic in mine.answers.get().topics.all()] == [topic.pk]
    assert Topic.objects.count() == 1


@pytest.mark.any_database
def test_what_is_required_says_so_and_a_mistake_takes_the_focus(admin: Client) -> None:
    page = BeautifulSoup(admin.get(START).content, "html.parser")
    required = [
        label.get("for")
        for label in page.select(".v-start label")
        if label.select(".w-required-mark")
    ]
    assert {"id_given_name", "id_job_title_fr", "id_job_title_en"} <= set(required)

    wrong = BeautifulSoup(post(admin, job_title_en="").content, "html.parser")

    # Without scripts, the browser focuses the element with `autofocus`.
    summary = wrong.select_one("[autofocus]")
    assert summary["role"] == "alert"
    assert [link["href"] for link in summary.select("a")] == ["#id_job_title_en"]
    assert wrong.select_one("#id_job_title_en")["aria-invalid"] == "true"
    # The profession in a language that the site does not use is not required.
    assert post(admin, languages="fr", job_title_en="").status_code == 302


@pytest.mark.any_database
def test_the_box_example_goes_with_the_demonstration(admin: Client) -> None:
    testimonial = reverse(
        "wagtailsnippets_brand_testimonial:edit", args=[Testimonial.objects.first().pk]
    )
    service = reverse("wagtailadmin_pages:edit", args=[ServicePage.objects.first().pk])
    for address, name in ((testimonial, "is_example"), (service, "offers-0-is_example")):
        assert f'name="{name}"' in text(admin.get(address))
        # The form for a new row does not ask whether it is an example.
        assert 'name="offers-__prefix__-is_example"' not in text(admin.get(address))

    post(admin)

    add = admin.get(reverse("wagtailsnippets_brand_testimonial:add"))
    assert 'name="is_example"' not in text(add)
