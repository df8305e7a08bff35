"""Sending an inquiry takes as long while the mail server hangs as while it is well.

A site as an owner runs it: gunicorn and its worker. Both halves are measured in the same run and
compared with each other; nothing is asserted in seconds (RELIABILITY 11).
"""

import http.client
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.mail_servers import Misbehaving, misbehaving_server
from tests.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
POSTS = 14  # of each half: together fewer than one address may send in ten minutes
TYPING = 4  # seconds: whoever sends a form sooner is taken for a program
WITHIN = 180  # seconds until the site is there; only a broken one comes near


@pytest.fixture
def mail_server() -> Iterator[Misbehaving]:
    with misbehaving_server() as server:
        yield server


@pytest.fixture
def port(tmp_path: Path, mail_server: Misbehaving) -> Iterator[int]:
    port = free_port()
    inherited = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "BASE_URL", "DEBUG"}
    }
    site = subprocess.Popen(
        [sys.executable, "-m", "ops.run"],
        cwd=ROOT,
        env=inherited | {"VAR_DIR": str(tmp_path), "PORT": str(port), "EMAIL_URL": mail_server.url},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for_site(port, site)
        yield port
    finally:
        site.terminate()
        site.wait(90)


def wait_for_site(port: int, site: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + WITHIN
    while time.monotonic() < until and site.poll() is None:
        connection = http.client.HTTPConnection("localhost", port, timeout=20)
        try:
            connection.request("GET", "/contact/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
    pytest.fail("the site did not start")


def fresh_token(port: int) -> str:
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    connection.request("GET", "/contact/")
    page = connection.getresponse().read().decode()
    connection.close()
    found = re.search(r'name="token"[^>]* value="([^"]+)"', page)
    assert found, page
    return found[1]


def seconds_to_send(port: int, token: str, number: int) -> float:
    form = {
        "token": token,
        "name": "Léa Martin",
        "email": f"lea{number}@client.example",
        "message": "Bonjour, une question sur vos ateliers.",
    }
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "same-origin",
        "Origin": f"http://localhost:{port}",
    }
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    began = time.perf_counter()
    connection.request("POST", "/contact/", urlencode(form), headers)
    answer = connection.getresponse()
    took = time.perf_counter() - began
    connection.close()
    assert answer.status == 303
    return took


def p95(times: list[float]) -> float:
    return sorted(times)[round(0.95 * len(times)) - 1]


def test_a_hanging_mail_server_slows_no_client_down(
    port: int, mail_server: Misbehaving, capsys: pytest.CaptureFixture[str]
) -> None:
    forms = [fresh_token(port) for _ in range(2 * POSTS + 1)]
    threading.Event().wait(TYPING)
    seconds_to_send(port, forms.pop(0), 0)
    with mail_server.arrived:
        assert mail_server.arrived.wait_for(lambda: mail_server.mails, timeout=WITHIN)
    well = [seconds_to_send(port, form, n) for n, form in enumerate(forms[:POSTS], 1)]
    mail_server.at_data = "hang"
    hanging = [seconds_to_send(port, forms[POSTS], 100)]
    assert mail_server.holding.wait(WITHIN)  # the worker is stuck in the mail server now
    hanging += [seconds_to_send(port, form, n) for n, form in enumerate(forms[POSTS + 1 :], 101)]
    ratio = p95(hanging) / p95(well)
    with capsys.disabled():
        print(
            f"\np95 of a POST: {p95(well) * 1000:.0f} ms with a healthy mail server,"
            f" {p95(hanging) * 1000:.0f} ms with one that hangs: ratio {ratio:.2f}"
        )
    # Mail inside the request would make it some hundred.
    assert ratio < 5
