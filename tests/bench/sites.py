"""The sites that are measured, with little content and with much, and two bare applications."""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
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
    """A web server that runs. `told` is what `content.prepare` told of its site."""

    site: Site
    running: Running
    told: dict[str, Any]

    @property
    def port(self) -> int:
        return self.site.port

    def measure(self, requests: Sequence[bytes], *, keep_alive: bool = True) -> Measured:
        return measure(self.running.process.pid, self.port, requests, keep_alive=keep_alive)


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
def served(site: Site, *application: str, told: dict[str, Any] | None = None) -> Iterator[Server]:
    with site.run([*SERVE, *application]) as running:
        wait_until(lambda: listens(site.port), "the server listens")
        wait_until(lambda: len(running.children) == WORKERS, "all its processes are there")
        yield Server(site, running, told or {})


def bare(folder: Path, module: str, mail: str) -> Site:
    """Return a folder, a database and a port for an application of tests.bench."""
    folder.mkdir()
    site = new_site(folder, Database(f"sqlite:///{folder}/bare.sqlite3"))
    site.environment["EMAIL_URL"] = mail
    if module == "bare_form":
        site.run_python("from tests.bench import bare_form; bare_form.make_table()")
    return site


def demonstration(folder: Path) -> Site:
    folder.mkdir()
    copy_sqlite(folder / "vitrine.sqlite3")
    site = new_site(folder, Database(f"sqlite:///{folder}/vitrine.sqlite3"))
    site.run_python(FILL)
    return site


def prepare(site: Site, numbers: tuple[int, int, int]) -> dict[str, Any]:
    """Make so many answers, services and inquiries, and return what is said about them."""
    code = "import django; django.setup(); from tests.bench import content; content.prepare"
    told: dict[str, Any] = json.loads(site.run_python(f"{code}{numbers}").splitlines()[-1])
    return told


@contextmanager
def all_servers(folder: Path) -> Iterator[Servers]:
    """Start all four, each with the same number of processes and threads, in `folder`."""
    with ExitStack() as stack:
        mailbox = stack.enter_context(smtp_server())
        first = demonstration(folder / "demonstration")
        sites = [first.copy(folder / name) for name in ("few", "many")]
        with ThreadPoolExecutor(len(sites)) as pool:
            told = list(pool.map(prepare, sites, (FEW, MANY)))
        few, many = (
            stack.enter_context(served(site, told=said))
            for site, said in zip(sites, told, strict=True)
        )
        wsgi, django = (
            stack.enter_context(
                served(
                    bare(folder / module, module, mailbox.url), f"tests.bench.{module}:application"
                )
            )
            for module in ("bare", "bare_form")
        )
        yield Servers(wsgi, django, few, many)
