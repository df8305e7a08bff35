"""`python -m ops.run`: prepare the site, then keep the web server and the worker alive.

`make run` calls it after the installation. Ctrl-C (or SIGTERM) stops both; a child that
died is started again. No init system is needed on the owner's machine.

The site is loaded once, here; all other processes are forked from this one (decision 0074). They do
what `manage.py prepare`, `manage.py worker` and gunicorn do when a service manager starts them.
"""

import argparse
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from types import FrameType

import django
from django.conf import settings

from ops.environment.variables import ConfigurationError
from ops.processes.allocator import give_memory_back
from ops.processes.children import Child, fork, run_afresh, run_here, supervise
from ops.processes.locks import try_lock

GUNICORN = (
    "gunicorn.app.wsgiapp",
    "gunicorn.arbiter",
    "gunicorn.glogging",
    "ops.processes.web_worker",
)
NOTICED_WITHIN = 3.0  # seconds in which children notice that they are orphans

RUNS = (
    "This site runs already: http://localhost:{}/ (started from this folder, in another terminal). "
    "Ctrl-C there stops it."
)
PREPARING = (
    "This site is being prepared already, in another terminal: wait until its address, "
    "http://localhost:{}/, is printed there."
)


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


def load() -> None:
    """Load the site. Raises ConfigurationError."""
    give_memory_back()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


def load_the_web_server() -> None:
    """Load what may be loaded while the site is still being prepared."""
    for module in (settings.ROOT_URLCONF, *GUNICORN):
        import_module(module)


def finish_loading() -> None:
    """Load what needs a prepared site."""
    from ops.preload import preload
    from ops.web.static_storage import read_manifest_again

    read_manifest_again()
    import_module("config.wsgi")
    preload()


def leave_one_file() -> None:
    """Leave the database as one file, whichever process had the last connection."""
    from ops.processes.last_connection import close_last_connection

    close_last_connection()


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
    lock = try_lock(data_folder() / f"run-{port}.lock")
    if lock is None:
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
    run: Callable[..., None]
    if options.reload:
        run, web = run_afresh, ["manage.py", "runserver", f"127.0.0.1:{port}"]
    else:
        run, web = run_here, ["-m", "gunicorn", "--config", "config/gunicorn.conf.py"]
        try:
            load()
        except ConfigurationError as error:
            print(error, file=sys.stderr)
            return 1
    prepared = fork(partial(run, "manage.py", "prepare"), (lock,))
    if not options.reload:
        load_the_web_server()
    prepared.join()
    if prepared.exitcode or stop.is_set():
        return prepared.exitcode or 0
    if not options.reload:
        finish_loading()
    children = [
        Child("The web server", partial(run, *web)),
        Child("The worker", partial(run, "manage.py", "worker")),
    ]
    supervise(children, stop, (lock,))
    if not options.reload:
        leave_one_file()
    print("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
