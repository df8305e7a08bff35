"""Mail servers that fail, on loopback: real SMTP up to the point of failure."""

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.servers import Mailbox, free_port


@dataclass
class Misbehaving(Mailbox):
    """A mailbox that answers as a test demands, and records the commands it received."""

    at_recipient: str = ""  # the answer to RCPT instead of accepting it
    at_data: str = ""  # the answer after DATA; "drop" hangs up, "hang" never answers
    refuses: str = ""  # the one address that it refuses
    commands: list[str] = field(default_factory=list)
    holding: threading.Event = field(default_factory=threading.Event)  # a mail waits unanswered
    before_answer: Callable[[], None] | None = None

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.commands.append("EHLO")
        session.host_name = hostname
        return responses

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self.commands.append("MAIL")
        envelope.mail_from = address
        return "250 fine"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self.commands.append("RCPT")
        if address == self.refuses:
            return "550 5.1.1 nobody of that name"
        if self.at_recipient:
            return self.at_recipient
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.commands.append("DATA")
        if self.at_data == "hang":
            self.holding.set()
            await asyncio.Event().wait()
        if self.at_data == "drop":
            server.transport.abort()
            return "250 nobody hears this"
        if self.at_data:
            return self.at_data
        answer = await super().handle_DATA(server, session, envelope)
        if self.before_answer:
            self.before_answer()
        return answer


@contextmanager
def misbehaving_server(server: Misbehaving | None = None, **options: Any) -> Iterator[Misbehaving]:
    """Run `server` on loopback; `options` are aiosmtpd's, such as `tls_context`."""
    server = server or Misbehaving(free_port())
    controller = Controller(
        server, hostname="127.0.0.1", port=server.port, loop=asyncio.new_event_loop(), **options
    )
    controller.start()
    try:
        yield server
    finally:
        controller.stop(no_assert=True)


@contextmanager
def raw_server(speak: Callable[[asyncio.StreamWriter], Any]) -> Iterator[int]:
    """Run a server that calls `speak` for each connection, and yield its port."""
    loop, port = asyncio.new_event_loop(), free_port()

    async def on_connection(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await speak(writer)
        except OSError:
            writer.close()

    listening = loop.run_until_complete(asyncio.start_server(on_connection, "127.0.0.1", port))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def end() -> None:
        listening.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        loop.call_soon(loop.stop)

    try:
        yield port
    finally:
        asyncio.run_coroutine_threadsafe(end(), loop)
        thread.join()
        loop.close()


async def says_nothing(writer: asyncio.StreamWriter) -> None:
    """Accept the connection and send nothing."""
    await asyncio.Event().wait()


@dataclass
class EndlessGreeting:
    """Send each letter in time, but never a whole line: twenty letters a second, 400 of them."""

    letters: int = 0

    async def __call__(self, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220-")
        for _ in range(400):
            writer.write(b"x")
            await writer.drain()
            self.letters += 1
            await asyncio.sleep(0.05)
        writer.close()


def certificate(folder: Path, name: str) -> tuple[Path, ssl.SSLContext]:
    """Make a self-signed certificate for the host `name`, and a server's context with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file, key_file = folder / f"{name}.pem", folder / f"{name}.key"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key_file)
    return file, context
