"""The owner decides the content and order of navigation and footer."""

import re

import pytest
from django.test import Client

from brand.models import HomePage, InterviewPage, StandardPage
from contact.models import ContactChannel, ContactPage
from tests import factories
from tests.editor_forms import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def part(client: Client, path: str, tag: str) -> str:
    page = client.get(path).content.decode()
    return re.search(rf"<{tag}\b.*?</{tag}>", page, re.DOTALL)[0]


def labels(client: Client, path: str = "/") -> list[str]:
    nav = part(client, path, "nav")
    return re.findall(r"<a href[^>]*>([^<]*)</a>", nav)


@pytest.fixture
def site(home: HomePage) -> HomePage:
    factories.interview(home, factories.answer("Quoi ?"), show_in_menus=True)
    page = StandardPage(title="Ce que je lis en ce moment", slug="lire", locale=home.locale)
    page.show_in_menus = True
    home.add_child(instance=page)
    contact = factories.contact(
        home, ("email", "a@example.org"), ("telephone", "+33 1 23 45 67 89")
    )
    contact.show_in_menus = True
    factories.publish(contact)
    return home


def test_a_page_may_have_a_shorter_name_in_the_navigation(
    site: HomePage, admin: Client, client: Client
) -> None:
    page = StandardPage.objects.get()
    assert labels(client) == ["Profil", "Entretien", "Ce que je lis en ce moment", "Contact"]
    editor = f"/admin/pages/{page.pk}/edit/"
    data = fields_of(admin.get(editor).context["form"])
    admin.post(editor, data | {"menu_title": "À lire", "action-publish": "1"})
    site.menu_title = "Accueil"
    factories.publish(site)
    assert labels(client) == ["Accueil", "Entretien", "À lire", "Contact"]
    # The page itself and its metadata keep the title.
    assert "<title>Ce que je lis en ce moment" in client.get("/lire/").content.decode()
    detail = client.get(f"/api/v3/pages/{page.pk}/").json()
    assert (detail["title"], detail["menu_title"]) == ("Ce que je lis en ce moment", "À lire")


def test_the_navigation_follows_the_order_of_the_pages(
    site: HomePage, admin: Client, client: Client
) -> None:
    page = StandardPage.objects.get()
    # The request that dragging sends in the list of pages.
    admin.post(f"/admin/pages/{page.pk}/set_position/?position=0")
    assert labels(client) == ["Profil", "Ce que je lis en ce moment", "Entretien", "Contact"]
    InterviewPage.objects.update(show_in_menus=False)
    assert labels(client) == ["Profil", "Ce que je lis en ce moment", "Contact"]


def test_the_footer_shows_the_owners_words_and_chosen_channels(
    site: HomePage, client: Client
) -> None:
    assert "tel:" in part(client, "/lire/", "footer")
    ContactChannel.objects.filter(kind="telephone").update(in_footer=False)
    site.footer_text = "<p>Entre <b>Lyon</b> et Lisbonne.</p>"
    factories.publish(site)
    footer = part(client, "/lire/", "footer")
    assert "<p>Entre <b>Lyon</b> et Lisbonne.</p>" in footer
    assert "mailto:" in footer
    assert "tel:" not in footer
    # The contact page still shows it.
    assert "tel:" in part(client, ContactPage.objects.get().url, "main")
