"""Deliver a page in pieces, as over a slow line, each when the test allows it."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from playwright.sync_api import Page

SIZE = 600  # bytes, small enough to separate any two elements
END_OF_BLOCK = re.compile(rb"</(?!(?:a|b|em|i|mark|small|span|strong)\b)\w+>")
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


class SlowLine(ThreadingHTTPServer):
    """A proxy for `site_url` that sends pages piece by piece.

    Each release of `piece` lets one piece pass.
    """

    daemon_threads = True

    def __init__(self, site_url: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.site_url = site_url
        self.piece = threading.Semaphore(0)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.server_port}"

    def open(self, page: Page, path: str) -> None:
        """Open `path`, and draw each piece before the next one comes."""
        self.piece = threading.Semaphore(1)
        page.goto(self.url + path, wait_until="commit")
        page.evaluate(DRAWN)
        while page.evaluate("document.readyState") == "loading":
            self.piece.release()
            page.evaluate(DRAWN)


class _Handler(BaseHTTPRequestHandler):
    server: SlowLine

    def do_GET(self) -> None:
        site = urlsplit(self.server.site_url).netloc
        passed = {"Host": site, "Accept": self.headers.get("Accept", "*/*")}
        try:
            answer = urlopen(Request(self.server.site_url + self.path, headers=passed))
        except HTTPError as error:
            answer = error
        with answer:
            body = answer.read()
        self.send_response(answer.status)
        for name in ("Content-Type", "Content-Security-Policy", "Cache-Control"):
            if value := answer.headers.get(name):
                self.send_header(name, value)
        self.end_headers()
        if not answer.headers["Content-Type"].startswith("text/html"):
            self.wfile.write(body)
            return
        # The browser draws nothing before it has the style sheet in the head.
        start, end = 0, body.index(b"<main")
        while start < len(body):
            self.server.piece.acquire()
            self.wfile.write(body[start:end])
            self.wfile.flush()
            # Half a sentence has other line breaks than the whole, which cannot be avoided.
            whole = END_OF_BLOCK.search(body, end + SIZE)
            start, end = end, whole.end() if whole else len(body)

    def log_message(self, *arguments: object) -> None:
        """Print nothing."""


@contextmanager
def slow_line(site_url: str) -> Iterator[SlowLine]:
    """Serve the site a second time, with pages in pieces."""
    server = SlowLine(site_url)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
