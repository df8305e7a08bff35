"""A durable inquiry beside the framework's own contact form, whose mail is in the request."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from tests.bench.client import Measured, request
from tests.bench.sites import Server, Servers, served
from tests.bench.table import ROUNDS, Promises, Ratio, cpu, write
from tests.faults.database import Database
from tests.faults.load import ask, visitors
from tests.faults.site import new_site
from tests.migrated import copy_sqlite
from tests.servers import smtp_server

POSTS = 10  # of a slice
STOCK = "the stock form: a row and a mail"
WITH_OURS = "the stock form on a database like ours"
BARE = "a bare form: a row"
OURS = "ours: on disk, mails in the outbox"
# As config.settings has it.
PRAGMAS = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"


@contextmanager
def stock(folder: Path, mail: str, pragmas: str = "") -> Iterator[Server]:
    """Serve the framework's stock contact form, which sends to the mail server `mail`."""
    folder.mkdir()
    copy_sqlite(folder / "stock.sqlite3")
    site = new_site(folder, Database(f"sqlite:///{folder}/stock.sqlite3"))
    site.environment |= {
        "DJANGO_SETTINGS_MODULE": "tests.bench.stock.settings",
        "EMAIL_URL": mail,
        "STOCK_PRAGMAS": pragmas,
    }
    site.run_python("from tests.bench.stock import site; site.make()")
    with served(site, "tests.bench.stock.wsgi:application") as server:
        yield server


def to_stock(server: Server) -> bytes:
    """Return the stock form as a browser sends it, with the token that protects it."""
    form = ask(f"{server.site.url}/contact/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.body)
    assert token, f"{form.status} without a form"
    typed = {"name": "Léa Martin", "email": "lea@client.example", "organisation": ""}
    typed |= {"message": "Bonjour.", "csrfmiddlewaretoken": token[1]}
    cookie = form.headers["set-cookie"].partition(";")[0]
    return request("/contact/", server.port, "POST", urlencode(typed), Cookie=cookie)


def measure(servers: Servers, promises: Promises) -> None:
    """Print how many forms a second each takes, one after the other, on one connection."""
    with (
        smtp_server() as mailbox,
        tempfile.TemporaryDirectory(prefix="vitrine-bench-") as name,
        stock(Path(name) / "stock", mailbox.url) as stock_form,
        stock(Path(name) / "with_ours", mailbox.url, PRAGMAS) as with_ours,
    ):
        found = _by_turns(servers, {STOCK: stock_form, WITH_OURS: with_ours})
    write(f"\n{'forms sent':42}{'status':>7}{'a second':>9}{'to stock':>9}{'CPU, ms':>9}      ±")
    for kind, measured in found.items():
        ratio = Ratio.of(measured, found[STOCK])
        rate, used = median(each.rate for each in measured), cpu(measured)
        status = measured[-1].status
        write(f"{kind:42}{status:7}{rate:9.0f}{ratio.value:9.2f}{used:9.2f}{ratio.spread:7.0%}")
        if kind == OURS:
            promises.at_least("durable inquiries to the stock form", ratio.value, 2)


def _by_turns(servers: Servers, stock_forms: dict[str, Server]) -> dict[str, list[Measured]]:
    """Send the same number of forms to each by turns. The first round warms them up."""
    bare, ours = servers.django, servers.many
    typed = urlencode({"name": "Léa Martin", "email": "lea@client.example", "message": "Bonjour."})
    asked = {name: (server, [to_stock(server)] * POSTS) for name, server in stock_forms.items()}
    asked[BARE] = bare, [request("/contact/", bare.port, "POST", typed)] * POSTS
    people = visitors(ours.site.url, "bench", POSTS * (ROUNDS + 1))
    from_here = {"Sec_Fetch_Site": "same-origin"}  # as a browser says
    forms = [
        request("/contact/", ours.port, "POST", urlencode(each.fields), **from_here)
        for each in people
    ]
    found: dict[str, list[Measured]] = {name: [] for name in (*asked, OURS)}
    for number in range(ROUNDS + 1):
        for name, (server, requests) in asked.items():
            found[name].append(server.measure(requests))
        found[OURS].append(ours.measure(forms[number * POSTS :][:POSTS]))
    return {name: measured[1:] for name, measured in found.items()}
