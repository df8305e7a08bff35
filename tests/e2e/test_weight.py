"""The requests and compressed bytes of a visitor's phone, never times."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.e2e.conftest import RunningSite, Visit

pytestmark = [pytest.mark.e2e, pytest.mark.looks]

HOME, OTHER, SECOND = 115_000, 100_000, 20_000
SCRIPTS, PAGE = 17_100, 6_550
# All style, and the page with the style that it needs to be drawn: ten TCP segments
# (docs/decisions/0070).
STYLES, FLIGHT = 11_800, 13_500
# Two font files, before anything else is loaded (docs/decisions/0017).
FONTS = 48_000
REQUESTS = 11


@dataclass
class Fetched:
    """The transferred data, as counted by the browser's network panel.

    `bodies` are bytes by kind of resource, without headers, which a proxy's HTTP/2 compresses.
    `later` are those of style for paper and for the end of the page.
    """

    requests: int = 0
    bodies: dict[str, int] = field(default_factory=dict)
    later: int = 0

    @property
    def total(self) -> int:
        return sum(self.bodies.values())


def fetch(visitor: Visit, path: str) -> Fetched:
    """Open a page, wait until all requests are done, and count."""
    fetched = Fetched()
    begun: dict[str, tuple[str, int, str]] = {}
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Network.enable")

    def answered(event: dict[str, Any]) -> None:
        response = event["response"]
        size = int(response["encodedDataLength"])
        begun[event["requestId"]] = (event["type"], size, response["url"])

    def finished(event: dict[str, Any]) -> None:
        size = int(event["encodedDataLength"])
        kind, headers, url = begun.get(event["requestId"], ("Other", 0, ""))
        if size:  # nothing is transferred from the browser's own cache
            fetched.requests += 1
            fetched.bodies[kind] = fetched.bodies.get(kind, 0) + size - headers
            if "/style/print-" in url or ("/style/end-" in url and path != "/contact/"):
                fetched.later += size - headers

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    visitor.page.goto(visitor.site_url + path, wait_until="networkidle")
    session.detach()
    return fetched


def test_a_phone_fetches_little(site: RunningSite, visit: Callable[..., Visit]) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2}
    for path in ("/", "/entretien/", "/entretien/roles/", "/services/strategie/", "/contact/"):
        fetched = fetch(visit(**phone), path)
        assert fetched.total <= (HOME if path == "/" else OTHER), (path, fetched)
        assert fetched.requests <= REQUESTS, (path, fetched)
        assert fetched.bodies["Stylesheet"] <= STYLES, (path, fetched)
        assert fetched.bodies["Script"] <= SCRIPTS, (path, fetched)
        assert fetched.bodies["Font"] <= FONTS, (path, fetched)
        assert fetched.bodies["Document"] <= PAGE, (path, fetched)
        flight = fetched.bodies["Document"] + fetched.bodies["Stylesheet"] - fetched.later
        assert flight <= FLIGHT, (path, fetched)


def test_a_second_page_is_nearly_free(site: RunningSite, visit: Callable[..., Visit]) -> None:
    visitor = visit(viewport={"width": 360, "height": 740})
    fetch(visitor, "/")
    second = fetch(visitor, "/services/")
    assert second.total <= SECOND, second
