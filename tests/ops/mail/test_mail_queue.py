"""The worker sends all mail: no request waits for a server, or reveals who has an account."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from ops import backup
from ops.backup import stale_rows
from ops.mail import queue
from ops.models import QueuedMail, User
from tests.mail_servers import raw_server, says_nothing
from tests.ops.accounts.test_accounts import PASSWORD
from tests.servers import Mailbox, free_port, smtp_server

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
OWNER = "owner@example.org"
SMTP = "ops.mail.smtp.EmailBackend"


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """A real mail server that receives the site's mails."""
    with smtp_server() as server:
        settings.EMAIL_TRANSPORT = SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.DEFAULT_FROM_EMAIL = "site@vitrine.example"
        yield server


def ask(email: str, client: Client | None = None, **headers: str) -> Any:
    return (client or Client()).post("/account/password/reset/", {"email": email}, headers=headers)


def let_time_pass(time: timedelta) -> None:
    """Let time pass, by moving queued mails into the past."""
    for row in QueuedMail.objects.all():
        row.due_at -= time
        row.give_up_at -= time
        row.save()
    for user in User.objects.exclude(reset_mailed_at=None):
        user.reset_mailed_at -= time
        user.save()


def link_in(message: Any) -> str:
    [link] = re.findall(r"http://localhost(/account/password/reset/key/\S+)", str(message.body))
    return str(link)


class TestReset:
    @pytest.mark.parametrize("state", ["silent", "refusing", "gone"])
    def test_known_and_unknown_are_answered_alike_whatever_the_mail_server_does(
        self, owner: User, settings: Any, state: str
    ) -> None:
        settings.EMAIL_TRANSPORT, settings.EMAIL_HOST = SMTP, "127.0.0.1"
        settings.EMAIL_PORT = free_port()
        with raw_server(says_nothing) as silent:
            if state == "silent":
                settings.EMAIL_PORT = silent
            seen = []
            for email in (OWNER, "nobody@example.org", "Owner@Example.ORG", "x" * 60 + "@x.org"):
                # Before the first is processed, so that nothing else differs.
                QueuedMail.objects.all().delete()
                with CaptureQueriesContext(connection) as queries:
                    answer = ask(email)
                body = Client().get(answer["Location"]).content
                shapes = [re.sub(r"'[^']*'", "?", each["sql"]) for each in queries]
                seen.append((answer.status_code, answer["Location"], body, shapes))
            assert all(each == seen[0] for each in seen)
            assert QueuedMail.objects.count() == 1

    def test_the_link_comes_by_mail_and_sets_a_password(
        self, owner: User, mailbox: Mailbox
    ) -> None:
        client = Client()
        ask(OWNER, client)
        ask("nobody@example.org")
        assert mailbox.mails == []
        assert queue.send_due() == 1
        [received] = mailbox.mails
        assert received["To"] == OWNER
        assert received["Subject"] == "Choisissez un nouveau mot de passe"
        assert received["Message-ID"].endswith("@vitrine.example>")
        text = received.get_payload(decode=True).decode()
        [path] = re.findall(r"http://localhost(/account/password/reset/key/\S+)", text)
        form = client.get(path, follow=True)
        typed = {"password1": "quite another one", "password2": "quite another one"}
        done = client.post(form.redirect_chain[-1][0], typed, follow=True)
        assert done.status_code == 200
        owner.refresh_from_db()
        assert owner.check_password("quite another one")
        assert QueuedMail.objects.count() == 0

    def test_no_secret_waits_in_the_database(self, owner: User, settings: Any) -> None:
        """There is none before its mail is sent, while it cannot be sent, or afterwards."""
        settings.EMAIL_TRANSPORT, settings.EMAIL_PORT = SMTP, free_port()
        ask(OWNER)
        queue.send_due()
        [row] = QueuedMail.objects.all()
        assert row.attempts == 1
        assert set(row.content) == {"email", "language", "message_id"}
        settings.EMAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
        let_time_pass(timedelta(minutes=5))
        assert queue.send_due() == 1
        assert not QueuedMail.objects.exists()

    def test_one_an_hour_to_an_account_and_the_asker_sees_no_difference(self, owner: User) -> None:
        for _ in range(3):
            answers = {(a.status_code, a["Location"]) for a in (ask(OWNER), ask("no@example.org"))}
            assert len(answers) == 1
            queue.send_due()
        assert [m.to for m in mail.outbox] == [[OWNER]]
        let_time_pass(timedelta(minutes=59))
        ask(OWNER)
        queue.send_due()
        assert len(mail.outbox) == 1
        let_time_pass(timedelta(minutes=2))
        ask(OWNER)
        queue.send_due()
        assert len(mail.outbox) == 2
        assert not QueuedMail.objects.exists()

    def test_a_link_that_was_used_makes_room_for_the_next(self, owner: User) -> None:
        """Strangers may have locked the account again, but the way out by mail stays open."""
        for number in (1, 2):
            ask(OWNER)
            queue.send_due()
            assert len(mail.outbox) == number
            client = Client()
            form = client.get(link_in(mail.outbox[-1]))["Location"]
            typed = dict.fromkeys(("password1", "password2"), f"quite another one {number}")
            assert client.post(form, typed).status_code == 302

    def test_what_waited_for_the_mail_server_is_one_mail_that_works(
        self, owner: User, settings: Any
    ) -> None:
        here, settings.EMAIL_TRANSPORT = settings.EMAIL_TRANSPORT, SMTP
        settings.EMAIL_PORT = free_port()
        for _ in range(3):
            ask(OWNER)
            queue.send_due()
            let_time_pass(timedelta(minutes=25))
        settings.EMAIL_TRANSPORT = here
        # 75 minutes after the first request, 25 after the last.
        queue.send_due()
        [message] = mail.outbox
        assert Client().get(link_in(message))["Location"].endswith("-set-password/")

    def test_a_question_of_an_hour_ago_is_answered_no_more(self, owner: User) -> None:
        ask(OWNER)
        let_time_pass(timedelta(minutes=61))
        assert queue.send_due() == 0
        assert not QueuedMail.objects.exists()

    def test_whoever_was_deactivated_gets_none(self, owner: User) -> None:
        ask(OWNER)
        User.objects.update(is_active=False)
        queue.send_due()
        assert mail.outbox == []

    @pytest.mark.parametrize(
        ("language", "words"), [("fr", "Ce lien fonctionne"), ("en", "The link works")]
    )
    def test_it_is_written_in_the_language_of_the_page(
        self, owner: User, language: str, words: str
    ) -> None:
        ask(OWNER, **{"Accept-Language": language})
        queue.send_due()
        assert words in str(mail.outbox[0].body)
        assert "David Pires" in str(mail.outbox[0].body)

    def test_its_link_leads_to_the_sites_own_address(self, owner: User) -> None:
        ask(OWNER, host="localhost:9999")
        queue.send_due()
        assert "9999" not in str(mail.outbox[0].body)
        link_in(mail.outbox[0])


