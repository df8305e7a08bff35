"""`python -m tests.bench.start`: from the start of the site to its first page.

The database is migrated and static files are collected. Beside it a bare Django project under the
same gunicorn, in turns. Seconds of processor time are those of all processes, ended ones included.
"""

import os
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median

from tests.bench.memory import made_site
from tests.faults.site import GUNICORN, Site, family_of

TIMES = 5
TICKS = os.sysconf("SC_CLK_TCK")
KINDS = {
    "bare Django": ([*GUNICORN, "tests.bench.bare_form:application"], "/"),
    "site": ([sys.executable, "-m", "ops.run"], "/"),
    "web server alone": (GUNICORN, "/"),
}


def spent(pid: int) -> float:
    """Return the processor time of `pid`, its descendants, and those that they have waited for."""
    used = 0
    for member in family_of(pid):
        fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        used += sum(int(field) for field in fields[11:15])
    return used / TICKS


def answers(site: Site, path: str) -> bool:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=30)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{site.port}"})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def start(site: Site, command: list[str], path: str) -> tuple[float, float]:
    """Return seconds until `path` is answered with 200, and seconds of processor time."""
    began = time.perf_counter()
    with site.run(command) as running:
        while not answers(site, path):
            assert running.process.poll() is None, running.log.read_text()
            time.sleep(0.01)
        return time.perf_counter() - began, spent(running.process.pid)


def main() -> None:
    found: dict[str, list[tuple[float, float]]] = {kind: [] for kind in KINDS}
    with made_site("smtp://127.0.0.1:1") as site:
        site.manage("page_cache", "warm")
        for _ in range(TIMES):
            for kind, (command, path) in KINDS.items():
                found[kind].append(start(site, command, path))
    for kind, times in found.items():
        for what, values in zip(("seconds", "of CPU"), zip(*times, strict=True), strict=True):
            low, middle, high = min(values), median(values), max(values)
            print(f"{kind:18} {middle:6.2f} {what} ({low:.2f} to {high:.2f})")


if __name__ == "__main__":
    main()
