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


# Where each line of text begins.
LEFTS = """
all => all.flatMap(element => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return [...range.getClientRects()].map(box => Math.round(box.left));
})
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
        if path == "/":
            assert page.locator(".availability").is_visible()
        if path == "/services/strategie/":
            lefts = page.locator(".step :is(h3, p)").evaluate_all(LEFTS)
            assert len(set(lefts)) <= 2, lefts  # two columns of steps, each beside its number
        page.emulate_media(media="null")
        assert not page.locator(".printed").is_visible()
    assert sheets["/"] == sheets["/en/"] == 1, sheets
    assert 2 <= sheets["/entretien/"] <= 5, sheets
    visitor.assert_clean()


NEW_TURNS = """
() => {
  const turns = `<section class="turn"><div class="wrap">
      <h2 class="asks dashed turn-question">A new kind?</h2><dl id="beside"><dt>One</dt></dl>
    </div></section>
    <section class="turn"><div class="wrap"><table id="across"><td>Two</td></table>
      <div id="wide">Three</div></div></section>`;
  document.querySelector("main .turn").insertAdjacentHTML("beforebegin", turns);
}
"""
PLACES = """
() => {
  const box = what => document.querySelector(what).getBoundingClientRect();
  const [main, question] = [box("main"), box(".turn-question")];
  const [beside, wide] = [box("#beside"), box("#wide")];
  return {
    "the answer stands beside its question": beside.left > question.right - 1
      && Math.abs(beside.top - question.top) < question.height + 20,
    "the answer has most of the width": beside.width > main.width / 2,
    "without a question, all of it": wide.width > main.width * 0.9,
    "it is there": document.querySelector("#across").checkVisibility(),
  };
}
"""


def test_a_kind_of_turn_that_paper_does_not_know_is_printed(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    page = visit().go("/")
    page.set_viewport_size({"width": 800, "height": 1100})  # about A4
    page.evaluate(NEW_TURNS)
    page.emulate_media(media="print")
    found = page.evaluate(PLACES)
    assert [name for name, holds in found.items() if not holds] == []
