"""The rules by which a browser may fetch pages in advance (tests/e2e/test_prefetch.py clicks)."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Site

from brand.models import HomePage
from tests import factories

pytestmark = pytest.mark.any_database


def excluded(client: Client) -> list[str]:
    """Return the patterns of addresses that are never fetched."""
    response = client.get("/speculation-rules.json")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/speculationrules+json"
    (rule,) = response.json()["prefetch"]
    assert rule["eagerness"] == "moderate"
    only, never = rule["where"]["and"]
    assert only == {"href_matches": ["/", "/*/"]}
    patterns: list[str] = never["not"]["href_matches"]
    return patterns


def test_pages_name_the_rules_and_nothing_else_does(home: HomePage, client: Client) -> None:
    factories.interview(home, factories.answer("Par où ?"))
    for path in ("/", "/entretien/", "/entretien/par-ou/"):
        assert client.get(path)["Speculation-Rules"] == '"/speculation-rules.json"', path
    for path in ("/nulle-part/", "/account/login/", "/robots.txt"):
        assert "Speculation-Rules" not in client.get(path), path


def test_every_form_is_left_out_whatever_its_address(home: HomePage, client: Client) -> None:
    english = factories.home("en", translation_key=home.translation_key)
    Site.clear_site_root_paths_cache()
    for parent in (home, english):
        factories.contact(parent)
    assert {"/contact/*", "/en/contact/*"} <= set(excluded(client))
    page = home.get_children().get(slug="contact").specific
    page.slug = "ecrivez-moi"
    factories.publish(page)
    assert "/ecrivez-moi/*" in excluded(client)
    page.unpublish()
    assert "/ecrivez-moi/*" not in excluded(client)


def test_nothing_private_and_no_search_is_fetched(home: HomePage, client: Client) -> None:
    patterns = excluded(client)
    assert {"/admin/*", "/account/*", "/welcome/*", "/_util/*"} <= set(patterns)
    assert "/*\\?(.+)" in patterns


def test_a_browser_may_keep_the_rules(home: HomePage, client: Client) -> None:
    response: Any = client.get("/speculation-rules.json")
    assert response["Cache-Control"] == "public, max-age=3600"
    assert not response.cookies
