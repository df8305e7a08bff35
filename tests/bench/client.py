"""A visitor that costs little itself: raw requests on one connection, or on one for each."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.site import family_of

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Measured:
    """Requests a second, the servers' processor time for each (ms), and bytes of an answer."""

    rate: float
    cpu: float
    size: int
    status: int


def cpu_seconds(pid: int) -> float:
    """Return the processor time that `pid` and its descendants have used."""
    used = 0
    for member in family_of(pid):
        fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        used += int(fields[11]) + int(fields[12])
    return used / TICKS


def memory(pid: int) -> float:
    """Return the memory of `pid` and its descendants in MiB, what they share counted once (PSS)."""
    total = 0
    for member in family_of(pid):
        lines = Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def request(path: str, port: int, method: str = "GET", body: str = "", **headers: str) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: localhost:{port}"]
    lines += [f"{name.replace('_', '-')}: {text}" for name, text in headers.items()]
    if method == "POST":
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as made:
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield made


def ask(connection: socket.socket, data: bytes) -> tuple[int, dict[bytes, bytes], int]:
    """Send one request; return status, headers and length of the whole answer."""
    connection.sendall(data)
    received = b""
    while b"\r\n\r\n" not in received:
        chunk = connection.recv(65536)
        if not chunk:
            raise ConnectionError(received)
        received += chunk
    head, _, rest = received.partition(b"\r\n\r\n")
    status, *lines = head.split(b"\r\n")
    headers = {k.lower(): v.strip() for k, _, v in (line.partition(b":") for line in lines)}
    code = int(status.split()[1])
    has_body = not data.startswith(b"HEAD") and code not in {204, 304}
    left = int(headers.get(b"content-length", 0)) - len(rest) if has_body else 0
    while left > 0:
        left -= len(connection.recv(65536))
    return code, headers, len(head) + 4 + int(headers.get(b"content-length", 0)) * has_body


def measure(pid: int, port: int, requests: list[bytes], *, keep_alive: bool = True) -> Measured:
    """Send `requests` one after the other, and return what they cost the server `pid`."""
    before, began = cpu_seconds(pid), time.perf_counter()
    if keep_alive:
        answers = list(_kept(port, requests))
    else:
        answers = []
        for each in requests:
            with connected(port) as connection:
                answers.append(ask(connection, each))
    took, used = time.perf_counter() - began, cpu_seconds(pid) - before
    code, _headers, size = answers[-1]
    return Measured(len(requests) / took, 1000 * used / len(requests), size, code)


def _kept(port: int, requests: list[bytes]) -> Iterator[tuple[int, dict[bytes, bytes], int]]:
    """Yield the answers on one connection; on another one once a worker has had its requests."""
    with ExitStack() as stack:
        connection = stack.enter_context(connected(port))
        for each in requests:
            try:
                answer = ask(connection, each)
            except ConnectionError:
                connection = stack.enter_context(connected(port))
                answer = ask(connection, each)
            yield answer
