"""Django's SMTP backend with a time limit for a whole attempt to send.

Django hands a time limit to each operation on the socket. A server that has sixteen addresses
and answers at none of them, or that says one letter every ten seconds, makes hours of such
operations; the row of the outbox would be somebody else's by then (RELIABILITY 13).

Certificates and host names are verified and STARTTLS is demanded, never merely tried, by
Django and `smtplib` themselves; tests hold them to it (RELIABILITY 16).
"""

import socket
import threading
import time
from contextlib import suppress
from functools import partial
from smtplib import SMTP, SMTP_SSL, SMTPServerDisconnected
from typing import Any, cast

from django.conf import settings
from django.core.mail.backends import smtp

Refused = dict[str, tuple[int, bytes]]


class TimeIsUpError(SMTPServerDisconnected):
    """Raised when an attempt as a whole takes too long."""


class _Limited:
    """Mixed into smtplib's classes: all that happens on one connection ends by `deadline`."""

    _line: socket.socket | None = None
    _alarm: threading.Timer | None = None

    def __init__(self, *args: Any, deadline: float, **kwargs: Any) -> None:
        self.deadline = deadline
        self.refused: Refused = {}
        super().__init__(*args, **kwargs)  # connects

    def _left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeIsUpError("the time limit of the attempt is over")
        return left

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        connection = self._first_that_answers(host, port, timeout)
        # A second handle on the same connection, with which it can be closed while another thread
        # waits in it: TLS takes over the first handle. Nothing can be sent after that.
        self._line = connection.dup()
        try:
            self._alarm = threading.Timer(self._left(), self._hang_up)
            self._alarm.daemon = True
            self._alarm.start()
            return self._secured(connection, host)
        except BaseException:
            self.close()  # type: ignore[attr-defined]
            connection.close()
            raise

    def _secured(self, connection: socket.socket, host: str) -> socket.socket:
        return connection

    def _first_that_answers(self, host: str, port: int, timeout: float) -> socket.socket:
        """Connect as `socket.create_connection`, with one limit for all addresses together."""
        problem: OSError = OSError(f"no address for {host}")
        for family, kind, protocol, _, address in socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        ):
            connection = socket.socket(family, kind, protocol)
            try:
                connection.settimeout(min(timeout, self._left()))
                connection.connect(address)
                connection.settimeout(timeout)
            except OSError as error:
                connection.close()
                problem = error
                if isinstance(error, TimeIsUpError):
                    break
            else:
                return connection
        raise problem

    def _hang_up(self) -> None:
        if self._line is not None:
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)

    def getreply(self) -> tuple[int, bytes]:
        try:
            return super().getreply()  # type: ignore[misc]
        except SMTPServerDisconnected:
            self._left()  # says so if it was we who hung up
            raise

    def data(self, message: bytes | str) -> tuple[int, bytes]:
        # A server may take long to accept a mail. If we hang up meanwhile, a mail that was
        # delivered counts as failed, and would be sent again and again.
        cast(Any, self).sock.settimeout(self._left())
        return super().data(message)  # type: ignore[misc]

    def sendmail(self, *args: Any, **kwargs: Any) -> Refused:
        self.refused = super().sendmail(*args, **kwargs)  # type: ignore[misc]
        return self.refused

    def close(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        super().close()  # type: ignore[misc]
        if self._line is not None:
            self._line.close()
            self._line = None


class _Plain(_Limited, SMTP):  # type: ignore[misc]  # smtplib's private hook for the socket
    pass


class _Secure(_Limited, SMTP_SSL):  # type: ignore[misc]
    def _secured(self, connection: socket.socket, host: str) -> socket.socket:
        return self.context.wrap_socket(connection, server_hostname=host)


class EmailBackend(smtp.EmailBackend):
    """Sends over SMTP within `limit` seconds, counted from opening the connection.

    Raises what smtplib raises; TimeIsUpError is an SMTPServerDisconnected. `refused` names the
    recipients that the server did not take while it took others: Django forgets them.
    """

    def __init__(self, *args: Any, limit: float | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit = limit or settings.EMAIL_ATTEMPT_LIMIT

    @property
    def connection_class(self) -> Any:
        kind = _Secure if self.use_ssl else _Plain
        return partial(kind, deadline=time.monotonic() + self.limit)

    def open(self) -> bool | None:
        try:
            return super().open()
        except Exception:
            # Django leaves a half-opened connection to the garbage collector.
            with suppress(Exception):
                self.close()
            raise

    @property
    def refused(self) -> Refused:
        return getattr(self.connection, "refused", {})
