"""Interleaved measurements, the table that shows them, and what was promised."""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

from tests.bench.client import Measured, request
from tests.bench.sites import WORKERS, Server, Servers

ROUNDS = 5
MANY_ROUNDS = 9  # of what takes little time
SLICE = 0.05  # seconds that one server is measured before it is the next one's turn
MOST = 150  # requests of a slice
# Seconds after which a line has enough rounds, so that a slow page or a busy machine ends, too.
ENOUGH, FEWEST_ROUNDS = 2.0, 3

Request = Callable[[Server], bytes]


@dataclass(frozen=True)
class Ratio:
    """The median of several ratios, and how far half of them are from it at most, as a part."""

    value: float
    spread: float

    @classmethod
    def of(cls, ours: Sequence[Measured], floor: Sequence[Measured]) -> "Ratio":
        found = [mine.rate / other.rate for mine, other in zip(ours, floor, strict=True)]
        low, middle, high = quantiles(found, n=4, method="inclusive")
        return cls(middle, max(middle - low, high - middle) / middle)


def by_turns(
    servers: Sequence[tuple[Server, Sequence[bytes]]], rounds: int, *, keep_alive: bool = True
) -> list[list[Measured]]:
    """Measure all servers again and again, a short slice of each by turns.

    Whatever else the machine does then falls on all of them alike.
    """
    found: list[list[Measured]] = [[] for _ in servers]
    until = time.monotonic() + ENOUGH
    for number in range(rounds):
        if number >= FEWEST_ROUNDS and time.monotonic() > until:
            break
        for (server, requests), results in zip(servers, found, strict=True):
            results.append(server.measure(requests, keep_alive=keep_alive))
    return found


def cpu(measured: Sequence[Measured]) -> float:
    return median(each.cpu for each in measured)


def write(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@dataclass
class Promises:
    """Collect what was promised, with what was measured."""

    lines: list[str] = field(default_factory=list)
    missed: int = 0

    def at_least(self, what: str, found: float, least: float) -> None:
        self._note(what, found, f"at least {least:g}", found >= least)

    def at_most(self, what: str, found: float, most: float) -> None:
        self._note(what, found, f"at most {most:g}", found <= most)

    def _note(self, what: str, found: float, wanted: str, kept: bool) -> None:
        self.missed += not kept
        verdict = "" if kept else "MISSED"
        self.lines.append(f"{what:62}{found:8.2f}   {wanted:14}{verdict}".rstrip())

    def write(self) -> None:
        """Print all of them."""
        if self.lines:
            write("\npromised")
        for line in self.lines:
            write(line)


@dataclass(frozen=True)
class Pair:
    """One request to the site with little content and to the one with much."""

    to_wsgi: tuple[Ratio, Ratio]
    to_django: tuple[Ratio, Ratio]
    cpu: tuple[float, float]
    growth: float  # of the processor time, from little content to much
    rate: float  # with much content


class Table:
    """Prints a line for each request as soon as it is measured."""

    def __init__(
        self, servers: Servers, title: str, few: str, many: str, rounds: int = ROUNDS
    ) -> None:
        self.servers = servers
        self._rounds = rounds
        heads = ("to bare WSGI", "to bare Django", "CPU each, ms", "queries", "bytes")
        widths = (15, 15, 17, 9, 15)
        tops = [f"{head:>{width}}" for head, width in zip(heads, widths, strict=True)]
        below = [f"{few:>{w // 2}} {many:>{w - w // 2 - 1}}" for w in widths]
        write(f"\n{title:34}{''.join(tops)}      ±")
        write(f"{'':34}{''.join(below)}")

    def row(
        self,
        name: str,
        asked: Request,
        queries: tuple[int, int] = (0, 0),
        *,
        keep_alive: bool = True,
        wanted: int = 200,
    ) -> Pair:
        """Measure what `asked` returns for a server, and print it. `wanted` is the status."""
        servers = self.servers
        plain = [request("/", each.port) for each in (servers.wsgi, servers.django)]
        asking = [
            (servers.wsgi, plain[0]), (servers.django, plain[1]),
            (servers.few, asked(servers.few)), (servers.many, asked(servers.many)),
        ]  # fmt: skip
        slices = [(server, slice_of(server, each)) for server, each in asking]
        wsgi, django, few, many = by_turns(slices, self._rounds, keep_alive=keep_alive)
        assert {few[-1].status, many[-1].status} == {wanted}, f"{name}: {few[-1].status}"
        pair = Pair(
            (Ratio.of(few, wsgi), Ratio.of(many, wsgi)),
            (Ratio.of(few, django), Ratio.of(many, django)),
            (cpu(few), cpu(many)),
            median(more.cpu / less.cpu for less, more in zip(few, many, strict=True)),
            median(each.rate for each in many),
        )
        spread = max(each.spread for each in (*pair.to_wsgi, *pair.to_django))
        write(
            f"{name:34}"
            f"{pair.to_wsgi[0].value:7.3f} {pair.to_wsgi[1].value:7.3f}"
            f"{pair.to_django[0].value:7.2f} {pair.to_django[1].value:7.2f}"
            f"{pair.cpu[0]:8.2f} {pair.cpu[1]:8.2f}"
            f"{queries[0]:4} {queries[1]:4}"
            f"{few[-1].size:7} {many[-1].size:7}{spread:6.0%}"
        )
        return pair


def slice_of(server: Server, asked: bytes) -> list[bytes]:
    """Warm the server up, and return `asked` as often as it is answered in a slice."""
    rate = server.measure([asked] * WORKERS, keep_alive=False).rate
    rate = server.measure([asked] * _number(rate)).rate
    return [asked] * _number(rate)


def _number(rate: float) -> int:
    return max(1, min(MOST, round(rate * SLICE)))
