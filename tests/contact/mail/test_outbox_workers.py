"""Real workers share one database: each mail is sent once, and a killed worker loses none.

RELIABILITY 13. Nothing here may be inside a test's transaction, which other processes could not
see. So rows are committed, and deleted at the end.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from contact.inquiries import intake
from contact.mail import delivery
from contact.models import Delivery
from ops.models import Heartbeat
from ops.worker.leases import LEASE
from tests.mail_servers import Misbehaving, misbehaving_server, raw_server, says_nothing
from tests.servers import Mailbox, free_port

ROOT = Path(__file__).resolve().parents[3]
WITHIN = 120  # seconds for everything, far more than a working one needs


def database_url() -> str:
    """Return the address of this test's database, for another process."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return f"postgres://{told['USER']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


@contextmanager
def workers(count: int, mail_url: str, folder: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Run `count` processes of `manage.py worker`, and yield them."""
    inherited = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    environment = inherited | {
        "VAR_DIR": str(folder),
        "DATABASE_URL": database_url(),
        "EMAIL_URL": mail_url,
        "DEFAULT_FROM_EMAIL": "site@vitrine.example",
    }
    running = [
        subprocess.Popen(
            [sys.executable, "manage.py", "worker"], cwd=ROOT, env=environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )
        for _ in range(count)
    ]  # fmt: skip
    try:
        yield running
    finally:
        for process in running:
            process.kill()
            process.wait()


def fill_outbox(inquiries: int) -> None:
    for number in range(inquiries):
        new = intake.NewInquiry(
            name=f"N{number}", email=f"n{number}@x.example", message="Bonjour.", language="fr"
        )
        intake.receive(new, key=f"worker {number}")


def wait_for(mailbox: Mailbox, count: int) -> None:
    with mailbox.arrived:
        enough = mailbox.arrived.wait_for(lambda: len(mailbox.mails) >= count, timeout=WITHIN)
    assert enough, f"{len(mailbox.mails)} of {count} mails"


def wait_until(condition: Callable[[], bool]) -> None:
    """Poll, because a worker's commit is not announced."""
    until = timezone.now() + timedelta(seconds=WITHIN)
    while not condition():
        assert timezone.now() < until


def ids(mailbox: Mailbox) -> Counter[str]:
    return Counter(m["Message-ID"].strip() for m in mailbox.mails)


def let_the_lease_end() -> None:
    """Move the claim into the past, as if five minutes had passed."""
    for row in Delivery.objects.filter(state="pending").exclude(claimed_until=None):
        row.due_at -= LEASE
        row.claimed_until -= LEASE
        row.save(update_fields=["due_at", "claimed_until"])


def test_four_workers_send_each_of_500_mails_once(committed_db: None, tmp_path: Path) -> None:
    fill_outbox(250)
    with (
        misbehaving_server() as server,
        workers(4, server.url, tmp_path),
    ):
        wait_for(server, 500)
        wait_until(lambda: not Delivery.objects.exclude(state="sent").exists())
    sent = ids(server)
    assert set(sent) == set(Delivery.objects.values_list("message_id", flat=True))
    assert set(sent.values()) == {1}
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {1}


def test_a_worker_killed_while_it_sends_leaves_its_row_to_the_next(
    committed_db: None, tmp_path: Path
) -> None:
    fill_outbox(1)
    hanging = Misbehaving(free_port(), at_data="hang")
    with misbehaving_server(hanging), workers(1, hanging.url, tmp_path):
        assert hanging.holding.wait(WITHIN)
    held = Delivery.objects.exclude(claimed_until=None).get()
    assert held.state == "pending"
    assert held.due_at > timezone.now() + LEASE / 2
    with misbehaving_server() as server, workers(1, server.url, tmp_path):
        wait_until(lambda: Delivery.objects.filter(state="sent").count() == 1)
        assert held.message_id not in ids(server)  # still leased
        let_the_lease_end()
        wait_until(lambda: Delivery.objects.filter(state="sent").count() == 2)
    assert ids(server)[held.message_id] == 1


def test_a_crash_after_the_servers_250_repeats_the_mail_once_with_the_same_id(
    committed_db: None, tmp_path: Path
) -> None:
    """This is the only case in which a mail is sent twice (docs/decisions/0009)."""
    fill_outbox(1)
    running: list[subprocess.Popen[bytes]] = []
    # The worker dies after the server has accepted the mail, before it can record that.
    server = Misbehaving(free_port(), before_answer=lambda: running and running.pop().kill())
    with misbehaving_server(server):
        with workers(1, server.url, tmp_path) as started:
            running.extend(started)
            wait_for(server, 1)
            started[0].wait(WITHIN)
        (message_id,) = ids(server)
        assert Delivery.objects.get(message_id=message_id).state == "pending"
        let_the_lease_end()
        with workers(1, server.url, tmp_path):
            wait_until(lambda: not Delivery.objects.exclude(state="sent").exists())
    assert ids(server)[message_id] == 2
    assert sorted(ids(server).values()) == [1, 2]


@pytest.mark.any_database
def test_a_silent_mail_server_keeps_no_worker_from_its_other_jobs(
    committed_db: None, tmp_path: Path
) -> None:
    """It still reports that it is alive, and on SIGTERM it stops between two mails."""
    fill_outbox(30)
    with (
        raw_server(says_nothing) as port,
        workers(1, f"smtp://127.0.0.1:{port}?timeout=1", tmp_path) as started,
    ):
        wait_until(lambda: Heartbeat.objects.filter(name="worker").exists())
        assert delivery.due().exists()
        started[0].terminate()
        assert started[0].wait(WITHIN) == 0
    assert Delivery.objects.filter(attempts=1).exists()
    assert Delivery.objects.filter(attempts=0).exists()
    assert not Delivery.objects.exclude(claimed_until=None).exists()
