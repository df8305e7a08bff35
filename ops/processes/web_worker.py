"""A worker of gunicorn that stops without cutting anybody off, and refuses as the site does."""

import os
import signal
import socket
from types import FrameType

from gunicorn import util
from gunicorn.workers.gthread import ThreadWorker

from ops.processes import supervision


def refuse(client: socket.socket, status: int, reason: str, message: str) -> None:
    """Refuse a malformed or too large request with the same headers as every other answer.

    Gunicorn's own refusal has none of them (RELIABILITY 22) and repeats what was sent.
    """
    from ops.web.headers import of_a_refusal  # settings can be read once the application is loaded

    body = f"{reason}\n".encode("latin-1", "replace")
    headers = {
        "Connection": "close",
        "Content-Type": "text/plain",
        "Content-Length": str(len(body)),
        **of_a_refusal(),
    }
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {text}" for name, text in headers.items())]
    util.write_nonblock(client, "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)


util.write_error = refuse  # gunicorn has no setting for it


class DrainingWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """A worker that, told to stop, first accepts the connections that wait in the system's queue.

    Gunicorn's own stops accepting, but keeps its sockets open until its last request is done.
    Whoever connects meanwhile waits in the system's queue, has sent the form, and is cut off in
    the end. Here the queue is emptied and the sockets are closed at once: from then on a browser
    is refused, knows so, and still has the text (RELIABILITY 7).
    """

    sockets: list[socket.socket]
    ppid: int
    stopping = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.stopping = True
        super().handle_exit(sig, frame)

    def is_parent_alive(self) -> bool:
        """Stop the whole web server if the supervisor is gone. Gunicorn calls this every second."""
        alive = bool(super().is_parent_alive())
        if alive and supervision.orphaned():
            os.kill(self.ppid, signal.SIGTERM)
            alive = False
        self.stopping |= not alive
        return alive

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled)
        if self.stopping and not enabled:
            self.drain()

    def drain(self) -> None:
        """Accept what waits on each socket, then close it."""
        for listener in self.sockets:
            before = -1
            while before != self.nr_conns:
                before = self.nr_conns
                self.accept(listener)
            listener.close()
        self.sockets = []
