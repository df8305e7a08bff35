"""Reading, filtering, writing, correcting and sending by keyboard, with the focus visible."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import RunningSite, Visit

pytestmark = [pytest.mark.e2e, pytest.mark.looks]

OUTLINE = "element => getComputedStyle(element).outlineStyle"
COVERED = """
element => {
  const box = element.getBoundingClientRect();
  const y = box.y + Math.min(box.height / 2, 20);
  const top = document.elementFromPoint(box.x + box.width / 2, y);
  return !(top && (element.contains(top) || top.contains(element)));
}
"""


def tab_to(page: Page, target: Locator, at_most: int = 60) -> None:
    """Press Tab until `target` has the focus. Every element on the way must be visible."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count():
            assert focused.evaluate(OUTLINE) != "none", focused.evaluate("e => e.outerHTML")
            assert not focused.evaluate(COVERED), focused.evaluate("e => e.outerHTML")
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{target} is not reached within {at_most} stops")


def test_from_the_home_page_to_a_sent_inquiry(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    visitor = visit(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = visitor.go("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    tab_to(page, page.locator('main a[href="/entretien/"]').first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/entretien/")
    visitor.wait_for_htmx()

    # A topic, and then writing about an answer, in place.
    tab_to(page, page.locator("#topics a").nth(1))
    page.keyboard.press("Enter")
    page.wait_for_url("**topic=**")
    expect(page.locator("#topics a").nth(1)).to_be_focused()
    tab_to(page, page.locator("#answers .answer-actions a").first)
    page.keyboard.press("Enter")
    expect(page.locator("#inquiry-form")).to_be_focused()

    # When sent empty, the summary has the focus and leads to each field.
    send = page.locator('#inquiry-form button[type="submit"]:not([name])')
    tab_to(page, send)
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    tab_to(page, page.locator(".error-summary a").first)
    page.keyboard.press("Enter")
    expect(page.locator("[name=message]")).to_be_focused()
    page.keyboard.type("Bonjour, une question.")
    tab_to(page, page.locator("[name=name]"))
    page.keyboard.type("Léa Martin")
    tab_to(page, page.locator("[name=email]"))
    page.keyboard.type("clavier@client.example")
    tab_to(page, send)
    page.keyboard.press("Enter")
    expect(page.locator(".sent-reference")).to_be_visible()
    expect(page.locator("#inquiry-form")).to_be_focused()
    visitor.assert_clean()
