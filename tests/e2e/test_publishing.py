"""The owner's buttons for publishing and translating, with visible text, in a browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import RunningSite

pytestmark = [pytest.mark.e2e, pytest.mark.any_database]

LONE = """
from brand.models import HomePage, StandardPage
home = HomePage.objects.get(locale__language_code="fr")
page = home.add_child(instance=StandardPage(title="Seule en français", slug="seule"))
page.save_revision().publish()
print(page.pk)
"""


GONE = "from wagtail.models import Page; Page.objects.get(slug='seule').delete()"


@pytest.fixture
def lone(site: RunningSite) -> Iterator[int]:
    """A page without translations."""
    yield int(site.manage("shell", "--verbosity", "0", "-c", LONE).split()[-1])
    site.manage("shell", "--verbosity", "0", "-c", GONE)


def test_the_button_says_when_it_will_publish_and_closing_the_dialog_keeps_the_date(
    site: RunningSite, owner_page: Page, lone: int
) -> None:
    owner_page.goto(f"{site.url}/admin/pages/{lone}/edit/")
    button = owner_page.locator("[name=action-publish]")
    expect(button).to_have_text(re.compile(r"^\s*Publier\s*$"))
    date = owner_page.locator("[name=go_live_at]")
    owner_page.locator("[data-side-panel-toggle=status]").first.click()
    owner_page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").first.click()
    for typed, said in (
        ("2099-05-04 08:30", "4 mai 2099"),
        ("1/12/2099 9:00", "1er décembre 2099"),  # the usual notation is kept, and counts
    ):
        date.fill(typed)
        date.press("Tab")
        expect(button).to_have_text(re.compile(f"Programmer pour le {said}"))
        expect(date).to_have_value(typed)
    owner_page.keyboard.press("Escape")
    owner_page.keyboard.press("Escape")
    expect(date).to_have_value("1/12/2099 9:00")
    expect(button).to_have_text(re.compile(r"Programmer pour le 1er décembre 2099"))
    with owner_page.expect_navigation():
        button.click()
    expect(owner_page.locator(".messages")).to_contain_text("planifiée pour la publication")


def test_the_dashboard_offers_to_translate_with_a_button_that_can_be_read(
    site: RunningSite, owner_page: Page, lone: int
) -> None:
    owner_page.goto(f"{site.url}/admin/")
    button = owner_page.locator("#translations-panel-section tr", has_text="Seule").get_by_role(
        "button", name="Traduire en anglais"
    )
    box, icon = button.bounding_box(), button.locator("svg").bounding_box()
    assert box
    assert icon
    assert box["height"] < 40
    assert icon["width"] < 24
    # The text is inside the button, beside the globe.
    assert box["width"] > icon["width"] + 80
