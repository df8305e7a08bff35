"""RELIABILITY 5: without Redis the site is slower but not down, and reports it."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as NoConnection

from tests.faults.load import Ledger, account, ask, visitors
from tests.faults.site import Site, wait_until
from tests.servers import free_port

pytestmark = pytest.mark.any_database


@contextmanager
def redis_server(port: int, folder: Path) -> Iterator[None]:
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    client = Redis(port=port)

    def listens() -> bool:
        try:
            return bool(client.ping())
        except NoConnection:
            return False

    try:
        wait_until(listens, "Redis listens")
        yield
    finally:
        client.close()
        process.kill()
        process.wait()


def problems(site: Site) -> dict[str, str]:
    return json.loads(ask(f"{site.url}/readyz").body)["problems"]  # type: ignore[no-any-return]


@pytest.mark.skipif(not shutil.which("redis-server"), reason="redis-server is not installed")
def test_without_redis_inquiries_are_stored_and_pages_served(
    new: Callable[..., Site], tmp_path: Path
) -> None:
    site, port, ledger = new(), free_port(), Ledger()
    with site.web(CACHE_URL=f"redis://127.0.0.1:{port}/0", WEB_WORKERS="1"):
        with redis_server(port, tmp_path):
            assert "cache" not in problems(site)
            crowd = visitors(site.url, "redis", 4)
            ledger.send(crowd[0])
        assert problems(site)["cache"] == "unavailable"
        for visitor in crowd[1:]:
            ledger.send(visitor)
        late = visitors(site.url, "redis-late", 1)[0]
        assert late.follow(late.post())
        for path in ("/", "/contact/", "/en/"):
            assert ask(site.url + path).status == 200, path
        assert len(ledger.acknowledged) == len(crowd), ledger.others
        result = account(ledger, site.database, "redis")
        assert (result.lost, result.doubled, result.incomplete) == (0, 0, 0)
        with redis_server(port, tmp_path):
            wait_until(lambda: "cache" not in problems(site), "it is noticed that Redis is back")
