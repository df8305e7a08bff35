"""Every seeded page is accessible, fits any width, logs nothing and sets no cookie."""

import re
from collections import defaultdict
from collections.abc import Callable
from itertools import chain
from urllib.parse import urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from bs4 import BeautifulSoup
from playwright.sync_api import Page, Route, expect

from brand.theme.stylesheet import SHEETS
from tests.e2e.conftest import RunningSite, Visit
from tests.e2e.pieces import DRAWN, slow_line
from tests.house.format_css import STYLE_SHEETS
from tests.house.test_style_sheets import CLASS, selectors

pytestmark = [pytest.mark.e2e, pytest.mark.looks]

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
# One page of each kind. All others have the same parts, with other text.
KINDS = (
    "/",
    "/entretien/",
    "/entretien/qui-etes-vous/",
    "/services/",
    "/services/strategie/",
    "/contact/",
    "/mentions-legales/",
    "/confidentialite/",
    "/en/",
    "/en/interview/",
    "/en/contact/",
)
STATES = ("/nowhere/", "/entretien/?q=xyzzy", "/services/?nothing=1")
WIDTHS = (320, 360, 768, 1024, 1280, 1920)
# Contrast, names, roles, landmarks, headings and more: WCAG 2.2 A and AA, and best practices.
EVERYTHING = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# The rules whose result can change with width or scheme in one document.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
SIZES = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
LOOKS = (
    (1280, "light", EVERYTHING),
    (1280, "dark", COLOURS),
    (768, "dark", SIZES),
    (768, "light", COLOURS),
    (320, "light", COLOURS),
    (320, "dark", EVERYTHING),
)


def seeded_paths(site: RunningSite) -> list[str]:
    """Return the addresses of all pages and answers, from the sitemap."""
    with urlopen(f"{site.url}/sitemap.xml") as answer:
        return [urlsplit(loc.text).path for loc in ElementTree.parse(answer).iter(SITEMAP)]


def findings(page: Page, rules: dict[str, object] = EVERYTHING) -> list[str]:
    """Return axe's findings on the current page: rule and element."""
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    violations = page.evaluate("async options => (await axe.run(options)).violations", options)
    return [
        f"{violation['id']} ({violation['impact']}): {node['target']}"
        for violation in violations
        for node in violation["nodes"]
    ]


def overflow(page: Page) -> int:
    """Return the number of pixels by which the page is wider than the window."""
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


# Links and buttons with the same words that lead to different places or act on different things, in
# a list without what is around them (RGAA 6.1, 11.9); articles without a name.
ALIKE = """
() => {
  const seen = new Map(), alike = [];
  for (const element of document.querySelectorAll("main :is(a[href], button)")) {
    const words = element.textContent.trim().replace(/\\s+/g, " ");
    const target = element.dataset.copy ?? element.getAttribute("href")?.replace(/[?#].*/, "");
    const known = seen.get(words);
    if (known !== undefined && known !== target) alike.push(`${words}: ${known}, ${target}`);
    seen.set(words, target);
  }
  for (const article of document.querySelectorAll("article")) {
    const name = document.getElementById(article.getAttribute("aria-labelledby"));
    if (!name?.textContent.trim()) alike.push(`no name: ${article.id || article.className}`);
  }
  return alike;
}
"""


