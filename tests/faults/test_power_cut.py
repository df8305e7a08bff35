"""RELIABILITY 2: acknowledged data is on the disk, whichever process wrote it.

A power cut cannot be tested here. Instead, each connection of web server and worker was asked at
each write how durable it is (`tests.faults.witness`).
"""

from tests.faults import witness
from tests.faults.load import visitors
from tests.faults.site import Running, Site, wait_until
from tests.servers import smtp_server


def test_every_write_waits_for_the_disk(site: Site, web: Running) -> None:
    (visitor,) = visitors(site.url, "power", 1)
    assert visitor.follow(visitor.post())
    noted = witness.durability_file(site.var)
    with smtp_server() as mailbox, site.worker(EMAIL_URL=mailbox.url):
        wait_until(lambda: "worker" in noted.read_text(), "the worker has written")
    durable = "2 wal" if site.database.is_sqlite else "on on"
    assert set(noted.read_text().splitlines()) == {f"web {durable}", f"worker {durable}"}