class TestQueue:
    def test_what_wagtail_sends_waits_too(self, owner: User, home: Page, settings: Any) -> None:
        """An editor asks for a review and need not wait while the owner gets a mail."""
        from django.contrib.auth.models import Group

        settings.EMAIL_TRANSPORT, settings.EMAIL_PORT = SMTP, free_port()
        editor = User.objects.create_user("editor@example.org", PASSWORD)
        editor.groups.add(Group.objects.get(name="Editors"))
        revision = home.save_revision(user=editor)
        assert revision
        workflow = home.get_workflow()
        assert workflow is not None
        workflow.start(home, editor)
        waiting = QueuedMail.objects.filter(kind=queue.MESSAGE)
        assert {row.content["to"][0] for row in waiting} == {OWNER}
        settings.EMAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
        assert queue.send_due() == len(mail.outbox) > 0
        assert mail.outbox[0].to == [OWNER]

    def test_a_mail_arrives_as_it_was_sent(self, mailbox: Mailbox) -> None:
        message = mail.EmailMultiAlternatives(
            "Sujet « été »", "Texte", "a@b.example", ["c@d.example"], ["hidden@d.example"],
            cc=["e@d.example"], reply_to=["r@d.example"], headers={"X-Own": "1"},
        )  # fmt: skip
        message.attach_alternative("<p>Texte</p>", "text/html")
        assert message.send() == 1
        assert mailbox.mails == []
        queue.send_due()
        received = mailbox.to("c@d.example")[0]
        assert str(received["Subject"]).startswith(("Sujet", "=?utf-8"))
        assert (received["Cc"], received["Reply-To"]) == ("e@d.example", "r@d.example")
        assert (received["X-Own"], received["Auto-Submitted"]) == ("1", "auto-generated")
        assert [p.get_content_type() for p in received.get_payload()] == ["text/plain", "text/html"]
        assert "hidden" not in str(received)
        assert "hidden@d.example" in mailbox.recipients

    def test_attachments_are_refused_rather_than_lost(self) -> None:
        message = mail.EmailMessage("x", "y", to=["a@b.example"])
        message.attach("a.txt", "text")
        with pytest.raises(TypeError):
            message.send()

    def test_a_mail_that_fails_is_tried_again_under_the_same_name(self, settings: Any) -> None:
        here, settings.EMAIL_TRANSPORT = settings.EMAIL_TRANSPORT, SMTP
        settings.EMAIL_PORT = free_port()
        mail.send_mail("Sujet", "Texte", None, ["a@b.example"])
        name = QueuedMail.objects.get().content["headers"]["Message-ID"]
        assert queue.send_due() == 0
        assert queue.send_due() == 0, "its pause is not over"
        assert QueuedMail.objects.get().attempts == 1
        settings.EMAIL_TRANSPORT = here
        let_time_pass(timedelta(minutes=2))
        assert queue.send_due() == 1
        assert mail.outbox[0].extra_headers["Message-ID"] == name

    def test_it_is_given_up_after_a_day(self) -> None:
        mail.send_mail("Sujet", "Texte", None, ["a@b.example"])
        let_time_pass(timedelta(hours=24, minutes=1))
        assert queue.send_due() == 0
        assert not QueuedMail.objects.exists()

    def test_a_worker_that_dies_leaves_a_row_that_comes_back(self) -> None:
        mail.send_mail("Sujet", "Texte", None, ["a@b.example"])
        from ops.worker import leases

        assert leases.claim(QueuedMail.objects.get(), QueuedMail.objects.all())
        assert queue.send_due() == 0
        let_time_pass(leases.LEASE)
        assert queue.send_due() == 1

    def test_readiness_says_when_nobody_sends(self, client: Client) -> None:
        mail.send_mail("Sujet", "Texte", None, ["a@b.example"])
        assert queue.overdue() is None
        QueuedMail.objects.update(due_at=timezone.now() - timedelta(minutes=11))
        assert client.get("/readyz").json()["problems"] == {"mail_queue": "overdue"}

    def test_after_a_restore_nothing_is_sent_again(self) -> None:
        mail.send_mail("Sujet", "Texte", None, ["a@b.example"])
        stale_rows.forget_queued_mails("default")
        assert not QueuedMail.objects.exists()
        assert stale_rows.forget_queued_mails in backup.after_restore.values()
