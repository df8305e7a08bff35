"""Ask a WSGI application in this process, as a web server would."""

import gzip
from dataclasses import dataclass
from typing import Any

import brotli
from django.test import RequestFactory

_requests = RequestFactory()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    sent: bytes

    @property
    def body(self) -> bytes:
        """Return what was sent, decompressed."""
        coding = self.headers.get("Content-Encoding", "")
        return {"": bytes, "br": brotli.decompress, "gzip": gzip.decompress}[coding](self.sent)

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(
    application: Any,
    path: str = "/",
    *,
    method: str = "GET",
    host: str = "localhost",
    secure: bool = False,
    cookies: dict[str, str] | None = None,
    **headers: str,
) -> Answer:
    """Return the answer to one request. `accept_encoding="br"` is a header."""
    environ = _requests.generic(
        method,
        path,
        secure=secure,
        headers={name.replace("_", "-"): text for name, text in headers.items()} | {"host": host},
    ).environ
    environ["HTTP_COOKIE"] = "; ".join(f"{k}={v}" for k, v in (cookies or {}).items())
    if not cookies:
        del environ["HTTP_COOKIE"]
    said: list[Any] = []
    body = application(environ, lambda *arguments: said.extend(arguments))
    try:
        sent = b"".join(body)
    finally:
        if hasattr(body, "close"):
            body.close()
    names = [name for name, _ in said[1]]
    assert len(set(names)) == len(names) or "Set-Cookie" in names, names
    return Answer(int(said[0].split()[0]), dict(said[1]), sent)
