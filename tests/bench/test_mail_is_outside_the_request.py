"""Sending an inquiry takes the same time with a hanging mail server as with a working one.

Gunicorn and a worker run as on a site. Both halves are measured in the same run and compared with
each other; nothing is asserted in seconds (RELIABILITY 11).
"""

import sys
import time
from collections.abc import Callable

import pytest

from tests.faults.load import Visitor, visitors
from tests.faults.site import WITHIN, Site
from tests.mail_servers import misbehaving_server

pytestmark = [pytest.mark.faults, pytest.mark.any_database]

POSTS = 14  # number of requests in each half


def seconds_to_send(visitor: Visitor) -> float:
    began = time.perf_counter()
    answer = visitor.post()
    took = time.perf_counter() - began
    assert answer.status in {200, 303}
    return took


def p95(times: list[float]) -> float:
    return sorted(times)[round(0.95 * len(times)) - 1]


def test_a_hanging_mail_server_slows_no_client_down(new: Callable[..., Site]) -> None:
    site = new()
    with (
        misbehaving_server() as mail_server,
        site.web(),
        site.worker(EMAIL_URL=mail_server.url) as worker,
    ):
        crowd = visitors(site.url, "bench", 2 * POSTS + 1)
        seconds_to_send(crowd.pop(0))
        with mail_server.arrived:
            assert mail_server.arrived.wait_for(lambda: mail_server.mails, timeout=WITHIN)
        well = [seconds_to_send(visitor) for visitor in crowd[:POSTS]]
        mail_server.at_data = "hang"
        hanging = [seconds_to_send(crowd[POSTS])]
        assert mail_server.holding.wait(WITHIN)  # the worker now waits for the mail server
        hanging += [seconds_to_send(visitor) for visitor in crowd[POSTS + 1 :]]
        worker.kill()  # otherwise it would wait for its mail server
    ratio = p95(hanging) / p95(well)
    sys.stdout.write(
        f"\np95 of a POST: {p95(well) * 1000:.0f} ms with a healthy mail server,"
        f" {p95(hanging) * 1000:.0f} ms with one that hangs: ratio {ratio:.2f}\n"
    )
    # With mail inside the request it would be some hundred.
    assert ratio < 5
