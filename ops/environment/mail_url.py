"""Turn EMAIL_URL into Django's settings."""

from typing import Any
from urllib.parse import urlsplit

from environ import Env

from ops.environment.service_urls import check

OPERATION_LIMIT = 20  # seconds for one answer of the server
ATTEMPT_LIMIT = 3 * OPERATION_LIMIT  # for everything: a fifth of a delivery's lease
TEST_LIMIT = 15  # seconds that somebody waits who asked for a test mail


def mail_settings(url: str) -> dict[str, Any]:
    """Return the EMAIL_… settings for `url`, such as `smtp+tls://user:password@host:587`.

    `smtp+tls` demands STARTTLS and `smtp+ssl` TLS from the first byte: where the server has
    no valid certificate for its name, nothing is sent (RELIABILITY 16). `smtps`, which
    some write for the one and some for the other, follows the port. A missing port is the
    usual one. `?timeout=5` waits so many seconds for one answer, instead of 20; no more than
    20, because an attempt has to end before its lease. `filemail:///folder` writes
    to files. Raises ValueError for an unknown scheme.
    """
    check(url, Env.EMAIL_SCHEMES, "smtp+tls://user:password@host:587")
    found: dict[str, Any] = dict(Env.email_url_config(url))
    scheme = urlsplit(url).scheme  # in lower case
    # What Django calls its backend is the queue (ops.mail.queue): this is where it leads to.
    found["EMAIL_TRANSPORT"] = found.pop("EMAIL_BACKEND")
    if scheme == "filemail":
        found["EMAIL_TRANSPORT"] = "ops.mail.files.EmailBackend"
    timeout = found.pop("OPTIONS", {}).get("TIMEOUT")
    if isinstance(timeout, int):
        operation = max(1, min(timeout, OPERATION_LIMIT))
        found |= {"EMAIL_TIMEOUT": operation, "EMAIL_ATTEMPT_LIMIT": 3 * operation}
    if not found["EMAIL_TRANSPORT"].endswith("smtp.EmailBackend"):
        return found
    found["EMAIL_TRANSPORT"] = "ops.mail.smtp.EmailBackend"
    if scheme == "smtps" and found["EMAIL_PORT"] in {None, 465}:
        found |= {"EMAIL_USE_TLS": False, "EMAIL_USE_SSL": True}
    if found["EMAIL_PORT"] is None:
        tls, ssl = found.get("EMAIL_USE_TLS"), found.get("EMAIL_USE_SSL")
        found["EMAIL_PORT"] = 465 if ssl else 587 if tls else 25
    return found
