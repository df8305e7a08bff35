"""The whole site as an owner runs it (`python -m ops.run`), with an SMTP server and a browser."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.migrated import POSTGRESQL, copy_sqlite, new_database
from tests.servers import Mailbox, chromium, free_port, smtp_server
from tests.static_files import copy_static_files

ROOT = Path(__file__).resolve().parents[2]
OWNER = {"email": "owner@example.org", "password": "un mot puis un autre"}
# Without hinting, letters are as wide as on current screens, in both kinds of Chromium.
FLAGS = [
    "--font-render-hinting=none",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PATIENCE = 90_000  # ms, because a busy machine starts a site and draws its first preview slowly
expect.set_options(timeout=PATIENCE)


@dataclass
class RunningSite:
    """A running site. `setup_link` is the one-time link that it printed at its first start."""

    url: str
    var: Path
    mailbox: Mailbox
    setup_link: str
    process: subprocess.Popen[str]
    lines: "Queue[str]"
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip

    def page_id(self, path: str) -> int:
        """Return the primary key of the page at `path`, according to the API."""
        language = "en" if path.startswith("/en/") else "fr"
        with urlopen(f"{self.url}/api/v3/pages/?limit=20&locale={language}") as answer:
            pages = json.load(answer)["items"]
        return next(p["id"] for p in pages if p["meta"]["html_url"] == self.url + path)


def lines_of(process: subprocess.Popen[str]) -> "Queue[str]":
    """Return a queue of a process's output, so that it never blocks on a full pipe."""
    queue: Queue[str] = Queue()

    def read() -> None:
        for line in process.stdout or ():
            queue.put(line)

    threading.Thread(target=read, daemon=True).start()
    return queue


def wait_for_line(queue: "Queue[str]", text: str, within: float = 300) -> list[str]:
    """Return all lines up to the one that contains `text`; fail with them if it does not come."""
    seen: list[str] = []
    try:
        while True:
            seen.append(queue.get(timeout=within))
            if text in seen[-1]:
                return seen
    except Empty:
        pytest.fail(f"{text!r} was not printed: {''.join(seen)}")


@contextmanager
def database_for_e2e(var: Path) -> Iterator[dict[str, str]]:
    """A migrated database of its own on the server under test, or SQLite in the site's folder."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        copy_sqlite(var / "vitrine.sqlite3")
        yield {}
        return
    yield {"DATABASE_URL": new_database(url, "e2e", f"TEMPLATE {POSTGRESQL}" * bool(POSTGRESQL))}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The site after its first start: seeded, and with its worker.

    What takes long and is the same every time is copied: migrations and, unless CI=true, compressed
    files. In CI there are none when the site is loaded, as on the machine of a new owner.
    """
    var = tmp_path_factory.mktemp("site")
    if os.environ.get("CI") != "true":
        copy_static_files(var)
    port = free_port()
    inherited = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DJANGO_SETTINGS_MODULE", "VAR_DIR", "BASE_URL", "DEBUG"}
    }
    with smtp_server() as mailbox, database_for_e2e(var) as database:
        environment = inherited | database | {
            "VAR_DIR": str(var),
            "PORT": str(port),
            "EMAIL_URL": mailbox.url,
            "DEFAULT_FROM_EMAIL": "site@vitrine.example",
            "PYTHONUNBUFFERED": "1",
        }  # fmt: skip
        process = subprocess.Popen(
            [sys.executable, "-m", "ops.run"],
            cwd=ROOT, env=environment, text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        lines = lines_of(process)
        try:
            printed = wait_for_line(lines, "/welcome/")
            wait_for_line(lines, "Listening at")
            yield RunningSite(
                url=f"http://localhost:{port}",
                var=var,
                mailbox=mailbox,
                setup_link=printed[-1].strip(),
                process=process,
                lines=lines,
                environment=environment,
            )
        finally:
            process.terminate()
            process.wait(60)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    executable = chromium()
    if executable is None:
        pytest.skip("Chromium is not installed")
    return {**browser_type_launch_args, "executable_path": executable, "args": FLAGS}


@dataclass
class Visit:
    """A visitor's browser, which records everything that should never happen."""

    context: BrowserContext
    page: Page
    site_url: str
    scripted: bool = True
    problems: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Record console messages, script errors, failed and third-party requests."""
        page = self.page
        page.on("console", lambda m: self.problems.append(f"console: {m.text}"))
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("request", self._note_third_party)
        page.on("response", self._note_failure)

    def _note_third_party(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.netloc != urlsplit(self.site_url).netloc:
            self.problems.append(f"third party: {request.url}")

    def _note_failure(self, response: Any) -> None:
        if response.status >= 400 and response.status not in {404, 422}:
            self.problems.append(f"{response.status}: {response.url}")

    def open(self, path: str) -> Page:
        """Go to a page without waiting for htmx."""
        self.page.goto(self.site_url + path)
        return self.page

    def go(self, path: str) -> Page:
        """Go to a page and wait until it is complete, with htmx."""
        self.open(path)
        self.wait_for_htmx()
        return self.page

    def wait_for_htmx(self) -> None:
        """Wait for htmx, which is loaded after the page is drawn.

        Until then links and forms are plain.
        """
        if self.scripted:
            self.page.wait_for_function("() => window.htmx")

    def assert_clean(self) -> None:
        """Check that nothing went wrong and no cookie was set."""
        # Chromium reports every 422 to the console, although the page handles it. A busy machine
        # may skip the cross-fade between two pages.
        expected = (
            "the server responded with a status of 422",
            "status of 404",
            "Transition was aborted",
        )
        assert [p for p in self.problems if not any(e in p for e in expected)] == []
        assert self.context.cookies() == []


@pytest.fixture
def visit(browser: Browser, site: RunningSite) -> Iterator[Callable[..., Visit]]:
    """Open a browser as a new visitor: `visit(java_script_enabled=False, …)`."""
    contexts = []

    def open_browser(**options: Any) -> Visit:
        context = browser.new_context(**{"locale": "fr-FR"} | options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        scripted = options.get("java_script_enabled", True)
        visit = Visit(context, context.new_page(), site.url, scripted)
        visit.watch()
        return visit

    yield open_browser
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def owner_state(browser: Browser, site: RunningSite) -> Any:
    """The owner's browser state after setting the password with the one-time link."""
    context = browser.new_context(locale="fr-FR")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(site.setup_link)
    page.fill("[name=first_name]", "David")
    page.fill("[name=last_name]", "Pires")
    page.fill("[name=email]", OWNER["email"])
    page.fill("[name=password]", OWNER["password"])
    page.click("main [type=submit]")
    page.wait_for_url("**/admin/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def owner_page(browser: Browser, site: RunningSite, owner_state: Any) -> Iterator[Page]:
    """The owner's browser, logged in, with problems recorded."""
    context = browser.new_context(
        locale="fr-FR", storage_state=owner_state, viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    violations: list[str] = []
    page.on(
        "console",
        lambda m: violations.append(m.text) if "Content Security Policy" in m.text else None,
    )
    yield page
    context.close()
    assert violations == []


@pytest.fixture
def wait_for_mail(site: RunningSite) -> Callable[[str, int], None]:
    """Wait until the SMTP server has `count` mails for an address."""

    def wait(address: str, count: int) -> None:
        with site.mailbox.arrived:
            enough = site.mailbox.arrived.wait_for(
                lambda: len(site.mailbox.to(address)) >= count, timeout=PATIENCE / 1000
            )
        assert enough, f"no mail for {address}: {[m['To'] for m in site.mailbox.mails]}"

    return wait
