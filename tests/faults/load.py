"""Many visitors at once, with a browser's retries, and a record of what they were told."""

import os
import re
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

from tests.faults.database import Database
from tests.faults.site import WITHIN

# `make faults` uses 20 rounds of 200 visitors.
ROUNDS = int(os.environ.get("FAULT_ROUNDS", "1"))
VISITORS = int(os.environ.get("FAULT_VISITORS", "40"))
TRIES = 20  # of one visitor; people give up earlier
TOKEN = re.compile(r'name="token" value="([^"]+)"')
REFERENCE = re.compile(r'sent-reference">\s*([0-9A-Z-]{14})\s*<')


class NotSentError(Exception):
    """No server accepted the connection, so nothing was sent. Browsers say so."""


class BrokenError(Exception):
    """The connection broke, so nobody knows whether the form arrived."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str

    @property
    def reference(self) -> str | None:
        """The reference shown on a thank-you page or fragment."""
        found = REFERENCE.search(self.body)
        return found[1] if found else None


def ask(url: str, data: dict[str, str] | None = None, *, htmx: bool = False) -> Answer:
    """Send one request on a connection of its own. Raises NotSentError or BrokenError."""
    parts = urlsplit(url)
    connection = HTTPConnection("127.0.0.1", parts.port or 80, timeout=WITHIN)
    headers = {"Host": parts.netloc, "Sec-Fetch-Site": "same-origin", "Connection": "close"}
    headers |= {"HX-Request": "true"} if htmx else {}
    headers |= {"Content-Type": "application/x-www-form-urlencoded"} if data else {}
    try:
        try:
            connection.connect()
        except ConnectionRefusedError as error:
            raise NotSentError from error
        try:
            body = urlencode(data) if data else None
            target = f"{parts.path}?{parts.query}" if parts.query else parts.path
            connection.request("POST" if data else "GET", target, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
        except (ConnectionError, HTTPException) as error:
            raise BrokenError(repr(error)) from error
    finally:
        connection.close()
    return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, text)


@dataclass
class Visitor:
    """A person who opens the form and sends it, with htmx or without."""

    site: str
    text: str
    email: str
    htmx: bool = False
    token: str = ""

    def open(self) -> None:
        self.take_token(ask(f"{self.site}/contact/", htmx=self.htmx))

    def open_whatever_happens(self) -> None:
        """Open the form, and retry while the server is down."""
        self.take_token(again(lambda: ask(f"{self.site}/contact/", htmx=self.htmx)))

    def take_token(self, answer: Answer) -> None:
        """Use the form in `answer` from now on."""
        found = TOKEN.search(answer.body)
        assert found, f"{answer.status} without a form"
        self.token = unescape(found[1])

    @property
    def fields(self) -> dict[str, str]:
        return {
            "token": self.token,
            "name": "Léa Martin",
            "email": self.email,
            "organisation": "",
            "service": "",
            "message": self.text,
        }

    def post(self, **other: str) -> Answer:
        """Send the form once. The caller follows the redirect of a plain form."""
        return ask(f"{self.site}/contact/", self.fields | other, htmx=self.htmx)

    def follow(self, answer: Answer) -> str | None:
        """Return the reference that the visitor finally sees, if it is a success.

        If the site has been stopped meanwhile, the reference is still in the address bar.
        """
        if answer.status == 303:
            location = answer.headers["location"]
            try:
                return again(lambda: ask(self.site + location)).reference
            except NotSentError:
                return location.split("/")[3]
        return answer.reference if answer.status == 200 else None


def again(request: Callable[[], Answer]) -> Answer:
    """Repeat a request that may be repeated, until it is answered."""
    for _ in range(TRIES - 1):
        try:
            return request()
        except (BrokenError, NotSentError):
            continue
    return request()


@dataclass
class Ledger:
    """A record of what visitors were told: text → reference. `others` counts other statuses."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    others: Counter[int] = field(default_factory=Counter)
    broken: int = 0
    not_sent: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def note(
        self, *, text: str = "", reference: str = "", status: int = 0, broken: int = 0,
        not_sent: int = 0,
    ) -> None:  # fmt: skip
        with self.changed:
            if reference:
                assert self.acknowledged.setdefault(text, reference) == reference
            if status:
                self.others[status] += 1
            self.broken += broken
            self.not_sent += not_sent
            self.changed.notify_all()

    def wait_for(self, count: int) -> None:
        """Return once `count` forms have been acknowledged."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.acknowledged) >= count, WITHIN)

    def send(self, visitor: Visitor, tries: int = TRIES) -> None:
        """Send the form, retry after broken connections, and record the result."""
        for _ in range(tries):
            try:
                answer = visitor.post()
            except BrokenError:
                self.note(broken=1)
                continue
            except NotSentError:
                self.note(not_sent=1)
                return
            reference = visitor.follow(answer)
            if reference:
                self.note(text=visitor.text, reference=reference)
            else:
                self.note(status=answer.status)
            return


def visitors(site: str, tag: str, count: int) -> list[Visitor]:
    """Return `count` visitors with an open form, every other one with htmx. `tag` marks texts."""
    made = [
        Visitor(
            site, f"{tag}-{n:04d} Bonjour, une question.", f"{tag}-{n}@client.example", n % 2 == 1
        )
        for n in range(count)
    ]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(Visitor.open, made))
    return made


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run all `calls` at the same moment, each in a thread; return what they return."""
    barrier = threading.Barrier(len(calls))

    def call(one: Callable[[], object]) -> object:
        barrier.wait(WITHIN)
        return one()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [done.result(WITHIN * 2) for done in [pool.submit(call, one) for one in calls]]


@dataclass(frozen=True)
class Account:
    """The result of comparing a ledger with the rows of a database."""

    acknowledged: int
    rows: int
    lost: int
    doubled: int
    incomplete: int

    @property
    def holds(self) -> bool:
        return not (self.lost or self.doubled or self.incomplete)

    def __str__(self) -> str:
        return (
            f"{self.acknowledged} acknowledged, {self.rows} rows, {self.lost} lost, "
            f"{self.doubled} doubled, {self.incomplete} incomplete"
        )


def account(ledger: Ledger, database: Database, tag: str) -> Account:
    """Compare what visitors with this `tag` were told with what is stored.

    Lost: acknowledged, but not stored under its reference. Doubled: a text that is stored more than
    once, acknowledged or not. Incomplete: without exactly one message, one key and two mails.
    """
    stored = database.rows(
        "SELECT m.body, i.reference,"
        " (SELECT count(*) FROM contact_message x WHERE x.inquiry_id = i.id),"
        " (SELECT count(*) FROM contact_idempotencykey k WHERE k.inquiry_id = i.id),"
        " (SELECT count(*) FROM contact_delivery d WHERE d.inquiry_id = i.id)"
        " FROM contact_inquiry i LEFT JOIN contact_message m ON m.inquiry_id = i.id"
        " WHERE i.email LIKE %s",
        f"{tag}-%",
    )
    pairs = {(body, reference) for body, reference, *_ in stored}
    times = Counter(body for body, *_ in stored)
    return Account(
        acknowledged=len(ledger.acknowledged),
        rows=len(stored),
        lost=sum(pair not in pairs for pair in ledger.acknowledged.items()),
        doubled=sum(count - 1 for count in times.values()),
        incomplete=sum(parts != (1, 1, 2) for *_, a, b, c in stored for parts in [(a, b, c)]),
    )
