"""Back, forward and tabs that are opened again: the whole page, at once if the browser has it."""

import re
from pathlib import Path

import pytest
from django.test import Client

from brand.models import HomePage, StandardPage
from tests import factories

pytestmark = pytest.mark.any_database
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def site(home: HomePage) -> HomePage:
    factories.interview(
        home, factories.answer("Par où commencer ?"), factories.answer("Et après ?")
    )
    factories.service(home)
    page = StandardPage(title="Texte", slug="texte", locale=home.locale)
    home.add_child(instance=page)
    factories.publish(page)
    return home


@pytest.mark.parametrize("path", ["/", "/entretien/", "/entretien/?q=par", "/services/", "/texte/"])
def test_browsers_may_keep_a_page_for_the_way_back(
    site: HomePage, client: Client, path: str
) -> None:
    """A page with `no-store` is kept out of the back/forward cache."""
    response = client.get(path)
    assert response.status_code == 200
    assert "no-store" not in response.get("Cache-Control", "")
    assert not response.cookies


def test_no_script_of_a_page_waits_for_it_to_be_left() -> None:
    """An `unload` handler keeps a page out of the back/forward cache in every browser."""
    own = (ROOT / "static/js/site.js").read_text()
    assert not re.search(r"\b(before)?unload\b", own)


@pytest.mark.parametrize("path", ["/entretien/?q=par", "/entretien/?topic=x", "/entretien/"])
def test_a_tab_that_is_opened_again_shows_the_whole_page(
    site: HomePage, client: Client, path: str
) -> None:
    """A browser may show what it has of an address: a fragment must not be that."""
    fragment = client.get(path, headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()
    assert fragment["Cache-Control"] == "no-store"
    again = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    for headers in ({}, again):
        whole = client.get(path, headers=headers)
        assert "<html" in whole.content.decode()
        assert "no-store" not in whole.get("Cache-Control", "")
        varies = {name.strip() for name in whole["Vary"].split(",")}
        assert {"HX-Request", "HX-Boosted", "HX-History-Restore-Request"} <= varies
    # A browser that holds the fragment is never told that the page has not changed.
    held = fragment.get("ETag", "")
    assert client.get(path, headers={"If-None-Match": held}).status_code == 200
