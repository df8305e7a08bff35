"""RELIABILITY 1: a killed web worker loses or doubles no inquiry, while 200 people send.

FAULT_ROUNDS and FAULT_VISITORS make the test longer (`make faults`).
"""

import os
import signal
from functools import partial

import pytest

from tests.faults.load import ROUNDS, VISITORS, Ledger, account, at_once, visitors
from tests.faults.site import Running, Site, wait_until


@pytest.mark.parametrize("number", range(1, ROUNDS + 1))
def test_what_was_acknowledged_is_stored_once(site: Site, web: Running, number: int) -> None:
    wait_until(lambda: len(web.children) == 2, "both workers are there")
    tag = f"web{number}"
    crowd = visitors(site.url, tag, VISITORS)
    ledger = Ledger()

    def kill_one() -> None:
        ledger.wait_for(VISITORS // 3)
        os.kill(web.busiest_child(), signal.SIGKILL)

    at_once(kill_one, *(partial(ledger.send, visitor) for visitor in crowd))
    result = account(ledger, site.database, tag)
    print(f"\nround {number}: {result}; {ledger.broken} connections broke")
    assert result.holds, result
    # Everybody who retries, as a browser does, succeeds in the end.
    assert len(ledger.acknowledged) == VISITORS, ledger.others
    # A kill without an effect proves nothing.
    assert ledger.broken
