"""The looks of the pages: edges, sizes, and the order of things."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import RunningSite, Visit
from tests.e2e.measures import STYLE, box, pixels, plain

pytestmark = [pytest.mark.e2e, pytest.mark.looks]

WIDTHS = {360: 640, 768: 1024, 1280: 800, 1440: 900, 2560: 1440}
# The headings that begin, or go on in another line, beside the edge of their section.
BESIDE_THE_EDGE = """() => [...document.querySelectorAll("main .wrap .dashed")]
  .filter((heading) => !heading.closest(".addendum") && heading.checkVisibility())
  .filter((heading) => {
    const edge = heading.closest(".wrap").getBoundingClientRect().left;
    const text = document.createRange();
    text.selectNodeContents(heading);
    const rects = [...text.getClientRects()];
    const [, ...lines] = new Map(rects.map(({ top, left }) => [Math.round(top), left])).values();
    lines.push(heading.getBoundingClientRect().left);
    return lines.some((left) => Math.abs(left - edge) > 1);
  })
  .map((heading) => heading.textContent)"""
DRAWN_BY_SCROLLING = """() => document.getAnimations()
  .filter((animation) => animation.timeline !== document.timeline).length"""
# How many of the three thirds of the footer's width have words in them.
THIRDS = """() => {
  const footer = document.querySelector(".footer .wrap");
  const whole = footer.getBoundingClientRect();
  const filled = new Set();
  const parts = footer.querySelectorAll(":scope > :not(.footer-legal) :is(a, p)");
  for (const element of parts) {
    const words = document.createRange();
    words.selectNodeContents(element);
    const { left, right } = words.getBoundingClientRect();
    for (const third of [0, 1, 2]) {
      const from = whole.left + third * whole.width / 3;
      if (left < from + whole.width / 3 && right > from) filled.add(third);
    }
  }
  return filled.size;
}"""


def at_each_width(page: Page, *widths: int) -> Iterator[int]:
    for width in widths or WIDTHS:
        page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        yield width


def test_headings_and_text_have_one_edge_and_dashes_are_there_at_once(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    page = visit().page
    for path in ("/", "/services/strategie/", "/entretien/"):
        page.goto(site.url + path)
        for width in at_each_width(page, 360, 1440):
            assert page.evaluate(BESIDE_THE_EDGE) == [], (path, width)
        assert page.evaluate(DRAWN_BY_SCROLLING) == 0, path


def test_a_quote_looks_the_same_on_both_pages_and_in_both_schemes(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    """The words in the ink of the page, and the same marker under them."""
    page = visit(viewport={"width": 1440, "height": 900}).page
    looks = set()
    for path, quote in (("/", ".quote blockquote"), ("/entretien/", ".answer-body blockquote")):
        page.goto(site.url + path)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            words = page.locator(quote).first
            ink = page.locator("body").evaluate(STYLE, "color")
            size = pixels(words)
            assert words.locator("mark").count() == 0
            looks.add((
                words.evaluate(STYLE, "color") == ink,
                words.evaluate(STYLE, "textDecorationColor"),
                round(pixels(words, "textDecorationThickness") / size, 2),
                round(pixels(words, "textUnderlineOffset") / size, 2),
            ))  # fmt: skip
    assert len(looks) == 1, looks
    assert looks.pop()[0]


def test_the_questions_of_an_interview_are_seen_at_once(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    visitor = visit(reduced_motion="reduce")
    page = visitor.page
    page.goto(f"{site.url}/entretien/")
    nav = page.get_by_role("navigation", name="Questions", exact=True)
    for width in at_each_width(page, 360, 1280, 1440):
        assert plain(nav.locator("a span")) == plain(page.locator(".answer-question"))
        first = box(page.locator(".answer").first)
        for item in nav.locator("a span").all():
            assert box(item)["width"] > 100, width
        if width == 360:
            assert box(nav)["y"] + box(nav)["height"] <= first["y"] + 1
            continue
        assert box(nav)["x"] + box(nav)["width"] <= first["x"]
        for number in (4, 7, 2):
            page.locator(".answer-question").nth(number - 1).evaluate(
                "heading => heading.scrollIntoView({ block: 'start' })"
            )
            current = nav.locator("[aria-current]")
            expect(current.locator("b")).to_have_text(str(number))
            expect(current).to_be_in_viewport()
    # Many questions for a small window: the one that is read is in sight.
    page.set_viewport_size({"width": 1280, "height": 300})
    page.locator(".answer-question").last.scroll_into_view_if_needed()
    expect(nav.locator("[aria-current]")).to_be_in_viewport()
    visitor.assert_clean()


def test_from_each_answer_to_the_next_and_to_the_list_without_script(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    page = visit(java_script_enabled=False, viewport={"width": 360, "height": 640}).page
    page.goto(f"{site.url}/entretien/")
    slugs = page.locator(".answer").evaluate_all("all => all.map(({ id }) => id)")
    assert len(slugs) == 7
    for slug, following in zip(slugs, [*slugs[1:], None], strict=True):
        links = page.locator(f"#{slug} .answer-onward a")
        ways = links.evaluate_all("all => all.map((link) => link.getAttribute('href'))")
        assert ways == [f"#{following}", "#questions"][following is None :]
    page.locator(f"#{slugs[0]} .answer-next").click()
    expect(page.locator(f"#{slugs[1]} .answer-question")).to_be_in_viewport()
    # The line that names the question stays in sight.
    page.mouse.wheel(0, 500)
    expect(page.locator(f"#{slugs[1]} .answer-number")).to_be_in_viewport()
    page.locator(f"#{slugs[1]} .answer-onward a").last.click()
    expect(page.locator(".chapters a").first).to_be_in_viewport()
    page.locator(".chapters a").nth(4).click()
    expect(page.locator(f"#{slugs[4]} .answer-question")).to_be_in_viewport()
    page.goto(f"{site.url}/entretien/{slugs[1]}/")
    page.get_by_role("link", name="Toutes les questions").click()
    expect(page.locator(".chapters a").first).to_be_in_viewport()


def test_a_question_is_a_third_smaller_among_the_others(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    page = visit().page
    sizes: dict[str, dict[int, float]] = {}
    for path in ("/entretien/", "/entretien/roles/"):
        page.goto(site.url + path)
        question = page.locator("#roles .answer-question")
        sizes[path] = {width: pixels(question) for width in at_each_width(page, 360, 1440)}
    whole, alone = sizes.values()
    assert whole[1440] / alone[1440] == pytest.approx(2 / 3, abs=0.02)
    assert 26 < whole[360] < alone[360]


def test_a_line_of_the_owner_stands_beside_the_last_button(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    page = visit().page
    paths = ("/", "/entretien/", "/entretien/roles/", "/services/", "/services/strategie/")
    paths += ("/en/interview/", "/en/services/")
    for path in paths:
        page.goto(site.url + path)
        closing = page.locator(".closing")
        question, line = closing.locator(".big-question"), closing.locator(".closing-text")
        button = closing.locator(".button")
        for width in at_each_width(page, 360, 1440):
            boxes = [box(question), box(line)]
            if width == 360:
                boxes.append(box(button))
            else:
                middle = box(button)["y"] + box(button)["height"] / 2
                assert box(line)["y"] <= middle <= box(line)["y"] + box(line)["height"], path
            assert len({round(each["x"]) for each in boxes}) == 1, (path, width)


def test_a_service_says_whose_case_it_was_and_has_one_yellow_thing(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    page = visit(viewport={"width": 1440, "height": 900}).page
    page.goto(f"{site.url}/services/strategie/")
    client = pixels(page.locator(".case-client"))
    assert client >= pixels(page.locator(".case-result"))
    assert client > pixels(page.locator(".case-situation"))
    yellow = page.locator(".hero .button").evaluate(STYLE, "backgroundColor")
    for line in page.locator(".keyfacts > div").all():
        assert line.evaluate(STYLE, "borderBlockStartColor") != yellow


def test_a_large_screen_is_used(site: RunningSite, visit: Callable[..., Visit]) -> None:
    page = visit().page
    grown: dict[str, list[float]] = {}
    for path, figure in (("/", ".hero .avatar"), ("/entretien/", ".answer-duo")):
        page.goto(site.url + path)
        for _width in at_each_width(page, 1440, 2560):
            grown.setdefault(path, []).append(box(page.locator(figure).first)["width"])
        notes = page.locator("main .small:visible").all()
        assert notes
        assert min(map(pixels, notes)) >= 17
    for small, large in grown.values():
        assert large > 1.3 * small


def test_no_third_of_the_footer_is_empty(site: RunningSite, visit: Callable[..., Visit]) -> None:
    page = visit().page
    grounds: set[Any] = set()
    for path in ("/", "/contact/", "/mentions-legales/"):
        page.goto(site.url + path)
        for width in at_each_width(page, 768, 1280, 1440, 2560):
            assert page.evaluate(THIRDS) == 3, (path, width)
        footer = page.locator(".footer")
        grounds.add(footer.evaluate(STYLE, "backgroundColor"))
        assert footer.get_by_role("navigation").get_by_role("link").count() >= 4
    assert len(grounds) == 1
