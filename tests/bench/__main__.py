"""`make bench`: what pages and inquiries cost beside the framework's own, in the same run.

Seconds of one machine say little, so that everything is also a ratio to a bare WSGI application
under the same gunicorn. The exit code is 1 if a ratio that was promised is missed.
"""

import json
import sys
import tempfile
from contextlib import ExitStack
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.client import Measured, ask, connected, measure, memory, request
from tests.faults.conftest import FILL
from tests.faults.database import Database
from tests.faults.load import visitors
from tests.faults.site import GUNICORN, Running, Site, new_site, wait_until
from tests.migrated import copy_sqlite
from tests.servers import smtp_server

SIZES = {"small": (5, 3, 100), "large": (300, 60, 10_000)}  # answers, services, inquiries
PAGES = {
    "home": "/",
    "interview": "/entretien/",
    "search": "/entretien/?q=mot",
    "services": "/services/",
    "contact": "/contact/",
    "sitemap": "/sitemap.xml",
}
NEVER_KEPT = {"search", "contact", "sitemap"}
HAS_CACHE = find_spec("ops.page_cache") is not None
# Nothing of a request that says who asks comes from a cache.
PAST_THE_CACHE = {"Authorization": "none"}
CONTENT = "import django; django.setup(); from tests.bench import content"
FAST, SLOW, POSTS = 1000, 15, 60  # number of requests

missed: list[str] = []


def listens(port: int) -> bool:
    try:
        with connected(port):
            return True
    except OSError:
        return False


def promise(what: str, ratio: float, least: float) -> None:
    verdict = "" if ratio >= least else "  MISSED"
    if verdict:
        missed.append(what)
    print(f"{what:56} {ratio:8.2f} (at least {least}){verdict}", flush=True)


def row(name: str, found: Measured, floor: Measured, queries: int | str = "") -> None:
    print(
        f"{name:44} {found.status} {found.rate:9.0f}/s {found.rate / floor.rate:8.3f}"
        f" {found.cpu:9.2f} ms {found.size:8} B {queries:>4}",
        flush=True,
    )


def etag_of(port: int, path: str) -> str:
    with connected(port) as connection:
        return ask(connection, request(path, port))[1].get(b"etag", b"").decode()


def pages(site: Site, running: Running, floor: dict[bool, Measured], size: str) -> None:
    """Print a row for each page, method and way to connect."""
    counted = site.run_python(f"{CONTENT}; content.count_queries({list(PAGES.values())!r})")
    queries = json.loads(counted.splitlines()[-1])
    ways = [("", PAST_THE_CACHE, SLOW), *([("cached ", {}, FAST)] if HAS_CACHE else [])]
    for (name, path), (way, headers, times) in product(PAGES.items(), ways):
        if way and name in NEVER_KEPT:
            continue
        tag = {"If_None_Match": etag_of(site.port, path)}
        kinds = (("GET", "GET", {}), ("HEAD", "HEAD", {}), ("304", "GET", tag))
        for (kind, method, more), keep_alive in product(kinds, (True, False)):
            asked = request(path, site.port, method, **headers, **more, Accept_Encoding="br")
            pid = running.process.pid
            measure(pid, site.port, [asked] * 4, keep_alive=keep_alive)
            found = measure(pid, site.port, [asked] * times, keep_alive=keep_alive)
            how = "" if keep_alive else ", new connections"
            known = 0 if way else queries[path]
            row(f"{size} {way}{name} {kind}{how}", found, floor[keep_alive], known)
            if way and keep_alive:
                ratio = found.rate / floor[True].rate
                promise(f"{size} cached {name} {kind} to bare WSGI", ratio, 0.8)


def posts(site: Site, running: Running, bare: Site, bare_running: Running) -> None:
    """Print how many durable inquiries stand against the stock contact form."""
    crowd = visitors(site.url, "bench", POSTS)
    same_site = {"Sec_Fetch_Site": "same-origin"}
    ours = [
        request("/contact/", site.port, "POST", urlencode(each.fields), **same_site)
        for each in crowd
    ]
    typed = urlencode({"name": "Léa Martin", "email": "lea@client.example", "message": "Bonjour."})
    stock = [request("/stock/", bare.port, "POST", typed)] * POSTS
    form = [request("/contact/", bare.port, "POST", typed)] * POSTS
    floor = measure(bare_running.process.pid, bare.port, stock)
    row("stock contact form: row and mail in the request", floor, floor)
    row("bare form: one row", measure(bare_running.process.pid, bare.port, form), floor)
    found = measure(running.process.pid, site.port, ours)
    row("our inquiry: durable, mails in the outbox", found, floor)
    promise("durable inquiries to the stock contact form", found.rate / floor.rate, 2)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="vitrine-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        mailbox = stack.enter_context(smtp_server())
        peers = {}
        for peer, module in (("wsgi", "bare"), ("django", "bare_form")):
            var = folder / peer
            var.mkdir()
            site = new_site(var, Database(f"sqlite:///{var}/bare.sqlite3"))
            site.environment["EMAIL_URL"] = mailbox.url
            if peer == "django":
                site.run_python("from tests.bench import bare_form; bare_form.make_table()")
            command = [*GUNICORN, f"tests.bench.{module}:application"]
            running = stack.enter_context(site.run(command))
            wait_until(lambda port=site.port: listens(port), "the peer listens")
            peers[peer] = site, running
        floor = {}
        print(f"{'':44}         rate  to WSGI     CPU each      answer  queries")
        for keep_alive in (True, False):
            how = "" if keep_alive else ", new connections"
            for peer, (site, running) in peers.items():
                asked = [request("/", site.port)] * FAST
                found = measure(running.process.pid, site.port, asked, keep_alive=keep_alive)
                if peer == "wsgi":
                    floor[keep_alive] = found
                row(f"bare {peer}{how}", found, floor[keep_alive])
        base = folder / "site"
        base.mkdir()
        copy_sqlite(base / "vitrine.sqlite3")
        first = new_site(base, Database(f"sqlite:///{base}/vitrine.sqlite3"))
        first.run_python(FILL)
        seen: dict[str, float] = {}
        for size, numbers in SIZES.items():
            site = first.copy(folder / size)
            site.run_python(f"{CONTENT}; content.fill{numbers}")
            with site.web() as running:
                pages(site, running, floor, size)
                asked = request(PAGES["search"], site.port, **PAST_THE_CACHE)
                seen[size] = measure(running.process.pid, site.port, [asked] * SLOW).cpu
                if size == "large":
                    posts(site, running, *peers["django"])
                print(f"{size}: web server, all processes: {memory(running.process.pid):.0f} MiB")
        promise("search over 5 answers to 300 (1/3)", seen["small"] / seen["large"], 1 / 3)
    print(f"missed: {', '.join(missed)}" if missed else "all ratios reached")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
