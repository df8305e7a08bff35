"""A visitor that costs little itself: raw requests on one connection, or on one for each."""

import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from tests.faults.site import family_of

Answer = tuple[int, dict[bytes, bytes], int]


@dataclass(frozen=True)
class Measured:
    """Requests a second, the servers' processor time for each (ms), and bytes of an answer."""

    rate: float
    cpu: float
    size: int
    status: int


def cpu_seconds(pid: int) -> float:
    """Return the processor time that `pid` and its descendants have used, to the microsecond.

    A process's clock has this number on Linux (MAKE_PROCESS_CPUCLOCK, posix-timers.h). /proc has
    hundredths of a second, of which a slice of a measurement takes few.
    """
    return sum(time.clock_gettime((~member << 3) | 2) for member in family_of(pid))


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


def ask(connection: socket.socket, data: bytes) -> Answer:
    """Send one request; return status, headers and length of the whole answer.

    Raises ConnectionError if the server ends the connection first.
    """
    connection.sendall(data)
    received = _until(connection, b"", b"\r\n\r\n")
    head, _, body = received.partition(b"\r\n\r\n")
    status, *lines = head.split(b"\r\n")
    headers = {k.lower(): v.strip() for k, _, v in (line.partition(b":") for line in lines)}
    code, size = int(status.split()[1]), len(head) + 4
    if data.startswith(b"HEAD") or code in {204, 304}:
        return code, headers, size
    if headers.get(b"transfer-encoding") == b"chunked":
        return code, headers, size + _skip_chunks(connection, body)
    length = int(headers.get(b"content-length", 0))
    left = length - len(body)
    while left > 0:
        left -= len(_more(connection))
    return code, headers, size + length


def _more(connection: socket.socket) -> bytes:
    chunk = connection.recv(65536)
    if not chunk:
        raise ConnectionError("the server has ended the connection")
    return chunk


def _until(connection: socket.socket, received: bytes, end: bytes) -> bytes:
    """Return `received` and what follows it, with `end` somewhere in it."""
    while end not in received:
        received += _more(connection)
    return received


def _skip_chunks(connection: socket.socket, received: bytes) -> int:
    """Read a chunked body that begins with `received` to its end, and return its length."""
    length = 0
    while True:
        line, _, received = _until(connection, received, b"\r\n").partition(b"\r\n")
        size = int(line, 16)
        while len(received) < size + 2:
            received += _more(connection)
        received = received[size + 2 :]
        if size == 0:
            return length
        length += size


def measure(pid: int, port: int, requests: Sequence[bytes], *, keep_alive: bool = True) -> Measured:
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
    (code,) = {answer[0] for answer in answers}
    return Measured(len(requests) / took, 1000 * used / len(requests), answers[-1][2], code)


def _kept(port: int, requests: Sequence[bytes]) -> Iterator[Answer]:
    """Yield the answers on one connection; on another one once the server has ended the first."""
    with ExitStack() as stack:
        connection = stack.enter_context(connected(port))
        for each in requests:
            try:
                answer = ask(connection, each)
            except ConnectionError:
                connection = stack.enter_context(connected(port))
                answer = ask(connection, each)
            yield answer
