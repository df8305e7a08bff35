"""RELIABILITY 11, under load: the client has success at once, whatever the mail server does.

The web processes have the same mail server as the worker, and must not connect to it.
"""

import asyncio
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.faults.load import Ledger, account, at_once, visitors
from tests.faults.site import Running, Site, wait_until

pytestmark = pytest.mark.any_database
PEOPLE = 12


class Broken:
    """An SMTP server that accepts no mail, and fails as it is told."""

    def __init__(self, how: str) -> None:
        self.how = how

    async def handle_RCPT(
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.how in {"451", "550"}:
            return f"{self.how} not now" if self.how == "451" else "550 not here"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        if self.how == "hangs":
            await asyncio.Event().wait()
        server.transport.abort()
        return "250 nobody hears this"


def context_for(folder: Path) -> ssl.SSLContext:
    """Return a server's TLS context with an untrusted certificate."""
    key, file = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
         "/CN=mail.invalid", "-keyout", key, "-out", file],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key)
    return context


@contextmanager
def broken_server(port: int, how: str, folder: Path) -> Iterator[None]:
    """Run a server on `port` that fails in one way. "refuses" means no server at all."""
    options: dict[str, Any] = {}
    if how == "tls":
        options = {"tls_context": context_for(folder), "require_starttls": True}
    with ExitStack() as stack:
        if how != "refuses":
            controller = Controller(
                Broken(how), hostname="127.0.0.1", port=port, loop=asyncio.new_event_loop(),
                **options,
            )  # fmt: skip
            controller.start()
            stack.callback(controller.stop, no_assert=True)
        yield


@pytest.fixture(scope="module")
def worker(site: Site) -> Iterator[Running]:
    with site.worker() as running:
        yield running


@pytest.mark.parametrize("how", ["refuses", "451", "550", "drops", "tls", "hangs"])
def test_the_client_has_success_and_the_row_the_error(
    site: Site, web: Running, worker: Running, mail_port: int, how: str, tmp_path: Path
) -> None:
    tag = f"mail-{how}"
    ledger = Ledger()
    # Mails of earlier cases would be tried first, one after the other.
    site.database.rows("UPDATE contact_delivery SET state = 'failed' WHERE state = 'pending'")
    crowd = visitors(site.url, tag, PEOPLE)
    with ExitStack() as stack:
        stack.enter_context(broken_server(mail_port, how, tmp_path))
        if how == "tls":  # the only case with another address, and so another worker
            worker.end()
            url = f"smtp+tls://127.0.0.1:{mail_port}"
            worker = stack.enter_context(site.worker(EMAIL_URL=url))
        elif how == "hangs":
            url = f"smtp://127.0.0.1:{mail_port}?timeout=1"
            worker = stack.enter_context(site.worker(EMAIL_URL=url))
        at_once(*(partial(ledger.send, visitor) for visitor in crowd))
        result = account(ledger, site.database, tag)
        assert result.holds, result
        assert len(ledger.acknowledged) == PEOPLE, ledger.others
        # A hanging server occupies the worker for a while, so one mail is enough.
        wanted = 1 if how == "hangs" else 2 * PEOPLE
        wait_until(lambda: errors(site, tag) >= wanted, "the rows show the error")
        assert worker.process.poll() is None
    assert sent(site, tag) == 0


def errors(site: Site, tag: str) -> int:
    return len([error for _, error in mails(site, tag) if error])


def sent(site: Site, tag: str) -> int:
    return len([state for state, _ in mails(site, tag) if state == "sent"])


def mails(site: Site, tag: str) -> list[tuple[Any, ...]]:
    return site.database.rows(
        "SELECT d.state, d.last_error FROM contact_delivery d"
        " JOIN contact_inquiry i ON d.inquiry_id = i.id WHERE i.email LIKE %s",
        f"{tag}-%",
    )
