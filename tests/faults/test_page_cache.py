"""RELIABILITY 43: no process and no machine shows an older page, not even after a crash (SIGKILL)."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.faults.site import ROOT, Site, new_site, wait_until
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


def pages_of(site: Site) -> list[Path]:
    """Return the files of the finished pages: of one generation, or the others were left over."""
    return [file for file in (site.var / "page_cache" / "pages").glob("*/*") if file.is_file()]
