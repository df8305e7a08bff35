"""Real servers for tests, on loopback, each in a temporary folder."""

import asyncio
import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller


def free_port() -> int:
    """Return a port of this machine that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# Debian's package and program of a headless Chromium, which needs less than half the processor time
# for the same pages.
HEADLESS = "chromium-headless-shell"


def chromium() -> str | None:
    """Return the path of a Chromium, the headless one if there is one."""
    return shutil.which(HEADLESS) or shutil.which("chromium")


def postgresql_binaries() -> Path | None:
    """Return the newest folder with PostgreSQL's server programs, if there is one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


@contextmanager
def temporary_postgresql() -> Iterator[str]:
    """Start a temporary cluster and yield its address as a DATABASE_URL."""
    binaries = postgresql_binaries()
    if binaries is None:
        raise RuntimeError("PostgreSQL's server programs are not installed.")
    folder = Path(tempfile.mkdtemp(prefix="vitrine-postgresql-"))
    port = free_port()
    # PostgreSQL refuses to run as root.
    as_user: list[str] = []
    if os.geteuid() == 0:
        as_user = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")
    data = folder / "data"
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": "/"}
    subprocess.run(
        [*as_user, binaries / "initdb", "-D", data, "-U", "vitrine", "-A", "trust", "-E", "UTF8",
         "--locale=C.UTF-8"],
        **quiet,
    )  # fmt: skip
    control = [*as_user, binaries / "pg_ctl", "-D", data, "-w"]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    subprocess.run([*control, "-l", folder / "log", "-o", options, "start"], **quiet)
    try:
        yield f"postgres://vitrine@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **quiet)
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Mailbox:
    """A real SMTP server that stores the mails it receives. `url` is for EMAIL_URL."""

    port: int
    mails: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    arrived: threading.Condition = field(default_factory=threading.Condition)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, server, session, envelope) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        with self.arrived:
            self.senders.append(envelope.mail_from)
            self.recipients += envelope.rcpt_tos
            self.mails.append(message)
            self.arrived.notify_all()
        return "250 kept"

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.mails if address in mail["To"]]


@contextmanager
def smtp_server() -> Iterator[Mailbox]:
    """Run an SMTP server on a free port."""
    mailbox = Mailbox(free_port())
    controller = Controller(
        mailbox, hostname="127.0.0.1", port=mailbox.port, loop=asyncio.new_event_loop()
    )
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
