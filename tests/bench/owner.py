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
    write(f"\n{'exports':16}{'inquiries':>10}{'CPU each, ms':>14}{'bytes':>10}{'MiB at most':>13}")
    for kind in EXPORTS:
        peaks = []
        for count, server in ((few, servers.few), (many, servers.many)):
            forget_peaks(server)
            asked = asks(f"/admin/inquiries/?export={kind}", server)
            found = server.measure([asked])
            peaks.append(most_memory(server))
            write(f"{kind:16}{count:10}{found.cpu:14.0f}{found.size:10}{peaks[-1]:13.1f}")
        what = f"export as {kind}, {many} inquiries to {few}: memory"
        promises.at_most(what, peaks[1] / peaks[0], 1.1)


def forget_peaks(server: Server) -> None:
    """Let each process's highest memory be that of now (proc(5), clear_refs)."""
    for pid in family_of(server.running.process.pid):
        Path(f"/proc/{pid}/clear_refs").write_text("5")


def most_memory(server: Server) -> float:
    """Return the highest memory since then of the process that had most, in MiB.

    Without files: SQLite reads its database by way of the memory in which the system keeps it.
    """
    found = []
    for pid in family_of(server.running.process.pid):
        told = Path(f"/proc/{pid}/status").read_text()
        most, files = (int(line[1]) for line in re.findall(r"(VmHWM|RssFile):\s+(\d+)", told))
        found.append(most - files)
    return max(found) / 1024
