"""RELIABILITY 43: two web processes never show an older page, not even after a crash (SIGKILL)."""

import signal
import subprocess
import sys
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.faults.site import ROOT, Site

pytestmark = pytest.mark.any_database

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


def pages_of(site: Site) -> list[Path]:
    """Return the files of the finished pages: of one generation, or the others were left over."""
    return [file for file in (site.var / "page_cache" / "pages").glob("*/*") if file.is_file()]
