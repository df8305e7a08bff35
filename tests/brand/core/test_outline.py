"""The outline of the site answers in memory what `visibility` asks the database."""

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from brand.core.outline import Outline
from brand.core.visibility import listed, visible
from brand.models import HomePage, StandardPage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def text_page(parent: Page, slug: str, *, live: bool = True) -> StandardPage:
    page = StandardPage(title=slug, slug=slug, locale=parent.locale, live=live)
    parent.add_child(instance=page)
    return page


def test_it_agrees_with_the_database_about_who_may_read_what(home: HomePage) -> None:
    open_page, closed = text_page(home, "ouverte"), text_page(home, "privee")
    below = text_page(closed, "dessous")
    text_page(home, "brouillon", live=False)
    below.create_alias(parent=open_page, update_slug="copie-privee")
    open_page.create_alias(parent=home, update_slug="copie-ouverte")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    factories.home("en", translation_key=home.translation_key)
    pages = Page.objects.filter(depth__gt=1)
    outline = Outline()
    assert {p.slug for p in pages if outline.is_visible(p)} == {p.slug for p in visible(pages)}
    assert {p.slug for p in pages if outline.is_listed(p)} == {p.slug for p in listed(pages)}
    assert not outline.is_visible(pages.get(slug="copie-privee"))


def test_a_private_page_asks_for_a_log_in_and_so_does_what_stands_below(home: HomePage) -> None:
    closed = text_page(home, "privee")
    text_page(closed, "dessous")
    assert Client().get("/privee/dessous/").status_code == 200
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    for path in ("/privee/", "/privee/dessous/"):
        answer = Client().get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/login/")
    assert b'href="/privee/"' not in Client().get("/").content
