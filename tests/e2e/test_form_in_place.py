"""The form that opens in place, and what is beside it: history, the promise, the link to share."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import RunningSite, Visit
from tests.e2e.measures import box
from tests.e2e.pieces import DRAWN

pytestmark = [pytest.mark.e2e, pytest.mark.any_database]

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 640}}
RIGHT_OF_WORDS = """(element) => {
  const words = document.createRange();
  words.selectNodeContents(element);
  return Math.max(...[...words.getClientRects()].map(({ right }) => right));
}"""
PROMISE = re.compile("sous deux jours ouvrés")


def send_button(page: Page) -> Any:
    return page.locator(".inquiry .actions .button")


def test_on_a_phone_the_first_field_is_in_the_first_screen(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    page = visit(**PHONE).page
    for path in ("/contact/", "/en/contact/"):
        page.goto(site.url + path)
        expect(page.locator("select[name=service]")).to_be_in_viewport(ratio=1)
        figure = page.locator(".hero .avatar")
        expect(figure).to_be_in_viewport()
        # The words do not run over it.
        assert page.locator(".hero-lead").evaluate(RIGHT_OF_WORDS) <= box(figure)["x"]


def test_back_closes_the_form_and_keeps_what_was_typed(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    visitor = visit(viewport={"width": 1280, "height": 800})
    page = visitor.go("/")
    button = page.locator(".closing .closing-answer > .button")
    message = page.locator("[name=message]")
    button.click()
    expect(page.locator("#inquiry-form")).to_be_focused()
    expect(button).to_be_hidden()
    expect(page.locator(".form-promise")).to_have_text(PROMISE)
    message.fill("Déjà écrit")
    page.go_back()
    expect(button).to_be_focused()
    expect(message).to_be_hidden()
    assert page.url == f"{site.url}/"
    page.go_forward()
    expect(message).to_have_value("Déjà écrit")
    expect(button).to_be_hidden()
    page.go_back()
    button.click()
    expect(message).to_be_visible()
    expect(message).to_have_value("Déjà écrit")
    expect(page.locator("#inquiry-form")).to_be_focused()
    # One step of history, whatever was opened and closed before.
    page.go_back()
    expect(button).to_be_visible()
    # In the place of the thanks there is a new form.
    button.click()
    page.locator("[name=name]").fill("Retour")
    page.locator("[name=email]").fill("back@client.example")
    send_button(page).click()
    expect(page.locator(".sent-reference")).to_be_visible()
    page.go_back()
    button.click()
    expect(message).to_have_value("")
    visitor.assert_clean()


def test_back_closes_the_form_below_a_search_and_leaves_the_results(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    visitor = visit(viewport={"width": 1280, "height": 800})
    page = visitor.go("/entretien/")
    page.locator("#finder-q").fill("benevole")
    page.wait_for_url("**?q=benevole")
    page.evaluate("window.same = true")
    page.locator(".more-asks").first.click()
    message = page.locator("[name=message]")
    message.fill("Déjà écrit")
    page.go_back()
    expect(message).to_be_hidden()
    expect(page.locator("#answers mark.hit").first).to_be_visible()
    assert page.url.endswith("?q=benevole")
    assert page.evaluate("window.same")  # not loaded again
    page.locator(".more-asks").first.click()
    expect(message).to_have_value("Déjà écrit")
    visitor.assert_clean()


def test_the_reply_time_is_beside_the_button(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    page = visit(java_script_enabled=False, viewport={"width": 1280, "height": 800}).page
    page.goto(f"{site.url}/contact/?service=strategie")
    promise, send = page.locator(".form-promise"), send_button(page)
    expect(promise).to_have_text(PROMISE)
    words, button = box(promise), box(send)
    assert words["x"] >= button["x"] + button["width"]
    assert words["y"] < button["y"] + button["height"]
    assert button["y"] < words["y"] + words["height"]


def test_a_phone_shares_an_answer_with_its_own_sheet(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    visitor = visit(**PHONE)
    visitor.page.add_init_script(
        "navigator.share = (what) => { window.shared = what; return Promise.resolve(); }"
    )
    page = visitor.go("/entretien/")
    button = page.locator("#roles").get_by_role("button", name="Partager")
    button.click()
    assert page.evaluate("window.shared") == {"url": f"{site.url}/entretien/roles/"}
    # Whoever closes the sheet is told nothing.
    page.evaluate(
        "() => { navigator.share = () => Promise.reject(new DOMException('', 'AbortError')); }"
    )
    button.click()
    page.evaluate(DRAWN)
    expect(page.locator("#announcer")).to_be_empty()
    expect(button).to_be_visible()
    visitor.assert_clean()


def test_without_a_sheet_the_link_is_copied_and_without_script_it_is_there(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    visitor = visit(permissions=["clipboard-read", "clipboard-write"])
    visitor.page.add_init_script("delete Navigator.prototype.share")
    page = visitor.open("/entretien/roles/")
    button = page.locator("[data-link]")
    expect(button).to_contain_text("Copier le lien")
    button.click()
    expect(button).to_contain_text("Lien copié")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site.url}/entretien/roles/"
    page = visit(java_script_enabled=False).open("/entretien/roles/")
    link = page.locator(".answer-actions noscript a")
    expect(link).to_be_visible()
    expect(link).to_have_text(f"{site.url}/entretien/roles/")
