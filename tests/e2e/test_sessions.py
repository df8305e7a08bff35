"""If the session ends while the owner writes, a notice appears, and nothing is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OWNER, RunningSite

pytestmark = [pytest.mark.e2e, pytest.mark.any_database]


def log_in_again(page: Page) -> None:
    """Log in again in the tab that the notice opens, and close it."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Reconnectez-vous dans un nouvel onglet").click()
    tab = opened.value
    tab.fill("[name=login]", OWNER["email"])
    tab.fill("[name=password]", OWNER["password"])
    tab.get_by_role("button", name="Se connecter", exact=True).click()
    expect(tab.get_by_role("heading", level=1)).to_be_visible()
    tab.wait_for_url("**/admin/session/resumed/")
    tab.close()


def end_session(page: Page, which: str) -> None:
    page.context.clear_cookies(**({"name": "sessionid"} if which == "sessionid" else {}))


@pytest.mark.parametrize("gone", ["sessionid", "all"])
def test_a_page_goes_on_after_logging_in_again(
    site: RunningSite, owner_page: Page, gone: str
) -> None:
    address = f"{site.url}/admin/pages/{site.page_id('/mentions-legales/')}/edit/"
    owner_page.goto(address)
    owner_page.wait_for_load_state("networkidle")
    end_session(owner_page, gone)
    typed = f"Ce que j’écris quand tout s’en va ({gone})."
    owner_page.get_by_role("tab", name="Recherche et partage").click()
    description = owner_page.locator("[name=search_description]")
    description.fill("")
    description.press_sequentially(typed, delay=20)
    expect(owner_page.get_by_role("alert")).to_contain_text("Votre session est terminée")

    # Saving sends nothing now, and the page keeps the text.
    owner_page.locator("footer button[type=submit]").first.click()
    expect(owner_page.locator("[name=search_description]")).to_have_value(typed)
    log_in_again(owner_page)
    expect(owner_page.get_by_text("La connexion est rétablie")).to_be_visible()
    # Autosave continues without new input, and a click need not wait for anything.
    with owner_page.expect_navigation():
        owner_page.locator("footer button[type=submit]").first.click()

    owner_page.goto(address)
    expect(owner_page.locator("[name=search_description]")).to_have_value(typed)


@pytest.mark.parametrize("gone", ["sessionid", "all"])
def test_a_form_that_was_sent_too_late_is_held(
    site: RunningSite, owner_page: Page, gone: str
) -> None:
    """Settings do not check the session, and the owner may be quick."""
    address = f"{site.url}/admin/settings/brand/brandsettings/1/"
    owner_page.goto(address)
    name = f"Une marque ({gone})"
    owner_page.locator("[name=name]").fill(name)
    end_session(owner_page, gone)
    owner_page.locator("footer button[type=submit]").first.click()
    expect(owner_page.get_by_role("heading", level=1)).to_contain_text("perdu")
    log_in_again(owner_page)
    expect(owner_page.get_by_text("La connexion est rétablie")).to_be_visible()
    with owner_page.expect_navigation():
        owner_page.get_by_role("button", name="Enregistrer ce que j’ai écrit").click()
    owner_page.goto(address)
    expect(owner_page.locator("[name=name]")).to_have_value(name)
