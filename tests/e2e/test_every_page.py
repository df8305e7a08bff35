"""Every seeded page in a real browser: accessible, whole at any width, silent, without cookies."""

from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.conftest import RunningSite, Visit

pytestmark = [pytest.mark.e2e, pytest.mark.looks]

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LOOKS = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
# Contrast, names, roles, landmarks, one heading …: WCAG 2.2 A and AA, and best practices.
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def seeded_paths(site: RunningSite) -> list[str]:
    """The address of every page and answer, from the sitemap."""
    with urlopen(f"{site.url}/sitemap.xml") as answer:
        return [urlsplit(loc.text).path for loc in ElementTree.parse(answer).iter(SITEMAP)]


def findings(page: Page) -> list[str]:
    """What axe finds on the page as it is: rule and place."""
    result = Axe().run(page, options=AXE)
    return [
        f"{violation['id']} ({violation['impact']}): {node['target']}"
        for violation in result.response["violations"]
        for node in violation["nodes"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


SPLIT_WORDS = """
() => [...document.querySelectorAll("h1, h2, h3, .asks")].flatMap(heading => {
  const split = [];
  const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (const word of walker.currentNode.data.matchAll(/[^\\s]+/g)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, word.index);
      range.setEnd(walker.currentNode, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
      if (lines.size > 1 && !word[0].includes("-")) split.push(word[0]);
    }
  }
  return split;
})
"""


@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1280, 1920])
def test_no_heading_breaks_inside_a_word(
    site: RunningSite, visit: Callable[..., Visit], width: int
) -> None:
    visitor = visit(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    split = {}
    for path in seeded_paths(site):
        page = visitor.go(path)
        page.evaluate("document.fonts.ready")
        if words := page.evaluate(SPLIT_WORDS):
            split[path] = words
    assert split == {}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_page_is_accessible_whole_and_silent(
    site: RunningSite, visit: Callable[..., Visit], width: int, scheme: str
) -> None:
    visitor = visit(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    paths = seeded_paths(site)
    assert len(paths) >= 20
    assert {"/", "/en/", "/entretien/", "/en/interview/", "/contact/"} <= set(paths)
    problems = {}
    for path in [*paths, "/nowhere/", "/entretien/?q=xyzzy", "/services/?nothing=1"]:
        page = visitor.go(path)
        found = findings(page)
        if wide := overflow(page):
            found.append(f"{wide} px too wide")
        if page.locator("h1").count() != 1:
            found.append("not exactly one h1")
        if found:
            problems[path] = found
    assert problems == {}
    visitor.assert_clean()


def test_the_form_with_errors_is_accessible(site: RunningSite, visit: Callable[..., Visit]) -> None:
    for scheme in ("light", "dark"):
        visitor = visit(color_scheme=scheme, reduced_motion="reduce")
        page = visitor.go("/contact/")
        page.locator('form[method=post] button[type="submit"]:not([name])').click()
        page.locator(".error-summary").wait_for()
        assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
        assert findings(page) == []
        visitor.assert_clean()


def test_every_page_answers_200_to_a_program(site: RunningSite) -> None:
    for path in seeded_paths(site):
        with urlopen(site.url + path) as answer:
            assert answer.status == 200
            assert "Set-Cookie" not in answer.headers
            assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
            assert "unsafe" not in answer.headers["Content-Security-Policy"]
