"""RELIABILITY 13: if the worker is killed while it sends, every mail arrives, one at most twice.

A mail that the server has accepted but the worker could not record is sent again, with the same
Message-ID. One that the server had not accepted is sent once.
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

LEASE = timedelta(minutes=6)  # slightly more than five minutes
KILLS = 2 * min(ROUNDS, 5)


@dataclass
class Deadly(Mailbox):
    """A mailbox that kills the worker during a mail."""

    victim: Running | None = None
    at: int = 0  # the number of mails that have arrived
    taken: bool = False  # whether the mail is stored first

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
    site.database.rows("DELETE FROM contact_delivery")  # rows left by other tests
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
    # Only mails that a server had accepted when the worker died arrive twice.
    assert sorted(times.values()) == [1] * (len(expected) - KILLS // 2) + [2] * (KILLS // 2)
