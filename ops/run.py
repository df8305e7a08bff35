"""`python -m ops.run`: prepare the site, then keep the web server and the worker alive.

`make run` calls it after the installation. Ctrl-C (or SIGTERM) stops both; a child that
died is started again. No init system is needed on the owner's machine.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from ops.processes.locks import try_lock
from ops.processes.supervision import open_pipe

STOP_WITHIN = 30.0  # seconds a child may take to finish its requests
STABLE_AFTER = 30.0  # seconds after which a child counts as well started
LONGEST_PAUSE = 30.0  # seconds between two starts of a child that keeps dying
NOTICED_WITHIN = 3.0  # seconds in which children notice that they are orphans

RUNS = (
    "This site runs already: http://localhost:{}/ (started from this folder, in another terminal). "
    "Ctrl-C there stops it."
)
PREPARING = (
    "This site is being prepared already, in another terminal: wait until its address, "
    "http://localhost:{}/, is printed there."
)


@dataclass
class Child:
    """A process that has to be there. `failures` counts early deaths in a row."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    failures: int = 0
    inherits: tuple[int, ...] = ()

    def start(self, now: float) -> None:
        # A process group of its own: Ctrl-C on the terminal reaches the supervisor alone,
        # which then stops its children in order.
        self.process = subprocess.Popen(  # noqa: S603
            self.command, start_new_session=True, pass_fds=self.inherits
        )
        self.started_at = now

    def watch(self, now: float) -> None:
        """Start the process if it is not running and its pause is over."""
        if self.process is None:
            if now >= self.start_at:
                self.start(now)
            return
        code = self.process.poll()
        if code is None:
            return
        self.failures = 0 if now - self.started_at > STABLE_AFTER else self.failures + 1
        pause = min(2.0**self.failures / 2, LONGEST_PAUSE)
        print(f"{self.name} ended with code {code}; starting it again in {pause:.0f} s.")
        self.process, self.start_at = None, now + pause

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def supervise(children: list[Child], stop: threading.Event) -> None:
    """Keep `children` running until `stop` is set, then stop them and wait.

    Should this process be killed, they notice (processes.supervision) and end as if told to.
    """
    pipe = open_pipe()
    for child in children:
        child.inherits = (pipe,)
    while not stop.is_set():
        for child in children:
            child.watch(time.monotonic())
        stop.wait(0.5)
    for child in children:
        child.stop()
    until = time.monotonic() + STOP_WITHIN
    for child in children:
        child.wait(until)


def data_folder() -> Path:
    """Return the folder of the site's data, as config.settings has it."""
    return Path(os.environ.get("VAR_DIR") or "var")


def port_is_free(port: int) -> bool:
    """Whether a server could listen on `port` of this machine now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def port_becomes_free(port: int) -> bool:
    """Whether `port` is free in a moment: a server whose supervisor was killed lets go of it."""
    until = time.monotonic() + NOTICED_WITHIN
    while not port_is_free(port):
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def commands(port: int, *, reload: bool) -> list[Child]:
    """The processes of the site: a web server and one worker."""
    manage = [sys.executable, "manage.py"]
    web = (
        [*manage, "runserver", f"127.0.0.1:{port}"]
        if reload
        else [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.conf.py"]
    )
    return [Child("The web server", web), Child("The worker", [*manage, "worker"])]


def main() -> int:
    parser = argparse.ArgumentParser(description="Run the site and its worker.")
    parser.add_argument("--reload", action="store_true", help="for work on the code")
    options = parser.parse_args()
    # Other users of this machine must not read inquiries, mails and keys.
    os.umask(0o077)
    port = os.environ.get("PORT", "8000")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        print(f"PORT must be a number from 1 to 65535, not {port!r}.", file=sys.stderr)
        return 2
    # Held until this process ends, however it ends.
    if try_lock(data_folder() / f"run-{port}.lock") is None:
        runs = not port_is_free(int(port))
        print(RUNS.format(port) if runs else PREPARING.format(port), file=sys.stderr)
        return 1
    if not port_becomes_free(int(port)):
        print(
            f"Port {port} is in use by another program. Choose another one: make run PORT=9000",
            file=sys.stderr,
        )
        return 1
    stop = threading.Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_signal)
    prepared = subprocess.run([sys.executable, "manage.py", "prepare"], check=False)
    if prepared.returncode or stop.is_set():
        return prepared.returncode
    supervise(commands(int(port), reload=options.reload), stop)
    print("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
