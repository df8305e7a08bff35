"""Explains why a mail did not leave: a problem in the owner's words, and the server's answer."""

import errno
import smtplib
import socket
import ssl

from contact.inquiries.models import Delivery
from contact.mail.messages import NoRecipientError, UnusableAddressError, one_line
from ops.mail.smtp import Refused, TimeIsUpError

Problem = Delivery.Problem
LONGEST = 300


def words(code: int, text: bytes | str) -> str:
    """Return the server's answer as one line, such as "550 5.1.1 no such user"."""
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return one_line(f"{code} {said}")[:LONGEST]


def refusals(refused: Refused) -> str:
    """Return the refused recipients with the server's words, on one line."""
    return "; ".join(f"{one_line(to)}: {words(*answer)}" for to, answer in refused.items())[
        :LONGEST
    ]


def explain(error: Exception) -> tuple[Problem, str]:
    """Return the problem that `error` means, and the words behind it.

    `error` was raised while a mail was written or sent. The words are for the owner in the admin
    and must not be logged: a server may quote the mail in them.
    """
    match error:
        case NoRecipientError():
            return Problem.NOBODY, ""
        case UnusableAddressError():
            return Problem.UNUSABLE, str(error)
        case smtplib.SMTPRecipientsRefused():
            codes = [code for code, _ in error.recipients.values()]
            kind = Problem.ADDRESS if any(c >= 500 for c in codes) else Problem.BUSY
            return kind, refusals(error.recipients)
        case smtplib.SMTPResponseException():
            return _of_an_answer(error), words(error.smtp_code, error.smtp_error)
        case smtplib.SMTPNotSupportedError():
            unsafe = "STARTTLS" in str(error)
            return Problem.INSECURE if unsafe else Problem.LOGIN, _plain(error)
        case TimeIsUpError() | TimeoutError():
            return Problem.SILENT, _plain(error)
        case smtplib.SMTPServerDisconnected():
            # smtplib puts the error of the socket into its own text.
            return Problem.SILENT if "timed out" in str(error) else Problem.DROPPED, _plain(error)
        case ssl.SSLError():
            return Problem.INSECURE, _plain(error)
        case ConnectionResetError() | BrokenPipeError():
            return Problem.DROPPED, _plain(error)
        case socket.gaierror() | ConnectionError():
            return Problem.UNREACHABLE, _plain(error)
        case OSError():
            far = error.errno in {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN}
            return Problem.UNREACHABLE if far else Problem.INTERNAL, _plain(error)
    # Any other error is a fault of ours. Its text may quote the client, so only its type is kept.
    return Problem.INTERNAL, type(error).__name__


def _of_an_answer(error: smtplib.SMTPResponseException) -> Problem:
    if 400 <= error.smtp_code < 500:
        return Problem.BUSY
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Problem.LOGIN
    if isinstance(error, smtplib.SMTPSenderRefused):
        return Problem.SENDER
    return Problem.REFUSED


def _plain(error: Exception) -> str:
    return one_line(str(error))[:LONGEST]
