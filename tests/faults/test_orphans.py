"""If the supervisor is killed, no process keeps serving that nobody would restart."""

import os
from collections.abc import Callable

import pytest

from tests.faults.load import Visitor
from tests.faults.site import Site, family_of, wait_until


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.any_database
def test_they_end_in_order_and_the_next_run_takes_over(new: Callable[..., Site]) -> None:
    site = new()
    with site.supervisor() as running:
        # The supervisor, gunicorn with two processes, and the worker.
        wait_until(lambda: len(family_of(running.process.pid)) == 5, "all are there")
        family = family_of(running.process.pid)
        visitor = Visitor(site.url, "orphan-0 Bonjour", "orphan-0@client.example")
        visitor.open()
        running.kill()
        # Restart at once, as a service manager does.
        with site.supervisor():
            wait_until(lambda: not any(alive(pid) for pid in family[1:]), "the orphans are gone")
            # Before that, an orphan may have answered instead.
            wait_until(site.answers, "the next one serves")
            assert visitor.post().status == 303
            assert "Traceback" not in running.log.read_text()
