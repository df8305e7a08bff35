"""A short link is accepted, and the owner is told beside the field and in the checklist."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from brand.editor.content_checks import SiteChecker
from brand.models import HomePage
from brand.text.short_links import SHORTENERS, is_short_link
from contact.models import ContactPage
from ops import checklist
from tests import factories
from tests.editor_forms import fields_of

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("address", "is_short"),
    [
        ("http://ow.ly/1bEV6", True),
        ("https://www.bit.ly/x", True),
        ("T.CO/abc", True),
        ("lnkd.in/x", True),
        ("https://youtu.be/abc", False),  # says whose it is
        ("https://example.org/?to=http://ow.ly/1", False),
        ("https://notbit.ly/x", False),
        ("lea@t.co.example", False),
        ("@lea", False),
        ("http://[x", False),
        ("", False),
    ],
)
def test_a_short_link(address: str, is_short: bool) -> None:
    assert is_short_link(address) is is_short


def to_do() -> list[checklist.Item]:
    return [item for item in checklist.items() if item.name.startswith("short-links")]


def warned(admin: Client, page: ContactPage) -> list[str]:
    """Return the addresses whose field has the warning in its own description."""
    screen = admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    html = BeautifulSoup(screen.content, "html.parser")
    return [
        str(field["value"])
        for field in html.select("input[name$='-address'][value]")
        if "lien raccourci" in html.find(id=field["aria-describedby"].split()[0]).get_text()
    ]


@pytest.mark.django_db
def test_the_owner_is_told_and_may_publish_all_the_same(home: HomePage, admin: Client) -> None:
    page = factories.contact(
        home, ("linkedin", "http://ow.ly/1bEV6"), ("website", "https://example.org")
    )
    assert warned(admin, page) == ["http://ow.ly/1bEV6"]
    [item] = to_do()
    assert (item.parts, item.url) == (
        ("LinkedIn",),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
    )
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = fields_of(admin.get(url).context["form"]) | {"action-publish": "1"}
    assert admin.post(url, data).status_code == 302

    page = ContactPage.objects.get()
    page.channels.filter(kind="linkedin").update(address="https://www.linkedin.com/in/david")
    page.save_revision()
    assert (warned(admin, page), to_do()) == ([], [])


@pytest.mark.django_db
def test_an_archived_network_has_no_link_to_warn_of(home: HomePage, client: Client) -> None:
    page = factories.contact(home, ("viadeo", "http://ow.ly/1bEWj"))
    page.channels.update(archived=True)
    assert to_do() == []
    shown = BeautifulSoup(client.get("/contact/").content, "html.parser")
    [line] = shown.select(".channels-archived")
    assert "(je n’y suis plus)" in line.get_text()
    assert not line.select("a")


def test_the_editors_checks_look_for_every_shortener() -> None:
    [rule] = [rule for rule in SiteChecker.axe_custom_rules if rule["id"] == "short-link"]
    page = "".join(f'<a href="https://{host}/x">{host}</a>' for host in SHORTENERS)
    html = BeautifulSoup(f'<main>{page}<a href="https://example.org/">no</a></main>', "html.parser")
    assert [a.get_text() for a in html.select(rule["selector"])] == list(SHORTENERS)
    assert "short-link" in SiteChecker.axe_run_only
