"""Chromium fetches a page while the pointer rests on its link; the server learns who reads it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request

from tests.e2e.conftest import PATIENCE, RunningSite, Visit

pytestmark = [pytest.mark.e2e, pytest.mark.looks]

DELIVERY = "performance.getEntriesByType('navigation')[0].deliveryType"


class Preloads:
    """The addresses that the browser may fetch in advance, and those that it has fetched.

    The DevTools protocol tells (domain Preload).
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._may: set[str] = set()
        self._have: set[str] = set()
        devtools = page.context.new_cdp_session(page)
        devtools.on("Preload.preloadingAttemptSourcesUpdated", self._found)
        devtools.on("Preload.prefetchStatusUpdated", self._fetched)
        devtools.send("Preload.enable")

    def _found(self, event: dict[str, Any]) -> None:
        self._may = {each["key"]["url"] for each in event["preloadingAttemptSources"]}

    def _fetched(self, event: dict[str, Any]) -> None:
        if event["status"] in {"Ready", "Success"}:
            self._have.add(event["key"]["url"])

    def may_fetch(self) -> set[str]:
        """Return the addresses of links that the rules let it fetch, once there are any."""
        return self._wait(lambda: self._may)

    def wait_for(self, url: str) -> None:
        self._wait(lambda: url in self._have)

    def _wait(self, condition: Callable[[], Any]) -> Any:
        for _ in range(PATIENCE // 50):
            if found := condition():
                return found
            self._page.wait_for_timeout(50)  # events come in meanwhile
        pytest.fail(f"may fetch {self._may}, has {self._have}")


def test_a_page_is_there_before_the_click_and_counts_when_it_is_read(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    visitor = visit(viewport={"width": 1280, "height": 900})
    told: list[Request] = []
    visitor.page.on("request", lambda request: told.append(request))
    preloads = Preloads(visitor.page)
    page = visitor.go("/")
    assert page.evaluate(DELIVERY) == ""
    may = preloads.may_fetch()
    assert f"{site.url}/entretien/" in may
    assert not {url for url in may if "/contact/" in url or "?" in url}

    link = page.locator('.site-header a[href="/entretien/"]').first
    link.hover()
    preloads.wait_for(f"{site.url}/entretien/")
    link.click()
    page.wait_for_url("**/entretien/")
    page.wait_for_load_state()

    assert page.evaluate(DELIVERY) == "navigational-prefetch"
    read = [(r.url, r.headers["x-prefetched"]) for r in told if r.method == "HEAD"]
    assert read == [(f"{site.url}/entretien/", f"{site.url}/")]
    visitor.assert_clean()
