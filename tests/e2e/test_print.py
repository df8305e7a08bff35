"""Printed pages: the biography on one page, the interview whole, nothing to click, ink only."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import RunningSite, Visit

pytestmark = [pytest.mark.e2e, pytest.mark.looks]

SHOWN = "e => e.checkVisibility() && e.getClientRects().length > 0"
TO_CLICK = f"""
() => [...document.querySelectorAll("nav *, form, input, select, textarea, button, .button, .more")]
  .filter({SHOWN}).map(e => e.outerHTML.slice(0, 80))
"""
COLOURED = f"""
() => [...document.querySelectorAll("body, body *")].filter({SHOWN}).filter(e => {{
  const style = getComputedStyle(e);
  const [r, g, b] = style.color.match(/[0-9.]+/g);
  return style.backgroundColor !== "rgba(0, 0, 0, 0)" || style.backgroundImage !== "none"
    || r !== g || g !== b;
}}).map(e => e.outerHTML.slice(0, 80))
"""
LEFT_OUT = f"""
() => [...document.querySelectorAll(".answer :is(h2, .answer-body > :is(p, ul, ol, blockquote))")]
  .filter(e => !e.matches(".answer-actions, .answer-onward") && !({SHOWN})(e))
  .map(e => e.textContent)
"""


def pages_of(page: Page) -> int:
    """Return the number of A4 sheets for the page."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def test_on_paper(site: RunningSite, visit: Callable[..., Visit]) -> None:
    visitor = visit(color_scheme="dark")
    sheets = {}
    for path in ("/", "/en/", "/entretien/", "/services/strategie/", "/contact/"):
        page = visitor.go(path)
        page.evaluate("document.fonts.ready")
        sheets[path] = pages_of(page)
        page.emulate_media(media="print")
        assert page.evaluate(TO_CLICK) == [], path
        assert page.evaluate(COLOURED) == [], path
        credits = page.locator(".printed").inner_text()
        assert f"{site.url}{path}" in credits
        assert "David Pires" in credits
        if path == "/entretien/":
            assert page.locator(".answer").count() == 7
            assert page.evaluate(LEFT_OUT) == []
            assert "Lilian" in page.locator(".credits").inner_text()
        page.emulate_media(media="null")
        assert not page.locator(".printed").is_visible()
    assert sheets["/"] == sheets["/en/"] == 1, sheets
    assert 2 <= sheets["/entretien/"] <= 5, sheets
    visitor.assert_clean()
