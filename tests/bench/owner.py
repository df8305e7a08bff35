"""The owner's screens with a hundred inquiries and with ten thousand, and their exports."""

import re
from functools import partial
from pathlib import Path

from tests.bench.client import request
from tests.bench.sites import FEW, MANY, Server, Servers
from tests.bench.table import Promises, Table, write
from tests.faults.site import family_of

EXPORTS = ("csv", "xlsx", "json")


def asks(path: str, server: Server) -> bytes:
    """Return the owner's request for `path`."""
    cookie = f"sessionid={server.told['session']}"
    return request(path, server.port, Cookie=cookie, Accept_Encoding="br")


def opens(screen: str, server: Server) -> bytes:
    return asks(server.told["screens"][screen], server)


def measure(servers: Servers, promises: Promises) -> None:
    """Print a line for each screen and each export."""
    few, many = FEW[2], MANY[2]
    table = Table(servers, "the owner's screens (inquiries)", str(few), str(many))
    for screen, path in servers.few.told["screens"].items():
        last = servers.many.told["screens"][screen]
        queries = servers.few.told["queries"][path], servers.many.told["queries"][last]
        growth = table.row(screen, partial(opens, screen), queries).growth
        if path.startswith("/admin/inquiries/"):
            what = f"{screen}, {many} inquiries to {few}:"
            promises.at_most(f"{what} processor time", growth, 1.5)
            promises.at_most(f"{what} queries", queries[1] / queries[0], 1)
    _exports(servers, promises)


def _exports(servers: Servers, promises: Promises) -> None:
    write(f"\n{'exports':16}{'inquiries':>10}{'CPU each, ms':>14}{'bytes':>10}{'MiB more':>10}")
    for kind in EXPORTS:
        for count, server in ((FEW[2], servers.few), (MANY[2], servers.many)):
            before = own_memory(server)
            forget_peaks(server)
            found = server.measure([asks(f"/admin/inquiries/?export={kind}", server)])
            after = own_memory(server, at_most=True)
            more = max(after[pid] - before[pid] for pid in before)
            write(f"{kind:16}{count:10}{found.cpu:14.0f}{found.size:10}{more:10.1f}")
        promises.at_most(f"export of {MANY[2]} as {kind}: MiB more than before", more, 16)


def forget_peaks(server: Server) -> None:
    """Let each process's highest memory be that of now (proc(5), clear_refs)."""
    for pid in family_of(server.running.process.pid):
        Path(f"/proc/{pid}/clear_refs").write_text("5")


def own_memory(server: Server, *, at_most: bool = False) -> dict[int, float]:
    """Return the memory of each process in MiB, or the most that it had since `forget_peaks`.

    Without files: SQLite reads its database by way of the memory in which the system keeps it.
    """
    found = {}
    for pid in family_of(server.running.process.pid):
        told = Path(f"/proc/{pid}/status").read_text()
        sizes = {name: int(size) for name, size in re.findall(r"^(\w+):\s+(\d+) kB", told, re.M)}
        whole = sizes["VmHWM" if at_most else "VmRSS"]
        found[pid] = (whole - sizes["RssFile"]) / 1024
    return found
