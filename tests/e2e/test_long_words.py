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

# Words that span two lines. On a phone a headline may break a long one; with an argument, words of
# more letters may be broken.
BROKEN = """
longestWhole => {
  const broken = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const element = text.parentElement;
    if (element.closest("script, style, option, textarea, .form-trap")) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const hyphens = getComputedStyle(element).hyphens === "auto" ? 14 : Infinity;
    const words = /[\\p{L}\\p{N}\\u2011’]+[\\p{L}\\p{N}+%]/gu;
    for (const { 0: word, index } of text.data.matchAll(words)) {
      if (word.length > (longestWhole ?? hyphens)) continue;
      if (longestWhole && text.data.includes("@")) continue;
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


# What a reader may do to the text without losing any of it: twice the size (WCAG 1.4.4), and more
# space (1.4.12) where the window is as narrow as at a zoom of 400 % (1.4.10).
TWICE_THE_SIZE = "() => { document.documentElement.style.fontSize = '200%'; }"
MORE_SPACE = """
() => {
  const spaced = new CSSStyleSheet();
  spaced.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
  document.documentElement.style.fontSize = "";
  document.adoptedStyleSheets = [spaced];
}
"""
READERS = {"twice the size": (360, TWICE_THE_SIZE), "more space": (320, MORE_SPACE)}
LONGEST_WHOLE = 9  # letters


# The field for robots must neither show nor take a click; nor is it for Tab or for a screen reader.
TRAP = """
() => {
  const trap = document.querySelector(".form-trap");
  const found = [];
  if (!trap.matches("[aria-hidden=true]") || trap.querySelector("input").tabIndex >= 0) {
    found.push("the trap can be reached");
  }
  for (const element of [trap, ...trap.querySelectorAll("*")]) {
    element.scrollIntoView({ block: "center" });
    const { left, top, right, bottom } = element.getBoundingClientRect();
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(right, innerWidth); x += 1) {
      for (let y = Math.max(0, Math.floor(top)); y < Math.min(bottom, innerHeight); y += 4) {
        const clicked = document.elementFromPoint(x, y);
        if (trap.contains(clicked)) found.push(`${element.tagName} at ${x}, ${y}`);
      }
    }
  }
  return found.slice(0, 3);
}
"""
IN_ENGLISH = ("/en/services/strategy/", "/en/legal-notice/")


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
    """Words may only break where there is no other way, and "Search" has room.

    So it is for whoever needs large text or more space: nothing is cut, nor scrolls sideways.
    """
    visitor = visit(reduced_motion="reduce")
    problems = {}
    asked = "/contact/?service=strategie"
    for path in [*KINDS, *STATES, asked, *IN_ENGLISH, "/account/login/"]:
        page = visitor.open(path)
        page.evaluate("document.fonts.ready")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if broken := page.evaluate(BROKEN):
                problems[path, str(width)] = broken
        for name, (width, restyle) in READERS.items():
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(restyle)
            if found := [*page.evaluate(UNSEEN), *page.evaluate(BROKEN, LONGEST_WHOLE)]:
                problems[path, name] = found
            if path == asked and (trap := page.evaluate(TRAP)):
                problems[path, name] = trap
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
