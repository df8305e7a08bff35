"""Chromium fetches a page while the pointer rests on its link; the server learns who reads it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request

from tests.e2e.conftest import RunningSite, Visit

pytestmark = [pytest.mark.e2e, pytest.mark.looks]

DELIVERY = "performance.getEntriesByType('navigation')[0].deliveryType"


def follow(page: Page, path: str, *, slowly: bool) -> str:
    """Follow a link; with `slowly`, once what the browser fetches in advance is there."""
    link = page.locator(f'.site-header a[href="{path}"]').first
    if slowly:
        link.hover()
        # As long as nothing has been fetched, a click fetches it: nothing to wait for but time.
        page.wait_for_timeout(1500)
    link.click()
    page.wait_for_url(f"**{path}")
    page.wait_for_load_state()
    return str(page.evaluate(DELIVERY))


def test_a_page_is_there_before_the_click_and_counts_when_it_is_read(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    visitor = visit(viewport={"width": 1280, "height": 900})
    told: list[Request] = []
    visitor.page.on("request", lambda request: told.append(request))
    page = visitor.go("/")
    assert page.evaluate(DELIVERY) == ""
    assert follow(page, "/entretien/", slowly=True) == "navigational-prefetch"
    assert follow(page, "/contact/", slowly=True) == ""
    read = [(r.url, r.headers["x-prefetched"]) for r in told if r.method == "HEAD"]
    assert read == [(f"{site.url}/entretien/", f"{site.url}/")]
    visitor.assert_clean()
