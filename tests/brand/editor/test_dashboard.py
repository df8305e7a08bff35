"""The dashboard links to every page, for people who may edit it."""

import re
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from brand.models import HomePage
from ops.models import User
from tests import factories

pytestmark = pytest.mark.any_database


def panel(client: Client) -> list[tuple[str, str]]:
    """Return text and address of each link among "your pages", in order."""
    soup = BeautifulSoup(client.get("/admin/").content, "html.parser")
    found = soup.select_one(".v-pages")
    return [(a.get_text(), str(a["href"])) for a in found.select("a")] if found else []


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.fixture
def editor(home: HomePage) -> tuple[Client, Group]:
    """A user who may log in, but has no permissions yet."""
    group = Group.objects.create(name="Editors of one page")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user = User.objects.create_user("editor@example.org", "long enough to pass")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client, group


def test_the_owner_finds_every_page_down_to_the_single_service(
    home: HomePage, admin: Client
) -> None:
    interview = factories.interview(home, factories.answer("Une question ?"))
    service = factories.service(home, title="Conseil")
    english = factories.home("en")
    assert panel(admin) == [
        ("Profil", edit(home)),
        ("Entretien", edit(interview)),
        ("Services", edit(service.get_parent())),
        ("Conseil", edit(service)),
        ("Profile", edit(english)),
    ]


def test_what_is_not_published_is_named(home: HomePage, admin: Client) -> None:
    factories.interview(home, factories.answer("Une question ?"), live=False)
    home.title = "Qui je suis"
    home.save_revision()
    text = BeautifulSoup(admin.get("/admin/").content, "html.parser").select_one(".v-pages")
    assert text is not None
    words = re.sub(r"\s+", " ", text.get_text())
    assert "Qui je suis modifications non publiées" in words
    assert "Entretien brouillon" in words


def test_what_is_planned_says_when(home: HomePage, admin: Client) -> None:
    interview = factories.interview(home, factories.answer("Une question ?"), live=False)
    interview.go_live_at = datetime(2099, 12, 1, 8, 5, tzinfo=UTC)
    interview.save_revision().publish()
    service = factories.service(home)
    service.expire_at = datetime(2099, 6, 2, 7, 0, tzinfo=UTC)
    factories.publish(service)
    text = BeautifulSoup(admin.get("/admin/").content, "html.parser").select_one(".v-pages")
    assert text is not None
    words = re.sub(r"\s+", " ", text.get_text())
    assert "Entretien en ligne le 1er décembre 2099 à 9 h 05 " in words
    assert "Stratégie en ligne jusqu’au 2 juin 2099 à 9 h 00 " in words


def test_an_editor_finds_what_they_may_edit(editor: tuple[Client, Group], home: HomePage) -> None:
    client, group = editor
    interview = factories.interview(home, factories.answer("Une question ?"))
    factories.service(home)
    assert panel(client) == []
    permission = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=interview, permission=permission)
    assert panel(client) == [("Entretien", edit(interview))]


def test_it_costs_the_same_for_few_and_many(home: HomePage, admin: Client) -> None:
    def cost() -> int:
        admin.get("/admin/")
        with CaptureQueriesContext(connection) as queries:
            admin.get("/admin/")
        return len(queries)

    factories.service(home, title="Un")
    few = cost()
    for title in ("Deux", "Trois", "Quatre", "Cinq"):
        factories.service(home, title=title)
    assert cost() == few
