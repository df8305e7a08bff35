"""RELIABILITY 13: the mail worker is killed while it sends; every mail arrives, one at most twice.

A mail that the server has taken and the worker could not note leaves again under the same
Message-ID; one that it had not taken leaves once.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from tests.faults.load import ROUNDS, VISITORS, Ledger, account, at_once, visitors
from tests.faults.site import WITHIN, Running, Site, wait_until
from tests.mail_servers import misbehaving_server
from tests.servers import Mailbox, free_port

LEASE = timedelta(minutes=6)  # five, and a little
KILLS = 2 * min(ROUNDS, 5)


@dataclass
class Deadly(Mailbox):
    """A mailbox at which a worker dies, with a mail in its hands."""

    victim: Running | None = None
    at: int = 0  # so many mails have arrived
    taken: bool = False  # whether the mail is kept first

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        dies = self.victim is not None and len(self.mails) >= self.at
        if dies and not self.taken:
            return self.kill()
        answer = await super().handle_DATA(server, session, envelope)
        return self.kill() if dies else answer

    def kill(self) -> str:
        assert self.victim
        self.victim.process.kill()
        self.victim = None
        return "250 nobody hears this"


def test_every_mail_arrives(site: Site, web: Running) -> None:
    site.database.rows("DELETE FROM contact_delivery")  # what other faults have left
    ledger = Ledger()
    crowd = visitors(site.url, "letter", VISITORS)
    at_once(*(partial(ledger.send, visitor) for visitor in crowd))
    assert account(ledger, site.database, "letter").holds
    expected = {
        str(row[0]) for row in site.database.rows("SELECT message_id FROM contact_delivery")
    }
    assert len(expected) == 2 * VISITORS

    def pending() -> bool:
        return bool(site.database.rows("SELECT 1 FROM contact_delivery WHERE state = 'pending'"))

    with misbehaving_server(Deadly(free_port())) as mailbox:
        for number in range(1, KILLS + 1):
            mailbox.at = number * len(expected) // (KILLS + 2)
            mailbox.taken = number % 2 == 0
            with site.worker(EMAIL_URL=mailbox.url) as worker:
                mailbox.victim = worker
                worker.process.wait(WITHIN)
            site.database.let_time_pass(LEASE)
        with site.worker(EMAIL_URL=mailbox.url):
            wait_until(lambda: not pending(), "all mails are sent")
    times = Counter(mail["Message-ID"].strip() for mail in mailbox.mails)
    print(f"\n{len(expected)} mails, {KILLS} kills: {sum(times.values())} received")
    assert set(times) == expected
    # Twice only what a server had taken when its worker died.
    assert sorted(times.values()) == [1] * (len(expected) - KILLS // 2) + [2] * (KILLS // 2)
