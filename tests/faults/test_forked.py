"""Decision 0074: every process is forked from the one that has loaded the site, and owns the rest.

What a child has in common with its parent is memory that nobody writes. Files, connections, threads
and what belongs to one request would be shared as well, and must not be there.
"""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.memory import processes_of
from tests.faults.load import Visitor
from tests.faults.site import Site, children_of, wait_until
from tests.servers import smtp_server

pytestmark = pytest.mark.any_database


def opened(pid: int) -> set[str]:
    """Return what the descriptors of a process lead to."""
    folder = Path(f"/proc/{pid}/fd")
    return {os.readlink(folder / name) for name in os.listdir(folder)}


def test_processes_share_what_is_loaded_and_each_is_replaced(new: Callable[..., Site]) -> None:
    site = new()
    with smtp_server() as mailbox, site.supervisor(EMAIL_URL=mailbox.url) as running:

        def there() -> tuple[int, int] | None:
            """Return the web server, once it has its two processes, and the worker at rest."""
            by_number = {len(children_of(pid)): pid for pid in running.children}
            return (by_number[2], by_number[0]) if by_number.keys() == {0, 2} else None

        def all_there() -> tuple[int, int]:
            found: list[tuple[int, int]] = []
            wait_until(lambda: bool(found.extend(filter(None, [there()])) or found), "all there")
            return found[-1]

        def kill(pid: int) -> None:
            os.kill(pid, signal.SIGKILL)
            wait_until(lambda: pid not in running.children, "it is noticed")

        def visit(tag: str) -> None:
            visitor = Visitor(site.url, f"{tag} Bonjour", f"{tag}@client.example")
            visitor.open_whatever_happens()
            assert visitor.post().status == 303
            wait_until(lambda: bool(mailbox.to(f"{tag}@client.example")), "the mail is sent")

        # The worker has a process make the pages, which then ends.
        pages = site.var / "page_cache" / "pages"
        wait_until(lambda: bool(list(pages.glob("*/*"))), "pages are made")
        supervisor, (web, worker) = running.process.pid, all_there()

        assert len(list(Path(f"/proc/{supervisor}/task").iterdir())) == 1
        of_supervisor = opened(supervisor)
        assert not [name for name in of_supervisor if "sqlite3" in name or "socket" in name]
        lock = str(site.var / f"run-{site.port}.lock")
        assert lock in of_supervisor
        assert [pid for pid in (web, worker, *children_of(web)) if lock in opened(pid)] == []

        for process in processes_of(supervisor):
            assert process.own < process.rss / 2, process

        kill(worker)
        same, other = all_there()
        assert (same, other != worker) == (web, True)
        visit("after-the-worker")

        kill(web)
        another, same = all_there()
        assert (another != web, same) == (True, other)
        visit("after-the-web-server")
        assert "Traceback" not in running.log.read_text()
