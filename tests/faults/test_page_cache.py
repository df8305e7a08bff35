"""RELIABILITY 43: no process and no machine shows an older page, not even after a SIGKILL."""

import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.faults.site import ROOT, Running, Site, new_site, wait_until
from tests.faults.test_redis_down import redis_server
from tests.servers import free_port

CHANGE = """
import os, signal, sys
import django; django.setup()
from brand.models import BrandSettings
from ops.page_cache.generation import FileGeneration
if sys.argv[2:]:
    FileGeneration.end_change = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
BrandSettings.objects.update(name=sys.argv[1])
"""


def change(site: Site, name: str, *dies: str) -> int:
    """Change the owner's name in a process of its own, which is killed right after the commit."""
    return subprocess.run(
        [sys.executable, "-c", CHANGE, name, *dies],
        cwd=ROOT, env=site.environment, stdin=subprocess.DEVNULL, check=False, timeout=300,
    ).returncode  # fmt: skip


def read(site: Site, path: str = "/", **headers: str) -> str:
    """Return a page as a new visitor gets it: each connection may reach another process."""
    connection = HTTPConnection("127.0.0.1", site.port, timeout=60)
    try:
        connection.request("GET", path, headers={"Host": urlsplit(site.url).netloc} | headers)
        answer = connection.getresponse()
        assert answer.status == 200
        return answer.read().decode()
    finally:
        connection.close()


@pytest.mark.any_database
def test_every_process_shows_a_change_at_once_whoever_died(new: Callable[..., Site]) -> None:
    site = new()
    with site.web():
        assert all("David Pires" in read(site) for _ in range(8))
        for name, dies in (("Jeanne Martin", ()), ("Paul Durand", ("dies",)), ("Zoé Petit", ())):
            assert change(site, name, *dies) == (-signal.SIGKILL if dies else 0)
            for _ in range(8):
                page = read(site)
                assert f">{name}<" in page
        assert len(pages_of(site)) == 1
        read(site, "/entretien/")
        assert len(pages_of(site)) == 2


@pytest.mark.postgresql
@pytest.mark.skipif(not shutil.which("redis-server"), reason="redis-server is not installed")
def test_another_machine_shows_it_a_second_later_with_redis_and_without(
    new: Callable[..., Site], tmp_path: Path
) -> None:
    """The machines have a database and a Redis in common, and each a folder of its own."""
    here, redis = new(), free_port()
    there = new_site(tmp_path / "there", here.database)
    cached = {"CACHE_URL": f"redis://127.0.0.1:{redis}/0", "WEB_WORKERS": "1"}
    shutil.copytree(here.var, there.var)

    def publish(name: str, *dies: str) -> None:
        assert change(here, name, *dies) == (-signal.SIGKILL if dies else 0)
        assert f">{name}<" in read(here)
        wait_until(lambda: f">{name}<" in read(there), f"{name} is seen there")
        assert all(f">{name}<" in read(site) for site in (here, there) for _ in range(4))

    with here.web(**cached), there.web(**cached):
        with redis_server(redis, tmp_path):
            publish("Jeanne Martin")
            publish("Paul Durand", "dies")
        publish("Zoé Petit")
        publish("Anne Roux", "dies")
        with redis_server(redis, tmp_path):
            publish("Léa Blanc")


OWN = "Host: HOST"
STRANGE = {
    "another site in the target": ["GET http://evil.example/ HTTP/1.1", OWN],
    "another site, and an old version": ["GET http://evil.example/ HTTP/1.0"],
    "no host": ["GET / HTTP/1.0"],
    "two hosts": ["GET / HTTP/1.1", OWN, "Host: evil.example"],
    "two hosts in one": ["GET / HTTP/1.1", "Host: HOST, evil.example"],
    "a host that ends with a point": ["GET / HTTP/1.1", "Host: localhost."],
    "a host in capitals": ["GET / HTTP/1.1", "Host: LOCALHOST:81"],
    "a user before the host": ["GET / HTTP/1.1", "Host: evil.example@HOST"],
    "a space before the colon": ["GET / HTTP/1.1", OWN, "X-Forwarded-Host : evil.example"],
    "an underscore": ["GET / HTTP/1.1", OWN, "X_Forwarded_Host: evil.example"],
    "a variable of the server": ["GET / HTTP/1.1", OWN, "SCRIPT_NAME: /evil"],
    "a folded line": ["GET / HTTP/1.1", OWN, "Accept: text/html", " evil: 1"],
    "another method": ["GET / HTTP/1.1", OWN, "X-HTTP-Method-Override: POST"],
    "a method in small letters": ["get / HTTP/1.1", OWN],
    "a proxy's words": ["GET / HTTP/1.1", OWN, "X-Forwarded-Host: evil.example", "Via: 1.1 evil"],
    "a body": ["GET / HTTP/1.1", OWN, "Content-Length: 5", "", "GET /"],
    "a body of two lengths": [
        "GET / HTTP/1.1", OWN, "Content-Length: 4", "Transfer-Encoding: chunked", "",
        "0", "", "GET /evil/ HTTP/1.1",
    ],
    "dots": ["GET /./../ HTTP/1.1", OWN],
    "slashes": ["GET //evil.example/ HTTP/1.1", OWN],
}  # fmt: skip


@pytest.mark.any_database
def test_what_strangers_send_leaves_no_page_for_others(site: Site, web: Running) -> None:
    """RELIABILITY 43: on the wire, where a web server makes something of it first."""
    clean = read(site)
    site.manage("page_cache", "clear")
    for what, lines in STRANGE.items():
        status = said_raw(site, lines)
        assert status in {200, 301, 400, 404, 501}, what
        assert read(site) == clean, what
    assert "evil" not in clean


def said_raw(site: Site, lines: list[str]) -> int:
    """Send these lines as they are, and return the status of the first answer."""
    host = urlsplit(site.url).netloc
    text = "\r\n".join(lines).replace("HOST", host) + "\r\n" * (2 - ("" in lines))
    with socket.create_connection(("127.0.0.1", site.port), timeout=60) as stranger:
        stranger.sendall(text.encode())
        stranger.shutdown(socket.SHUT_WR)
        return int(stranger.recv(65_536).split(b" ")[1])


def pages_of(site: Site) -> list[Path]:
    """Return the files of the finished pages: of one generation, or the others were left over."""
    return [file for file in (site.var / "page_cache" / "pages").glob("*/*") if file.is_file()]
