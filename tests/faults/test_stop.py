"""RELIABILITY 7: when the site is told to stop, it answers everybody who got through.

A refused connection has sent nothing: the browser says so, and the text is still there.
"""

import os
import signal
from collections.abc import Callable
from functools import partial

import pytest

from tests.faults.load import ROUNDS, VISITORS, Ledger, Visitor, account, at_once, visitors
from tests.faults.site import WITHIN, Site

pytestmark = pytest.mark.any_database
PEOPLE = 16


@pytest.mark.parametrize("what", ["web", "supervisor"])
@pytest.mark.parametrize("number", range(1, min(ROUNDS, 5) + 1))
def test_nobody_who_got_through_is_left_without_an_answer(
    new: Callable[..., Site], what: str, number: int
) -> None:
    site, ledger = new(), Ledger()
    with getattr(site, what)() as running:
        crowd = visitors(site.url, "stop", 2 * VISITORS)

        def send_all(mine: list[Visitor]) -> None:
            for visitor in mine:
                ledger.send(visitor, tries=1)

        def stop() -> None:
            ledger.wait_for(VISITORS // 3)
            os.kill(running.process.pid, signal.SIGTERM)

        at_once(stop, *(partial(send_all, crowd[n::PEOPLE]) for n in range(PEOPLE)))
        assert running.process.wait(WITHIN) == 0, running.log.read_text()[-2000:]
        assert running.children == []
    # Whoever copies the file of a site that was stopped has everything.
    assert list(site.var.glob("vitrine.sqlite3-*")) == []
    result = account(ledger, site.database, "stop")
    print(f"\n{what}: {result}; {ledger.broken} broken, {ledger.not_sent} refused")
    assert ledger.broken == 0
    assert ledger.others == {}
    assert result.holds, result
    assert result.rows == result.acknowledged
    # Otherwise the load was over before the site was told to stop.
    assert ledger.not_sent
