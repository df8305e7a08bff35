"""A site of its own for each fault: real processes, a real database, stopped by process id."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from ops.processes import supervision
from tests.faults.database import Database
from tests.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
WITHIN = 90.0  # seconds for anything, far more than a working site needs
GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.conf.py"]
MANAGE = [sys.executable, "manage.py"]


def wait_until(condition: Callable[[], bool], what: str, within: float = WITHIN) -> None:
    """Poll, because another process does not announce anything to the test."""
    until = time.monotonic() + within
    while not condition():
        assert time.monotonic() < until, f"waited in vain: {what}"
        threading.Event().wait(0.02)


def children_of(pid: int) -> list[int]:
    """Return the running child processes of `pid`."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with suppress(OSError):
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                if int(parent) == pid and state != "Z":
                    found.append(int(entry.name))
    return sorted(found)


def family_of(pid: int) -> list[int]:
    return [pid, *(member for child in children_of(pid) for member in family_of(child))]


@dataclass
class Running:
    """A process with all of its descendants."""

    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def children(self) -> list[int]:
        return children_of(self.process.pid)

    def busiest_child(self) -> int:
        """Return the child with the most open files, connections among them."""
        return max(self.children, key=lambda pid: len(os.listdir(f"/proc/{pid}/fd")))

    def kill(self) -> None:
        """Kill this process alone, as a power cut would."""
        self.process.kill()
        self.process.wait(WITHIN)

    def end(self) -> None:
        """Stop the process, and kill descendants that are left."""
        family = family_of(self.process.pid)
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        for pid in family[1:]:
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)


@dataclass
class Site:
    """A folder, a database and a port. `web`, `worker` and `supervisor` start its processes."""

    var: Path
    database: Database
    port: int
    environment: dict[str, str]

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def manage(self, *arguments: str) -> str:
        """Run a command of manage.py; if it fails, fail with its output."""
        return self._run_to_its_end(*MANAGE, *arguments)

    def run_python(self, code: str) -> str:
        return self._run_to_its_end(sys.executable, "-c", code)

    def _run_to_its_end(self, *command: str) -> str:
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}: {done.stdout}"
        return done.stdout

    @property
    def _inherited(self) -> list[int]:
        """The pipe by which processes notice that whoever measures them was killed, if any."""
        pipe = self.environment.get(supervision.VARIABLE)
        return [int(pipe)] if pipe else []

    @contextmanager
    def run(self, command: list[str], **environment: str) -> Iterator[Running]:
        log = Path(tempfile.mkstemp(prefix="log-", dir=self.var.parent)[1])
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment | environment, start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                pass_fds=self._inherited,
            )  # fmt: skip
        running = Running(process, log)
        try:
            yield running
        except AssertionError as error:
            error.add_note(f"{' '.join(command[1:])} said:\n{log.read_text()[-4000:]}")
            raise
        finally:
            running.end()

    @contextmanager
    def web(self, **environment: str) -> Iterator[Running]:
        """Run gunicorn as the supervisor starts it, with all of its workers."""
        with self.run(GUNICORN, **environment) as running:
            self.wait_until_it_answers(running)
            workers = int(environment.get("WEB_WORKERS", "2"))
            wait_until(lambda: len(running.children) == workers, "all workers are there")
            yield running

    @contextmanager
    def worker(self, **environment: str) -> Iterator[Running]:
        with self.run([*MANAGE, "worker"], **environment) as running:
            yield running

    @contextmanager
    def supervisor(self, **environment: str) -> Iterator[Running]:
        """Run what `make run` starts."""
        with self.run([sys.executable, "-m", "ops.run"], **environment) as running:
            self.wait_until_it_answers(running)
            yield running

    def answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/livez", headers={"Host": urlsplit(self.url).netloc})
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def wait_until_it_answers(self, running: Running) -> None:
        def ready() -> bool:
            assert running.process.poll() is None, running.log.read_text()[-2000:]
            return self.answers()

        wait_until(ready, "the site answers")

    def copy(self, folder: Path, database: Database | None = None) -> "Site":
        """Return another site with the same content. `folder` must not exist yet."""
        shutil.copytree(self.var, folder, dirs_exist_ok=True)
        if database is None:
            database = Database(f"sqlite:///{folder}/vitrine.sqlite3")
        return new_site(folder, database)


def new_site(var: Path, database: Database) -> Site:
    """Return a site with this folder and database, and a free port."""
    port = free_port()
    unwanted = {"DEBUG", "BASE_URL", "CACHE_URL", "EMAIL_URL"}
    environment = {k: v for k, v in os.environ.items() if k not in unwanted} | {
        "DATABASE_URL": database.url,
        "DEFAULT_FROM_EMAIL": "site@vitrine.example",
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        # The forms are filled in at once by scripts. Throttling still counts, in its transaction.
        "INQUIRY_MIN_SECONDS": "0",
        "INQUIRY_RATE": "1000/s",
        "BACKUP_DIR": "",
        "PORT": str(port),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "VAR_DIR": str(var),
    }
    return Site(var, database, port, environment)
