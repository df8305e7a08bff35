"""RELIABILITY 4: another process holds the write lock, for a moment or for good."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from functools import partial

import pytest

from tests.faults.load import Answer, Ledger, Visitor, account, ask, at_once, visitors
from tests.faults.site import Running, Site

MOMENT, TOO_LONG = 3, 30  # seconds for which the lock is held
WRITERS = 20


@pytest.fixture(scope="module")
def crowded(new: Callable[..., Site]) -> Iterator[tuple[Site, Running]]:
    """A site in which 20 threads can write at the same time."""
    site = new()
    with site.web(WEB_THREADS=str(WRITERS // 2)) as running:
        yield site, running


def a_visitor(site: Site, tag: str) -> Visitor:
    visitor = Visitor(site.url, f"{tag}-0 <Bonjour> à tous", f"{tag}-0@client.example")
    visitor.open()
    return visitor


def send_into_lock(site: Site, visitor: Visitor, held: float) -> tuple[Answer | None, Answer]:
    """Hold the write lock; return the answer during that time, and the final one."""
    with ThreadPoolExecutor(1) as pool:
        with site.database.write_lock():
            sent: Future[Answer] = pool.submit(visitor.post)
            try:
                early = sent.result(held)
            except NotYet:
                early = None
        return early, sent.result()


def test_held_for_a_moment_it_is_waited_for(crowded: tuple[Site, Running]) -> None:
    site, _ = crowded
    visitor = a_visitor(site, "moment")
    early, answer = send_into_lock(site, visitor, MOMENT)
    assert early is None
    assert visitor.follow(answer)
    assert site.database.rows("SELECT 1 FROM contact_inquiry WHERE email = %s", visitor.email)


def test_held_for_long_the_text_is_given_back(crowded: tuple[Site, Running]) -> None:
    site, _ = crowded
    visitor = a_visitor(site, "long")
    early, _ = send_into_lock(site, visitor, TOO_LONG)
    assert early is not None, "still waiting after half a minute"
    assert early.status == 503
    assert "&lt;Bonjour&gt; à tous" in early.body
    assert 'href="mailto:' in early.body
    sql = "SELECT 1 FROM contact_inquiry WHERE email = %s"
    assert site.database.rows(sql, visitor.email) == []
    assert visitor.post().status == 303
    assert len(site.database.rows(sql, visitor.email)) == 1


def test_twenty_writers_wait_for_each_other(crowded: tuple[Site, Running]) -> None:
    site, running = crowded
    ledger = Ledger()
    crowd = visitors(site.url, "twenty", WRITERS * 3)

    def send_all(mine: list[Visitor]) -> None:
        for visitor in mine:
            ledger.send(visitor)

    at_once(*(partial(send_all, crowd[n::WRITERS]) for n in range(WRITERS)))
    assert ledger.others == {}
    assert len(ledger.acknowledged) == len(crowd)
    assert account(ledger, site.database, "twenty").holds
    assert ask(f"{site.url}/").status == 200
    assert "database is locked" not in running.log.read_text()
