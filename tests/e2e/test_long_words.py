"""No word that a visitor or the owner types widens a page or is cut off.

Every word of every page is made as long as possible: on a page of each kind, in each state, and on
the style page with each component.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import RunningSite, Visit
from tests.e2e.test_every_page import KINDS, STATES

pytestmark = [pytest.mark.e2e, pytest.mark.looks]

WIDTHS = (320, 360, 768, 1280)
LINK = (
    "https://association.sharepoint.example/:w:/r/sites/communication/_layouts/15/Doc.aspx"
    "?sourcedoc=%7B6F9619FF-8B86-D011-B42D-00C04FC964FF%7D&file=Plan&action=default"
)
WORDS = ("Professionnalisation" * 10, LINK, "Professionnalisation des coopératives intercommunales")
LENGTHEN = """
words => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  texts.filter(text => text.data.trim() && !text.parentElement.closest("script, style"))
    .forEach((text, n) => { text.data = ` ${words[n % words.length]} `; });
  const fields = "input:not([type=hidden], [type=submit], [type=radio], [type=checkbox]), textarea";
  for (const field of document.querySelectorAll(fields)) field.value = words[0];
}
"""
# Text that is invisible at this width: beyond the window, or cut off by an element around it.
UNSEEN = """
() => {
  const width = document.documentElement.clientWidth;
  const unseen = [];
  const wide = document.documentElement.scrollWidth - width;
  if (wide > 0) unseen.push(`the page is ${wide} px too wide`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const element = text.parentElement;
    const never = "script, style, option, textarea, .skip, .form-trap";
    if (!text.data.trim() || element.closest(never)) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    let edges = [0, width], skip = false;
    for (let box = element; box && box !== document.documentElement; box = box.parentElement) {
      const style = getComputedStyle(box);
      // Scrolled sideways on purpose, cut with an ellipsis, or only for those who listen.
      if (["auto", "scroll"].includes(style.overflowX)) skip = true;
      if (style.textOverflow === "ellipsis" || style.clipPath !== "none") skip = true;
      if (["hidden", "clip"].includes(style.overflowX)) {
        const { left, right } = box.getBoundingClientRect();
        edges = [Math.max(edges[0], left), Math.min(edges[1], right)];
      }
    }
    if (skip) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const boxes = [...range.getClientRects()];
    const left = Math.min(...boxes.map(box => box.left));
    const right = Math.max(...boxes.map(box => box.right));
    if (left < edges[0] - 6 || right > edges[1] + 2) {
      const name = element.tagName.toLowerCase() + "." + element.className;
      unseen.push(`${name}: ${Math.round(Math.max(edges[0] - left, right - edges[1]))} px`);
    }
  }
  return [...new Set(unseen)];
}
"""

# Words that span two lines. On a phone a headline may break a long one.
BROKEN = """
() => {
  const broken = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const element = text.parentElement;
    if (element.closest("script, style, option, textarea, .form-trap")) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const longest = getComputedStyle(element).hyphens === "auto" ? 14 : Infinity;
    for (const { 0: word, index } of text.data.matchAll(/[\\p{L}\\p{N}]{2,}/gu)) {
      if (word.length > longest) continue;
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
      if (lines.size > 1) broken.push(word);
    }
  }
  return [...new Set(broken)];
}
"""


def unseen(page: Page) -> dict[int, list[str]]:
    """Return the text that is invisible at each width."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if texts := page.evaluate(UNSEEN):
            found[width] = texts
    return found


def test_no_word_widens_a_page(site: RunningSite, visit: Callable[..., Visit]) -> None:
    visitor = visit(reduced_motion="reduce")
    problems = {}
    for path in [*KINDS, *STATES, "/contact/?service=strategie", "/entretien/?q=ong"]:
        page = visitor.go(path)
        page.evaluate("document.fonts.ready")
        page.evaluate(LENGTHEN, WORDS)
        if found := unseen(page):
            problems[path] = found
    assert problems == {}


def test_no_ordinary_word_is_broken(site: RunningSite, visit: Callable[..., Visit]) -> None:
    """Words may only break where there is no other way, and "Search" has room."""
    visitor = visit(reduced_motion="reduce")
    problems = {}
    for path in [*KINDS, *STATES, "/contact/?service=strategie"]:
        page = visitor.go(path)
        page.evaluate("document.fonts.ready")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if broken := page.evaluate(BROKEN):
                problems[path, width] = broken
    assert problems == {}


@pytest.mark.parametrize("scripted", [True, False], ids=["with JavaScript", "without"])
def test_a_long_link_does_not_widen_what_is_said_after_sending(
    site: RunningSite, visit: Callable[..., Visit], scripted: bool
) -> None:
    visitor = visit(java_script_enabled=scripted, reduced_motion="reduce")
    page = visitor.go("/contact/")
    send = page.locator('form[method=post] button[type="submit"]:not([name])')
    page.locator("[name=message]").fill(f"Voici : {LINK} {'x' * 200}")
    page.locator("[name=name]").fill("x" * 100)
    page.locator("[name=email]").fill("a" * 60 + ",@" + "b" * 60 + ".example")
    send.click()
    expect(page.locator(".error-summary")).to_be_visible()
    assert unseen(page) == {}
    page.locator("[name=email]").fill("a" * 60 + "@" + "b" * 60 + ".example")
    send.click()
    expect(page.locator(".sent-reference")).to_be_visible()
    assert unseen(page) == {}


def test_no_word_widens_a_component(site: RunningSite, owner_page: Page) -> None:
    """The style page has what no seeded page has: errors, refusals, notes, every kind of turn."""
    owner_page.emulate_media(reduced_motion="reduce")
    owner_page.goto(f"{site.url}/styleguide/")
    owner_page.evaluate("document.fonts.ready")
    owner_page.evaluate(LENGTHEN, WORDS)
    assert unseen(owner_page) == {}
