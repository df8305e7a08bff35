"""RELIABILITY 13: the mail worker is killed while it sends; every mail arrives, one at most twice.

A mail that the server has taken and the worker could not note leaves again, once per kill, under
the same Message-ID.
"""

from collections import Counter
from datetime import timedelta
from functools import partial

from tests.faults.load import ROUNDS, VISITORS, Ledger, account, at_once, visitors
from tests.faults.site import WITHIN, Running, Site, wait_until
from tests.servers import Mailbox, smtp_server

LEASE = timedelta(minutes=6)  # five, and a little


def wait_for_mails(mailbox: Mailbox, count: int) -> None:
    with mailbox.arrived:
        assert mailbox.arrived.wait_for(lambda: len(mailbox.mails) >= count, WITHIN), (
            f"{len(mailbox.mails)} of {count} mails"
        )


def test_every_mail_arrives(site: Site, web: Running) -> None:
    kills = min(ROUNDS, 5)
    site.database.rows("DELETE FROM contact_delivery")  # what other faults have left
    ledger = Ledger()
    crowd = visitors(site.url, "mail", VISITORS)
    at_once(*(partial(ledger.send, visitor) for visitor in crowd))
    assert account(ledger, site.database, "mail").holds
    expected = {
        str(row[0]) for row in site.database.rows("SELECT message_id FROM contact_delivery")
    }
    assert len(expected) == 2 * VISITORS

    def pending() -> bool:
        return bool(site.database.rows("SELECT 1 FROM contact_delivery WHERE state = 'pending'"))

    with smtp_server() as mailbox:
        for number in range(1, kills + 1):
            with site.worker(EMAIL_URL=mailbox.url) as worker:
                wait_for_mails(mailbox, number * len(expected) // (kills + 1))
                worker.kill()
            assert pending(), "killed too late to show anything"
            site.database.let_time_pass(LEASE)
        with site.worker(EMAIL_URL=mailbox.url):
            wait_until(lambda: not pending(), "all mails are sent")
    times = Counter(mail["Message-ID"].strip() for mail in mailbox.mails)
    print(f"\n{len(expected)} mails, {kills} kills: {sum(times.values())} received")
    assert set(times) == expected
    assert sum(times.values()) <= len(expected) + kills
    assert max(times.values()) <= 1 + kills
