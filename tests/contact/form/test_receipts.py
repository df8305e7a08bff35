"""No mail is promised that may not come, and no mail is called sent before it was."""

import email
import email.policy
import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from contact.form.forms import HONEYPOT
from contact.mail import delivery
from contact.models import Delivery, Inquiry
from ops.environment.mail_url import mail_settings
from ops.mail import queue
from ops.mail.outgoing import transport
from ops.models import User
from tests.contact.inquiry_forms import BROWSER, HTMX, filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home", "owner", "contact")]


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> Path:
    """A site without a mail server, which writes its mails to files here."""
    for name, value in mail_settings(f"filemail://{tmp_path}").items():
        setattr(settings, name, value)
    settings.EMAIL_FILE_PATH = str(tmp_path)
    return tmp_path


def told(response: Any) -> str:
    """Return the text of a page, without what differs between inquiries."""
    body = response.content.decode()
    body = body[body.index('id="inquiry-form"') : body.index("</section>")]
    return re.sub(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", "REFERENCE", body)


@pytest.mark.parametrize("headers", [BROWSER, HTMX], ids=["page", "fragment"])
def test_who_is_in_quarantine_or_wrote_lately_reads_the_same_and_no_promise(
    client: Client, headers: dict[str, str]
) -> None:
    first, again, caught = (
        told(client.post("/contact/", filled(client) | trap, follow=True, **headers))
        for trap in ({}, {}, {HONEYPOT: "filled by a robot"})
    )
    assert Inquiry.objects.filter(status="quarantined").count() == 1
    assert first == again == caught
    assert "d’ordinaire" in caught
    assert "en route" not in caught


def test_without_a_mail_server_no_receipt_is_promised(client: Client, files: Path) -> None:
    page = told(client.post("/contact/", filled(client), follow=True, **BROWSER))
    assert "accusé de réception" not in page
    assert "aucun e-mail" in page


def test_a_mail_in_a_file_is_not_called_sent_and_never_leaves_later(
    admin: Client, write_to_owner: Any, files: Path, settings: Any
) -> None:
    inquiry = write_to_owner(email="lea@x.example")
    assert delivery.deliver_due() == 2
    assert {item.state for item in inquiry.deliveries.all()} == {"kept"}
    state = escape(str(Delivery.State.KEPT.label))
    for path in ("/admin/inquiries/", f"/admin/inquiries/inspect/{inquiry.pk}/"):
        assert state in admin.get(path).content.decode()
    # Once there is a mail server, old mails stay, and do not use the next one's hour.
    settings.EMAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    assert delivery.resend(Delivery.objects.all()) == 0
    assert delivery.deliver_due() == 0
    write_to_owner(email="lea@x.example")
    assert delivery.deliver_due() == 2
    assert ["lea@x.example"] in [message.to for message in mail.outbox]


def test_a_file_is_a_mail_that_a_double_click_opens(write_to_owner: Any, files: Path) -> None:
    write_to_owner(name="Éléonore Müller")
    delivery.deliver_due()
    found = sorted(files.iterdir())
    assert [file.suffix for file in found] == [".eml", ".eml"]
    for file in found:
        raw = file.read_bytes()
        assert b"\n" not in raw.replace(b"\r\n", b"")
        message = email.message_from_bytes(raw, policy=email.policy.default)
        assert not message.defects
        assert [part.get_content_type() for part in message.iter_parts()] == [
            "text/plain",
            "text/html",
        ]
        assert "---------" not in message.get_body(("plain",)).get_content()


def test_several_mails_at_once_are_several_files(files: Path) -> None:
    with transport() as connection:
        sent = connection.send_messages(
            [mail.EmailMessage(f"{n}", "text", "a@b.example", ["c@d.example"]) for n in range(3)]
        )
    assert sent == 3
    assert len(list(files.iterdir())) == 3


class TestForgottenPassword:
    def ask(self, client: Client, address: str) -> str:
        page = Client().post(reverse("account_reset_password"), {"email": address}, follow=True)
        assert page.status_code == 200
        return page.content.decode()

    def test_known_and_unknown_read_the_same(self, client: Client, owner: User) -> None:
        known, unknown = self.ask(client, owner.email), self.ask(client, "no@canary.example")
        assert queue.send_due() == len(mail.outbox) == 1
        assert known == unknown
        assert "Si cette adresse" in known

    def test_without_a_mail_server_no_mail_is_promised(
        self, client: Client, owner: User, files: Path
    ) -> None:
        known, unknown = self.ask(client, owner.email), self.ask(client, "no@canary.example")
        assert known == unknown
        assert "Aucun e-mail ne part" in known
        assert str(files) not in known
        assert (
            "Aucun e-mail ne part" in client.get(reverse("account_reset_password")).content.decode()
        )


class TestOwnersScreens:
    def test_the_test_mail_is_no_success_when_none_leaves(self, admin: Client, files: Path) -> None:
        page = admin.post("/admin/mail/test/", follow=True)
        (file,) = files.iterdir()
        (told,) = page.context["messages"]
        assert str(file) in told.message
        assert told.level_tag == "warning"

    def test_the_list_of_things_to_do_leads_to_what_to_do(self, admin: Client, files: Path) -> None:
        assert f'href="{reverse("mail")}"' in admin.get("/admin/").content.decode()
        page = admin.get(reverse("mail")).content.decode()
        assert "EMAIL_URL=" in page
        assert str(files) in page

    def test_with_a_mail_server_the_screen_says_so(self, admin: Client) -> None:
        assert "EMAIL_URL=" not in admin.get(reverse("mail")).content.decode()

    def test_mails_that_left_are_not_said_to_wait(self, admin: Client, write_to_owner: Any) -> None:
        inquiry = write_to_owner()
        path = f"/admin/inquiries/inspect/{inquiry.pk}/"
        waiting = admin.post(path, {"action": "quarantine"}, follow=True).content.decode()
        assert waiting.count("e-mails y attendent") == 1
        assert "ses e-mails attendent" in waiting
        assert "partent" in admin.post(path, {"action": "release"}, follow=True).content.decode()
        delivery.deliver_due()
        gone = admin.post(path, {"action": "quarantine"}, follow=True).content.decode()
        assert "attendent" not in gone
        out = admin.post(path, {"action": "release"}, follow=True).content.decode()
        assert "partent" not in out
