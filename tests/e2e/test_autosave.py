"""A click on "Publish" while a draft is being saved is carried out once, right afterwards."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.e2e.conftest import RunningSite

pytestmark = [pytest.mark.e2e, pytest.mark.any_database]

PUBLISH = "footer button[name=action-publish]"
LONE = """
from brand.models import HomePage, StandardPage
home = HomePage.objects.get(locale__language_code="fr")
page = home.add_child(instance=StandardPage(title="Sauvée", slug="sauvee", intro="Un mot."))
page.save_revision().publish()
print(page.pk, home.pk)
"""
GONE = "from wagtail.models import Page; [p.delete() for p in Page.objects.filter(title='Sauvée')]"
COUNT = "from wagtail.models import Page; print([p.live for p in Page.objects.filter(title='{}')])"


@pytest.fixture
def page_and_home(site: RunningSite) -> Iterator[tuple[int, int]]:
    """Return the primary keys of a published page and of the home page above it."""
    printed = shell(site, LONE).split()
    yield int(printed[-2]), int(printed[-1])
    shell(site, GONE)


def shell(site: RunningSite, code: str) -> str:
    return site.manage("shell", "--verbosity", "0", "-c", code)


def is_autosave(request: Request) -> bool:
    return request.method == "POST" and "application/json" in request.headers.get("accept", "")


def open_editor(page: Page, address: str) -> None:
    """Wait until Wagtail has stored the form's original values, so that later input is a change."""
    page.clock.install()
    page.goto(address)
    expect(page.locator(PUBLISH)).to_be_enabled()
    page.clock.run_for(3_000)


def press(page: Page) -> None:
    page.locator(PUBLISH).click(no_wait_after=True)


def test_a_new_page_is_made_once(
    site: RunningSite, owner_page: Page, page_and_home: tuple[int, int]
) -> None:
    """Its first draft is stored, but the browser does not know its address yet."""
    waiting: list[Route] = []

    def hold_the_draft(route: Route) -> None:
        if is_autosave(route.request) and not waiting:
            waiting.append(route)
        else:
            route.continue_()

    open_editor(owner_page, f"{site.url}/admin/pages/add/brand/standardpage/{page_and_home[1]}/")
    owner_page.route("**/admin/pages/add/**", hold_the_draft)
    with owner_page.expect_request(is_autosave):
        owner_page.locator("[name=title]").press_sequentially("Faite une fois")
        owner_page.locator("[name=intro]").fill("Un mot.")
        owner_page.clock.run_for(3_000)
    press(owner_page)
    expect(owner_page.locator(PUBLISH)).to_be_disabled()  # the click is visible
    with owner_page.expect_navigation(url="**/edit/"):
        waiting[0].fulfill(response=waiting[0].fetch())
    expect(owner_page.locator(".messages")).to_contain_text("publiée")
    found = shell(site, COUNT.format("Faite une fois"))
    shell(site, GONE.replace("Sauvée", "Faite une fois"))
    assert found.strip() == "[True]"


def test_no_draft_is_stored_after_what_is_published(
    site: RunningSite, owner_page: Page, page_and_home: tuple[int, int]
) -> None:
    """Wagtail would treat it as a newer version, and warn at every later click."""
    open_editor(owner_page, f"{site.url}/admin/pages/{page_and_home[0]}/edit/")
    sent: list[bool] = []  # whether each request saves a draft

    def take(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        sent.append(is_autosave(route.request))
        return route.fulfill(status=204)  # as on a slow machine, the browser stays on the page

    owner_page.route("**/edit/", take)
    owner_page.locator("[name=intro]").fill("Deux mots.")
    with owner_page.expect_request(lambda request: request.is_navigation_request()):
        press(owner_page)
    owner_page.clock.run_for(3_000)
    after = sent[sent.index(False) :]
    assert after == [False]


def test_a_question_that_a_draft_overtook_makes_nobody_a_stranger(
    site: RunningSite, owner_page: Page, page_and_home: tuple[int, int]
) -> None:
    """“Is there a newer version?” is sent before the draft is stored, and answered after it."""
    held: list[Route] = []
    owner_page.route("**/editing-sessions/ping/**", lambda route: held.append(route))
    with owner_page.expect_request("**/editing-sessions/ping/**"):
        open_editor(owner_page, f"{site.url}/admin/pages/{page_and_home[0]}/edit/")
    with owner_page.expect_response(lambda response: is_autosave(response.request)):
        owner_page.locator("[name=intro]").fill("Deux mots.")
        owner_page.clock.run_for(3_000)
    expect(owner_page.get_by_text("Brouillon enregistré")).to_be_visible()
    with owner_page.expect_response("**/editing-sessions/ping/**"):
        held[0].continue_()
    with owner_page.expect_navigation():
        press(owner_page)
    expect(owner_page.locator(".messages")).to_contain_text("publiée")
