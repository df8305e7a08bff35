"""The sites that are measured, with little content and with much, and two bare applications."""

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.bench.client import Measured, connected, measure
from tests.faults.conftest import FILL
from tests.faults.database import Database
from tests.faults.site import GUNICORN, Running, Site, new_site, wait_until
from tests.migrated import copy_sqlite
from tests.servers import smtp_server

# Answers, services, inquiries.
FEW, MANY = (5, 3, 100), (300, 60, 10_000)
# A process that is replaced in the middle would take the processor time it has used with it.
SERVE = [*GUNICORN, "--max-requests", "0"]
WORKERS = 2


@dataclass(frozen=True)
class Server:
    """A web server that runs."""

    site: Site
    running: Running

    @property
    def port(self) -> int:
        return self.site.port

    def measure(self, requests: Sequence[bytes], *, keep_alive: bool = True) -> Measured:
        return measure(self.running.process.pid, self.port, requests, keep_alive=keep_alive)

    @cached_property
    def told(self) -> dict[str, Any]:
        """The addresses and queries of the site, and a session of its owner."""
        code = "import django; django.setup(); from tests.bench import content; content.describe()"
        found: dict[str, Any] = json.loads(self.site.run_python(code).splitlines()[-1])
        return found


@dataclass(frozen=True)
class Servers:
    wsgi: Server
    django: Server
    few: Server
    many: Server


def listens(port: int) -> bool:
    try:
        with connected(port):
            return True
    except OSError:
        return False


@contextmanager
def served(site: Site, *application: str) -> Iterator[Server]:
    with site.run([*SERVE, *application]) as running:
        wait_until(lambda: listens(site.port), "the server listens")
        wait_until(lambda: len(running.children) == WORKERS, "all its processes are there")
        yield Server(site, running)


def filled(site: Site, folder: Path, numbers: tuple[int, int, int]) -> Site:
    """Return a copy of `site` in `folder` with so many answers, services and inquiries."""
    made = site.copy(folder)
    made.run_python(
        f"import django; django.setup(); from tests.bench import content; content.fill{numbers}"
    )
    return made


@contextmanager
def all_servers(folder: Path) -> Iterator[Servers]:
    """Start all four, each with the same number of processes and threads, in `folder`."""
    with ExitStack() as stack:
        mailbox = stack.enter_context(smtp_server())
        bare = {}
        for name, module in (("wsgi", "bare"), ("django", "bare_form")):
            var = folder / name
            var.mkdir()
            site = new_site(var, Database(f"sqlite:///{var}/bare.sqlite3"))
            site.environment["EMAIL_URL"] = mailbox.url
            if name == "django":
                site.run_python("from tests.bench import bare_form; bare_form.make_table()")
            bare[name] = stack.enter_context(served(site, f"tests.bench.{module}:application"))
        var = folder / "site"
        var.mkdir()
        copy_sqlite(var / "vitrine.sqlite3")
        demonstration = new_site(var, Database(f"sqlite:///{var}/vitrine.sqlite3"))
        demonstration.run_python(FILL)
        few, many = (
            stack.enter_context(served(filled(demonstration, folder / name, numbers)))
            for name, numbers in (("few", FEW), ("many", MANY))
        )
        yield Servers(few=few, many=many, **bare)
