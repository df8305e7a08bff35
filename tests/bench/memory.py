"""`python -m tests.bench.memory`: the memory of everything that `make run` starts.

What processes share is counted once (PSS). "Own" is what a process shares with nobody. Load is
every page without the cache, inquiries with their mails, and the owner's admin, on new connections,
so that each web process has its part.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.client import ask, connected, request
from tests.faults.conftest import FILL
from tests.faults.database import Database
from tests.faults.load import visitors
from tests.faults.site import Running, Site, family_of, new_site, wait_until
from tests.migrated import copy_sqlite
from tests.servers import smtp_server

PAGES = ["/", "/entretien/", "/entretien/?q=mot", "/services/", "/contact/", "/en/", "/sitemap.xml"]
ADMIN = [
    "/admin/",
    "/admin/pages/3/",
    "/admin/inquiries/",
    "/admin/images/",
    "/admin/reports/site-history/",
]
ROUNDS, PEOPLE = 20, 20
SESSION = """
import django; django.setup()
from django.test import Client
from ops.models import User
client = Client()
client.force_login(User.objects.get())
print(client.cookies["sessionid"].value)
"""


@dataclass(frozen=True)
class Process:
    """A process and its memory in MiB."""

    pid: int
    name: str
    rss: float
    pss: float
    own: float


def processes_of(pid: int) -> list[Process]:
    """Return `pid` and its descendants with their memory."""
    found = []
    for member in family_of(pid):
        try:
            lines = Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()[1:]
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended since
        sizes = {
            name: int(rest.split()[0]) / 1024 for name, _, rest in (x.partition(":") for x in lines)
        }
        command = Path(f"/proc/{member}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        own = sizes["Private_Dirty"] + sizes["Private_Clean"]
        name = command.strip().rpartition("/")[2]
        found.append(Process(member, name, sizes["Rss"], sizes["Pss"], own))
    return found


def report(when: str, running: Running) -> float:
    """Print the memory of each process, and return their sum."""
    found = processes_of(running.process.pid)
    total = sum(each.pss for each in found)
    print(f"{when}: {total:.0f} MiB", flush=True)
    for each in found:
        print(f"    {each.pss:6.1f}  own {each.own:6.1f}  {each.name}", flush=True)
    return total


@contextmanager
def made_site(mail: str) -> Iterator[Site]:
    """The demonstration in a folder of its own, with its static files collected."""
    with tempfile.TemporaryDirectory(prefix="vitrine-memory-") as name:
        var = Path(name)
        copy_sqlite(var / "vitrine.sqlite3")
        site = new_site(var, Database(f"sqlite:///{var}/vitrine.sqlite3"))
        site.environment |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "EMAIL_URL": mail,
            "MAIL_RATE": "",
            "SENDER_MAIL_RATE": "",
        }
        site.run_python(FILL)
        site.manage("prepare")
        yield site


def get(site: Site, path: str, **headers: str) -> None:
    with connected(site.port) as connection:
        status, _headers, _size = ask(connection, request(path, site.port, **headers))
    assert status == 200, f"{path}: {status}"


def visit(site: Site) -> None:
    """Ask for every page as a visitor, and send inquiries."""
    for _ in range(ROUNDS):
        for path in PAGES:
            get(site, path, Authorization="none")  # past the cache
            get(site, path, Accept_Encoding="br")
    for visitor in visitors(site.url, "memory", PEOPLE):
        assert visitor.post().status in {200, 303}


def work(site: Site, session: str) -> None:
    """Ask for the admin as the owner."""
    for _ in range(ROUNDS // 4):
        for path in ADMIN:
            get(site, path, Cookie=f"sessionid={session}")


def main() -> None:
    with smtp_server() as mailbox, made_site(mailbox.url) as site:
        session = site.run_python(SESSION).split()[-1]
        with site.supervisor() as running:
            pages = site.var / "page_cache" / "pages"
            wait_until(lambda: len(list(pages.glob("*/*"))) > 20, "the worker has made the pages")
            wait_until(lambda: len(processes_of(running.process.pid)) == 5, "nobody makes pages")
            report("fresh, pages made", running)
            visit(site)
            wait_until(lambda: len(mailbox.mails) >= 2 * PEOPLE, "all mails are sent")
            report("visitors and inquiries", running)
            work(site, session)
            report("the admin as well", running)


if __name__ == "__main__":
    main()