def test_every_page_is_whole_at_any_width_and_silent(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    """Nothing is wider than the window, no heading breaks inside a word, one h1, no cookie.

    Titles are different and say the owner's name once; links with the same words lead to the same
    place.
    """
    visitor = visit(viewport={"width": WIDTHS[0], "height": 800}, reduced_motion="reduce")
    paths = seeded_paths(site)
    assert len(paths) >= 20
    assert set(KINDS) <= set(paths)
    problems: dict[str, object] = {}
    titles: dict[tuple[bool, str], str] = {}
    for path in [*paths, *STATES]:
        page = visitor.go(path)
        page.evaluate("document.fonts.ready")
        title = page.title()
        if title.count("David Pires") != 1 and not path.startswith("/services/?"):
            problems[f"{path}: title"] = title
        known = titles.setdefault((path.startswith("/en/"), title), path)
        if known != path and "?" not in path:
            problems[f"{path}: title"] = f"{title}, as {known}"
        if alike := page.evaluate(ALIKE):
            problems[f"{path}: names"] = alike
        if page.locator("h1").count() != 1:
            problems[path] = "not exactly one h1"
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if wide := overflow(page):
                problems[f"{path} at {width}"] = f"{wide} px too wide"
            if split := page.evaluate(SPLIT_WORDS):
                problems[f"{path} at {width}"] = split
    assert problems == {}
    visitor.assert_clean()


NOTE_SHIFTS = """
window.moved = [];
new PerformanceObserver(list => {
  for (const shift of list.getEntries()) {
    moved.push(...shift.sources.map(({ node }) => (node?.outerHTML ?? String(node)).slice(0, 90)));
  }
}).observe({ type: "layout-shift", buffered: true });
"""


def test_nothing_moves_while_a_page_loads(site: RunningSite, visit: Callable[..., Visit]) -> None:
    """This includes the arrival of fonts and of the script."""
    visitor = visit(reduced_motion="reduce")
    visitor.page.add_init_script(NOTE_SHIFTS)
    moved = {}
    for width in (1280, 360):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        for path in [*KINDS, *STATES]:
            page = visitor.go(path)
            page.evaluate("document.fonts.ready")
            page.evaluate(DRAWN)
            if found := page.evaluate("moved"):
                moved[f"{path} at {width}"] = found
    assert moved == {}


def test_nothing_moves_while_a_page_comes_in_pieces(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    """Everything drawn stays where it is, whatever comes after it."""
    visitor = visit(reduced_motion="reduce")
    page = visitor.page
    page.add_init_script(NOTE_SHIFTS)
    moved = {}
    with slow_line(site.url) as line:
        line.open(page, "/")  # fonts are loaded from now on, as they have a test of their own
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            for path in [*KINDS[:8], *STATES, "/entretien/?q=ong"]:
                line.open(page, path)
                if found := page.evaluate("moved"):
                    moved[f"{path} at {width}"] = found
    assert moved == {}


NOTE_FADES = """
window.faded = [];
addEventListener("transitionrun", ({ target }) => {
  if (target.matches(".button, input, select, textarea")) faded.push(target.outerHTML.slice(0, 90));
});
"""


def test_buttons_and_fields_have_their_colour_at_once(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    """They do not fade in from the browser's grey when the style sheet is slow."""
    visitor = visit()
    page = visitor.page
    page.add_init_script(NOTE_FADES)
    held: list[Route] = []
    # A browser reads on below the link of the last sheet when it has that.
    kinds = (("/", "2140c8-", ".button"), ("/contact/", "(2140c8|end)-", "form .button"))
    for path, sheets, last in kinds:
        slow = re.compile(f"/style/{sheets}")
        page.route(slow, lambda route: held.append(route))
        page.goto(site.url + path, wait_until="commit")
        page.locator(last).first.wait_for(state="attached")
        page.locator(".button").first.bounding_box()
        while held:
            held.pop().continue_()
        visitor.wait_for_htmx()
        page.unroute(slow)
        assert page.evaluate("faded") == [], path


def test_every_kind_of_page_is_accessible(site: RunningSite, visit: Callable[..., Visit]) -> None:
    """At every width, in light, dark and forced colours, axe finds nothing."""
    visitor = visit(reduced_motion="reduce")
    problems = {}
    for path in [*KINDS, *STATES]:
        page = visitor.go(path)
        for width, scheme, rules in LOOKS:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            if found := findings(page, rules):
                problems[f"{path} at {width}, {scheme}"] = found
        page.emulate_media(forced_colors="active")
        if found := findings(page, SIZES):
            problems[f"{path} in forced colours"] = found
        page.emulate_media(forced_colors="none")
    assert problems == {}
    visitor.assert_clean()


def test_the_form_with_errors_is_accessible(site: RunningSite, visit: Callable[..., Visit]) -> None:
    for scheme in ("light", "dark"):
        visitor = visit(color_scheme=scheme, reduced_motion="reduce")
        page = visitor.go("/contact/")
        page.locator('form[method=post] button[type="submit"]:not([name])').click()
        expect(page.locator(".error-summary[role=alert]")).to_be_focused()
        assert findings(page) == []
        visitor.assert_clean()


def test_every_page_asks_for_the_style_of_all_that_it_shows(site: RunningSite) -> None:
    """Each class that a style sheet opens (`.line { … }`) is in one of the sheets of the page."""
    opened: dict[str, set[str]] = defaultdict(set)
    for name in {*chain.from_iterable(SHEETS.values())} - {*SHEETS["print"]}:
        for selector in selectors((STYLE_SHEETS / f"{name}.css").read_text()):
            if CLASS.fullmatch(selector):
                opened[selector[1:]].add(name)
    assert len(opened) > 100
    bare = {}
    for path in [*seeded_paths(site), "/entretien/?q=web"]:
        with urlopen(site.url + path) as answer:
            soup = BeautifulSoup(answer.read(), "html.parser")
        links = " ".join(link["href"] for link in soup.select("link[rel=stylesheet]"))
        kinds = ["site", *(kind for kind in SHEETS if f"/style/{kind}-" in links)]
        asked = {*chain.from_iterable(SHEETS[kind] for kind in kinds)}
        shown = {name for element in soup.select("body [class]") for name in element["class"]}
        if lost := {name for name in shown & opened.keys() if not opened[name] & asked}:
            bare[path] = lost
    assert bare == {}


def test_every_page_answers_200_to_a_program(site: RunningSite) -> None:
    for path in seeded_paths(site):
        with urlopen(site.url + path) as answer:
            assert answer.status == 200
            assert "Set-Cookie" not in answer.headers
            assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
            assert "unsafe" not in answer.headers["Content-Security-Policy"]


FOR_ANYBODY = (
    "/account/login/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/1-x/",
    "/account/inactive/",
)
FOR_OWNERS = (
    "/account/password/change/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/reauthenticate/",
    "/account/logout/",
)


def test_the_account_pages_are_accessible(
    site: RunningSite, visit: Callable[..., Visit], owner_page: Page
) -> None:
    """Whole and silent too, light and dark; they are not in the sitemap, and few ever see them."""
    visitor = visit(reduced_motion="reduce")
    owner_page.emulate_media(reduced_motion="reduce")
    problems: dict[str, object] = {}
    for page, paths in ((visitor.page, FOR_ANYBODY), (owner_page, FOR_OWNERS)):
        for path in paths:
            page.goto(site.url + path)
            for width, scheme, rules in LOOKS:
                page.set_viewport_size({"width": width, "height": 800})
                page.emulate_media(color_scheme=scheme)
                found: list[object] = [*findings(page, rules)]
                if wide := overflow(page):
                    found.append(f"{wide} px too wide")
                if found:
                    problems[f"{path} at {width}, {scheme}"] = found
    assert problems == {}
