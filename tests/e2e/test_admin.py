"""The owner's rooms in a real browser: no CSP violation, and previews with unsaved answers."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import RunningSite

pytestmark = pytest.mark.e2e

# Editors of each type, choosers, listings, settings, account: what the owner opens in a week.
SCREENS = [
    "/admin/",
    "/admin/pages/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/snippets/brand/topic/",
    "/admin/snippets/brand/testimonial/add/",
    "/admin/settings/brand/brandsettings/",
    "/admin/inquiries/",
    "/admin/account/",
    "/admin/users/",
    "/account/2fa/",
]


def test_no_screen_of_the_admin_violates_its_policy(site: RunningSite, owner_page: Page) -> None:
    third_parties: list[str] = []
    owner_page.on(
        "request",
        lambda r: (
            third_parties.append(r.url)
            if r.url.startswith("http") and not r.url.startswith(site.url)
            else None
        ),
    )
    for path in SCREENS:
        response = owner_page.goto(site.url + path)
        assert response.status == 200, path
    assert third_parties == []


@pytest.mark.parametrize(
    "path", ["/", "/entretien/", "/services/", "/contact/", "/mentions-legales/"]
)
def test_the_editor_opens_with_its_preview(site: RunningSite, owner_page: Page, path: str) -> None:
    owner_page.goto(f"{site.url}/admin/pages/{site.page_id(path)}/edit/")
    owner_page.locator(
        "[aria-label][data-side-panel-toggle=preview], button[aria-controls*=preview]"
    ).first.click()
    frame = owner_page.frame_locator("iframe#w-preview-iframe, iframe[title]").first
    expect(frame.locator("h1").first).to_be_visible()


def test_the_preview_shows_an_answer_that_is_not_saved(site: RunningSite, owner_page: Page) -> None:
    owner_page.goto(f"{site.url}/admin/pages/{site.page_id('/entretien/')}/edit/")
    question = owner_page.locator("[name=answers-0-question]")
    question.fill("Et cette question, elle n’est pas gardée ?")
    owner_page.locator(
        "[aria-label][data-side-panel-toggle=preview], button[aria-controls*=preview]"
    ).first.click()
    frame = owner_page.frame_locator("iframe#w-preview-iframe, iframe[title]").first
    expect(frame.locator("#answers")).to_contain_text("elle n’est pas gardée")
