"""Page views are stored when the site stops, and never keep an inquiry from being stored."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

from tests.faults.load import Visitor
from tests.faults.site import WITHIN, Site

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
VIEWS = 12


def read(site: Site, path: str) -> int:
    """Open a page as somebody who came from a list of links; return the status."""
    connection = HTTPConnection("localhost", site.port, timeout=WITHIN)
    headers = {"User-Agent": BROWSER, "Referer": "https://links.example/"}
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_a_site_that_is_told_to_stop_stores_what_it_has_counted(new: Callable[..., Site]) -> None:
    site = new()
    counted = "SELECT kind, name, count FROM ops_dailycount ORDER BY kind"
    with site.web() as running:
        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(lambda _: read(site, "/"), range(VIEWS))) == {200}
        # With what has been counted in memory alone, an inquiry finds the database free.
        assert site.database.rows(counted) == []
        client = Visitor(site.url, "Bonjour", "visits@client.example")
        client.open()
        assert client.post().status == 303
        os.kill(running.process.pid, signal.SIGTERM)
        assert running.process.wait(WITHIN) == 0, running.log.read_text()[-2000:]
        assert "Exception" not in running.log.read_text()
    assert site.database.rows(counted) == [("page", "/", VIEWS), ("site", "links.example", VIEWS)]
