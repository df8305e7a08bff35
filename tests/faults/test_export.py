"""RELIABILITY 35: an export is complete, right and of one moment, while others write and delete.

With FAULT_ROUNDS it has 10,000 rows, and is repeated so many times (`make faults`).
"""

import csv
import io
import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import openpyxl
import pytest

from tests.faults.load import ROUNDS, Ledger, Visitor
from tests.faults.site import MANAGE, ROOT, WITHIN, Site

KINDS = ["csv", "xlsx", "json"]
# How a kind is written is the same on every database. How rows are read is not.
ONCE_A_DATABASE = [
    KINDS[0],
    *(pytest.param(kind, marks=pytest.mark.any_database) for kind in KINDS[1:]),
]
WRITERS, VICTIMS = 4, 20
# Seconds between the messages of one person. Without a pause writers take the processors from the
# export, which then takes many times as long and meets no more of them.
PAUSE = 0.2
ROWS = (10_000 if ROUNDS > 1 else 2_000) + VICTIMS * len(KINDS) * 2 * ROUNDS

FILL = """
import django; django.setup()
from datetime import timedelta
from django.test import Client
from django.utils import timezone
from contact.models import Inquiry, Message
from ops.models import User
began = timezone.now() - timedelta(days=2)
rows = Inquiry.objects.bulk_create([
    Inquiry(name="Léa", email=f"kept-{{n}}@client.example", created_at=began + timedelta(seconds=n))
    for n in range({rows})
], batch_size=500)
Message.objects.bulk_create(
    [Message(inquiry=row, body=f"{{row.email}} <Bonjour> à tous") for row in rows], batch_size=500
)
client = Client()
client.force_login(User.objects.get())
print(client.cookies["sessionid"].value)
"""


@dataclass
class Busy:
    """A site to which four people write all the time. `ledger` is what they were told."""

    site: Site
    session: str
    ledger: Ledger

    def kept(self) -> list[tuple[int, str, str]]:
        """Return id, reference and message of the rows that were there before, oldest first."""
        return self.site.database.rows(  # type: ignore[return-value]
            "SELECT i.id, i.reference, m.body FROM contact_inquiry i"
            " JOIN contact_message m ON m.inquiry_id = i.id"
            " WHERE i.email LIKE %s ORDER BY i.id",
            "kept-%",
        )


@pytest.fixture(scope="module")
def busy(new: Callable[..., Site]) -> Iterator[Busy]:
    site, ledger, stop = new(), Ledger(), threading.Event()
    session = site.run_python(FILL.format(rows=ROWS)).split()[-1]

    def write(person: int) -> None:
        for number in count():
            if stop.is_set():
                return
            tag = f"new-{person}-{number}"
            visitor = Visitor(site.url, f"{tag} Bonjour", f"{tag}@client.example")
            visitor.open()
            ledger.send(visitor)
            stop.wait(PAUSE)

    with site.web(WEB_THREADS="8"), site.worker(), ThreadPoolExecutor(WRITERS) as pool:
        people = [pool.submit(write, person) for person in range(WRITERS)]
        try:
            ledger.wait_for(WRITERS)
            yield Busy(site, session, ledger)
        finally:
            stop.set()
        for person in people:
            person.result(WITHIN)
    assert set(ledger.others) == set()


def from_the_admin(busy: Busy, kind: str) -> bytes:
    address = urlsplit(busy.site.url)
    connection = HTTPConnection("127.0.0.1", address.port or 80, timeout=3 * WITHIN)
    cookie = {"Host": address.netloc, "Cookie": f"sessionid={busy.session}"}
    connection.request("GET", f"/admin/inquiries/?export={kind}", headers=cookie)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    assert response.status == 200, content[:2000]
    assert int(response.headers["Content-Length"]) == len(content)
    return content


def by_the_command(busy: Busy, kind: str) -> bytes:
    done = subprocess.run(
        [*MANAGE, "export_inquiries", "--format", kind], cwd=ROOT, env=busy.site.environment,
        stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=3 * WITHIN,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def read(kind: str, content: bytes) -> list[tuple[str, str]]:
    """Return reference and message of each row, as a program reads the file."""
    if kind == "json":
        return [(row["reference"], row["messages"][0]["body"]) for row in json.loads(content)]
    if kind == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        table: Any = book.worksheets[0].iter_rows(values_only=True)
    else:
        text = io.StringIO(content.decode("utf-8-sig"), newline="")
        table = csv.reader(text, delimiter=";")
    return [(row[0], row[12]) for row in table][1:]


@contextmanager
def somebody_deletes(busy: Busy, victims: list[int]) -> Iterator[None]:
    """Delete one row after the other, from the oldest on, in the order in which they are read."""
    over = threading.Event()

    def delete() -> None:
        with busy.site.database.connection() as connection:
            mark = "?" if busy.site.database.is_sqlite else "%s"
            for victim in victims:
                connection.execute("BEGIN")
                for table, key in (("contact_message", "inquiry_id"), ("contact_inquiry", "id")):
                    connection.execute(f"DELETE FROM {table} WHERE {key} = {mark}", (victim,))  # noqa: S608
                connection.execute("COMMIT")
                if over.wait(0.15):
                    return

    with ThreadPoolExecutor(1) as pool:
        deleting = pool.submit(delete)
        try:
            yield
        finally:
            over.set()
        deleting.result(WITHIN)


@pytest.mark.parametrize("number", range(1, ROUNDS + 1))
@pytest.mark.parametrize("kind", ONCE_A_DATABASE)
@pytest.mark.parametrize("export", [from_the_admin, by_the_command])
def test_it_is_complete_and_of_one_moment(
    busy: Busy, export: Callable[[Busy, str], bytes], kind: str, number: int
) -> None:
    kept = busy.kept()
    victims = [row[1] for row in kept[:: len(kept) // VICTIMS][:VICTIMS]]
    stay = {reference: body for _, reference, body in kept if reference not in victims}
    with busy.ledger.changed:
        acknowledged = dict(busy.ledger.acknowledged)
    numbers = {reference: key for key, reference, _ in kept}
    with somebody_deletes(busy, [numbers[victim] for victim in victims]):
        rows = read(kind, export(busy, kind))
    found = dict(rows)

    assert len(rows) == len(found), "one is there twice"
    assert stay.items() <= found.items()
    assert {(reference, text) for text, reference in acknowledged.items()} <= found.items()
    there = {row[0] for row in busy.site.database.rows("SELECT reference FROM contact_inquiry")}
    assert found.keys() <= there | set(victims)
    # They were deleted one by one, so at any moment the first are gone and the others are there.
    seen = [victim in found for victim in victims]
    assert seen == sorted(seen), seen
    (entry,) = busy.site.database.rows(
        "SELECT label, data FROM wagtailcore_modellogentry WHERE action = 'contact.export'"
        " ORDER BY id DESC LIMIT 1"
    )
    data = entry[1] if isinstance(entry[1], dict) else json.loads(entry[1])
    assert entry[0].endswith(kind)
    assert data["count"] == len(rows)
    print(f"\n{kind}, round {number}: {len(rows)} rows, {VICTIMS - sum(seen)} deleted before")
