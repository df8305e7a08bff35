"""Whatever the mail server does, the client sees success, the owner sees why, and nothing is lost.

RELIABILITY 11 and 16, with real servers that fail in various ways.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.html import escape
from wagtail.users.models import UserProfile

from brand.models import HomePage
from contact.form import tokens
from contact.mail import delivery
from contact.models import Delivery, Inquiry
from ops.environment.mail_url import ATTEMPT_LIMIT, OPERATION_LIMIT
from ops.models import User
from ops.worker.leases import LEASE
from tests import factories
from tests.mail_servers import (
    EndlessGreeting,
    Misbehaving,
    certificate,
    misbehaving_server,
    raw_server,
    says_nothing,
)
from tests.servers import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
Problem = Delivery.Problem


@contextmanager
def broken(mode: str, folder: Path) -> Iterator[str]:
    """Run a server that fails in one way, and yield its EMAIL_URL."""
    port = free_port()
    match mode:
        case "refuses":
            yield f"smtp://127.0.0.1:{port}"
        case "unknown":
            yield "smtp://no-such-host.invalid:25"
        case "451" | "550":
            words = {"451": "451 4.7.1 come back later", "550": "550 5.1.1 no such user"}[mode]
            with misbehaving_server(Misbehaving(port, at_recipient=words)) as server:
                yield server.url
        case "452" | "554":
            words = {"452": "452 4.2.2 mailbox full", "554": "554 5.7.1 looks like spam"}[mode]
            with misbehaving_server(Misbehaving(port, at_data=words)) as server:
                yield server.url
        case "drops":
            with misbehaving_server(Misbehaving(port, at_data="drop")) as server:
                yield server.url
        case "hangs":
            with misbehaving_server(Misbehaving(port, at_data="hang")) as server:
                yield server.url
        case "silent":
            with raw_server(says_nothing) as port:
                yield f"smtp://127.0.0.1:{port}"
        case "drips":
            chatter = EndlessGreeting()
            with raw_server(chatter) as port:
                yield f"smtp://127.0.0.1:{port}"
            assert chatter.letters < 200  # for both mails together
        case "no TLS":
            with misbehaving_server(Misbehaving(port)):
                yield f"smtp+tls://user:secret@localhost:{port}"
        case "bad certificate":
            _, context = certificate(folder, "localhost")
            with misbehaving_server(Misbehaving(port), tls_context=context):
                yield f"smtp+tls://user:secret@localhost:{port}"


MODES = {
    "refuses": (Problem.UNREACHABLE, "refused"),
    "unknown": (Problem.UNREACHABLE, ""),
    "451": (Problem.BUSY, "451 4.7.1 come back later"),
    "550": (Problem.ADDRESS, "550 5.1.1 no such user"),
    "452": (Problem.BUSY, "452 4.2.2 mailbox full"),
    "554": (Problem.REFUSED, "554 5.7.1 looks like spam"),
    "drops": (Problem.DROPPED, "closed"),
    "hangs": (Problem.SILENT, ""),
    "silent": (Problem.SILENT, "timed out"),
    "drips": (Problem.SILENT, "time limit"),
    "no TLS": (Problem.INSECURE, "STARTTLS"),
    "bad certificate": (Problem.INSECURE, "self-signed certificate"),
}


@pytest.mark.parametrize("mode", MODES)
def test_the_client_has_success_and_the_owner_reads_why(
    mode: str,
    home: HomePage,
    admin: Client,
    tmp_path: Path,
    send_to: Callable[..., None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    page = factories.contact(home)
    form = {
        "token": tokens.issue(),
        "name": "Léa Martin",
        "email": "lea@client.example",
        "message": "Un canari chante dans la cuisine.",
    }
    with broken(mode, tmp_path) as url:
        send_to(url, operation=0.5, attempt=1)
        response = Client().post(
            page.get_url(), form, HTTP_SEC_FETCH_SITE="same-origin", HTTP_ORIGIN="http://testserver"
        )
        assert response.status_code == 303
        # This test is about mail, not about the signs that a form gives of its sender.
        inquiry = Inquiry.objects.get()
        Inquiry.objects.update(status="new")
        for kind in Delivery.ON_RECEIPT:
            Delivery.objects.get_or_create(inquiry=inquiry, kind=kind)
        assert delivery.deliver_due() == 0
    problem, words = MODES[mode]
    assert {d.problem for d in inquiry.deliveries.all()} == {problem}
    assert {d.state for d in inquiry.deliveries.all()} == {"pending"}
    assert {d.claimed_until for d in inquiry.deliveries.all()} == {None}
    screen = admin.get(f"/admin/inquiries/inspect/{inquiry.pk}/").content.decode()
    assert escape(str(problem.label)) in screen
    assert escape(words) in screen
    assert "canari" not in caplog.text
    assert "client.example" not in caplog.text


def test_the_problem_is_told_in_the_owners_language(
    admin: Client, owner: User, write_to_owner: Any, send_to: Any, home: HomePage
) -> None:
    inquiry = write_to_owner()
    with broken("550", Path()) as url:
        send_to(url)
        delivery.deliver_due()
    path = f"/admin/inquiries/inspect/{inquiry.pk}/"
    for language in ("fr", "en"):
        UserProfile.objects.update_or_create(user=owner, defaults={"preferred_language": language})
        screen = admin.get(path).content.decode()
        with translation.override(language):
            assert escape(str(Problem.ADDRESS.label)) in screen
        assert "550 5.1.1 no such user" in screen


def test_the_whole_attempt_ends_well_within_the_lease() -> None:
    """The real limits give the same result as "drips" does on a small scale."""
    assert OPERATION_LIMIT < ATTEMPT_LIMIT <= LEASE.total_seconds() / 2
    assert LEASE.total_seconds() > delivery.BATCH_TIME + ATTEMPT_LIMIT


def test_a_slow_server_has_time_to_read_a_mail(
    home: HomePage, owner: User, write_to_owner: Any, send_to: Any
) -> None:
    """It has longer than for other commands; otherwise it would get the mail twice."""
    server = Misbehaving(free_port(), before_answer=lambda: time.sleep(0.6))
    write_to_owner()
    with misbehaving_server(server):
        send_to(server.url, operation=0.3, attempt=5)
        assert delivery.deliver_due() == 2
    assert len(server.mails) == 2


def test_a_batch_ends_by_the_clock_and_leaves_the_rest_due(
    home: HomePage, owner: User, write_to_owner: Any, send_to: Any, monkeypatch: Any
) -> None:
    """Fifty rows for a silent server must not keep the worker from its other jobs."""
    monkeypatch.setattr(delivery, "BATCH_TIME", 0.3)
    for _ in range(5):
        write_to_owner()
    with raw_server(says_nothing) as port:
        send_to(f"smtp://127.0.0.1:{port}", operation=0.2, attempt=0.4)
        delivery.deliver_due()
    tried = Delivery.objects.filter(attempts=1).count()
    assert 1 <= tried < 5
    assert delivery.due().count() == 10 - tried


def test_a_recipient_who_is_refused_beside_others_is_named(
    home: HomePage, owner: User, write_to_owner: Any, send_to: Any
) -> None:
    User.objects.create_superuser("second@example.org", "long enough to pass")
    inquiry = write_to_owner()
    with misbehaving_server(Misbehaving(free_port(), refuses="second@example.org")) as server:
        send_to(server.url)
        assert delivery.deliver_due() == 2
    sent = inquiry.deliveries.get(kind="notification")
    assert (sent.state, sent.problem) == ("sent", Problem.ADDRESS)
    assert sent.last_error == "second@example.org: 550 5.1.1 nobody of that name"


class TestNothingInClear:
    """RELIABILITY 16."""

    def test_a_server_without_starttls_gets_neither_password_nor_mail(
        self, home: HomePage, owner: User, write_to_owner: Any, send_to: Any
    ) -> None:
        write_to_owner()
        with misbehaving_server() as server:
            send_to(f"smtp+tls://user:secret@localhost:{server.port}")
            assert delivery.deliver_due() == 0
        assert server.mails == []
        assert set(server.commands) == {"EHLO"}

    @pytest.mark.parametrize("scheme", ["smtp+tls", "smtp+ssl"])
    @pytest.mark.parametrize("trust", ["trusted", "self-signed", "of another host"])
    def test_a_certificate_has_to_be_right(
        self,
        scheme: str,
        trust: str,
        home: HomePage,
        owner: User,
        write_to_owner: Any,
        send_to: Any,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        name = "elsewhere.example" if trust == "of another host" else "localhost"
        file, context = certificate(tmp_path, name)
        if trust != "self-signed":
            monkeypatch.setenv("SSL_CERT_FILE", str(file))
        option = {"smtp+tls": "tls_context", "smtp+ssl": "ssl_context"}[scheme]
        inquiry = write_to_owner()
        with misbehaving_server(**{option: context}) as server:
            send_to(f"{scheme}://localhost:{server.port}")
            sent = delivery.deliver_due()
        if trust == "trusted":
            assert (sent, len(server.mails)) == (2, 2)
        else:
            assert (sent, server.mails) == (0, [])
            assert set(server.commands) <= {"EHLO"}
            assert {d.problem for d in inquiry.deliveries.all()} == {Problem.INSECURE}
