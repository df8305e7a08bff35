"""The style page in a real browser: every component in every state."""

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import RunningSite
from tests.e2e.test_every_page import LOOKS, SIZES, findings, overflow

pytestmark = [pytest.mark.e2e, pytest.mark.looks]

# In forced colours, each of these has a sign in place of a colour.
TELL_APART = (
    (".avatar-head", "fill", ".avatar-one", "fill"),
    (".tags [aria-current]", "backgroundColor", ".tags a:not([aria-current])", "backgroundColor"),
    (".chapters [aria-current]", "borderBlockStartColor", ".guide", "backgroundColor"),
    (".hit", "backgroundColor", "body", "backgroundColor"),
    (".addendum", "borderBlockEndColor", "body", "backgroundColor"),
)
COMPUTED = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"


def test_the_style_page(site: RunningSite, owner_page: Page) -> None:
    page = owner_page
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site.url}/styleguide/")
    page.evaluate("document.fonts.ready")
    problems = {}
    for width, scheme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found: list[object] = findings(page, rules)
        if wide := overflow(page):
            found.append(f"{wide} px too wide")
        found += page.locator("[data-low]").all_inner_texts()
        if found:
            problems[f"{width}, {scheme}"] = found
    assert problems == {}
    assert page.locator(".guide-pairs b").all_inner_texts().count("") == 0
    # A state caused by a pointer, from the site's own rule.
    lines = [".guide-states .button", ".guide-states .button.is-focus-visible"]
    assert len({page.evaluate(COMPUTED, [line, "outlineStyle"]) for line in lines}) == 2
    for scheme in ("light", "dark"):
        page.emulate_media(forced_colors="active", color_scheme=scheme)
        for one, its, other, others in TELL_APART:
            shown = page.evaluate(COMPUTED, [one, its])
            assert shown != page.evaluate(COMPUTED, [other, others]), (scheme, one)
        assert findings(page, SIZES) == []
        assert overflow(page) == 0


def test_the_header_is_as_high_whether_its_page_is_translated_or_not(
    site: RunningSite, owner_page: Page
) -> None:
    """The note about a language is an overlay, and completely visible."""
    page = owner_page
    page.goto(f"{site.url}/styleguide/")
    page.evaluate("document.fonts.ready")
    headers = page.locator(".guide-header:not(.guide-open)")
    note = page.locator(".guide-open .language-fallback > p")
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        translated, untranslated = (header.bounding_box()["height"] for header in headers.all())
        assert untranslated == translated, width
        box = note.bounding_box()
        assert box["x"] >= 0, width
        assert box["x"] + box["width"] <= width, width
