"""Mail in the admin: the warning on every page, one-click resends, the test mail."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from brand.models import HomePage
from contact.models import Delivery
from ops import health
from ops.models import Heartbeat, User
from tests.mail_servers import EndlessGreeting, Misbehaving, misbehaving_server, raw_server
from tests.servers import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home", "owner")]
BANNER = 'class="v-alarm"'
PAGES = ["/admin/", "/admin/pages/", "/admin/inquiries/", "/admin/users/", "/admin/reports/locked/"]


def somebody(*permissions: str) -> Client:
    """Log in a user with these permissions only, and return the client."""
    person = User.objects.create_user(f"{len(permissions)}@example.org", "long enough to pass")
    names = ("access_admin", *permissions)
    person.user_permissions.add(*(Permission.objects.get(codename=name) for name in names))
    client = Client()
    client.force_login(person)
    return client


def body(client: Client, path: str = "/admin/") -> str:
    response = client.get(path, follow=True)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.fixture
def failed(write_to_owner: Any) -> Delivery:
    """An inquiry whose announcement has failed and whose acknowledgement was sent."""
    health.beat()
    inquiry = write_to_owner()
    inquiry.deliveries.update(state="sent", sent_at=timezone.now())
    item = inquiry.deliveries.get(kind="notification")
    item.state, item.problem, item.attempts = "failed", "address", 13
    item.last_error = "550 5.1.1 no such user"
    item.save()
    return item


class TestBanner:
    """The banner (RELIABILITY 14)."""

    def test_no_trouble_no_banner(self, admin: Client, write_to_owner: Any) -> None:
        health.beat()
        write_to_owner()
        for page in PAGES:
            assert BANNER not in body(admin, page)

    def test_failed_mails_are_told_on_every_page_with_a_link(
        self, admin: Client, failed: Delivery, home: HomePage
    ) -> None:
        for page in (*PAGES, f"/admin/pages/{home.pk}/edit/"):
            told = body(admin, page)
            assert told.count(BANNER) == 1, page
            assert told.index(BANNER) < told.index('id="main"')
            assert "/admin/inquiries/?mail=failed" in told

    def test_mails_that_nobody_sends_are_told(self, admin: Client, write_to_owner: Any) -> None:
        seen = {"defaults": {"seen_at": timezone.now() - timedelta(minutes=11)}}
        Heartbeat.objects.update_or_create(name="worker", **seen)
        assert BANNER not in body(admin)  # there is nothing to send
        write_to_owner()
        assert BANNER in body(admin)
        health.beat()
        assert BANNER not in body(admin)

    @pytest.mark.parametrize(
        ("permissions", "told"),
        [((), False), (("view_inquiry",), True), (("change_inquiry",), True)],
    )
    def test_only_who_may_see_inquiries_is_told(
        self, failed: Delivery, permissions: tuple[str, ...], told: bool
    ) -> None:
        assert (BANNER in body(somebody(*permissions), "/admin/account/")) == told

    def test_it_asks_little(self, admin: Client, failed: Delivery, write_to_owner: Any) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as asked:
                body(admin, "/admin/account/")
            return sum("contact_delivery" in q["sql"] for q in asked)

        body(admin, "/admin/account/")
        few = queries()
        for _ in range(5):
            write_to_owner()
        assert queries() == few == 2


class TestResend:
    def test_one_click_sends_one_failed_mail_again(self, admin: Client, failed: Delivery) -> None:
        path = f"/admin/inquiries/inspect/{failed.inquiry_id}/"
        screen = body(admin, path)
        assert screen.count('name="delivery"') == 1
        assert f'name="delivery" value="{failed.pk}"' in screen
        admin.post(path, {"action": "resend", "delivery": str(failed.pk)})
        failed.refresh_from_db()
        assert (failed.state, failed.attempts) == ("pending", 0)

    def test_one_of_two_failed_mails_leaves_the_other(
        self, admin: Client, failed: Delivery
    ) -> None:
        Delivery.objects.update(state="failed")
        path = f"/admin/inquiries/inspect/{failed.inquiry_id}/"
        admin.post(path, {"action": "resend", "delivery": str(failed.pk)})
        assert Delivery.objects.get(state="failed").kind == "acknowledgement"

    def test_a_mail_of_another_inquiry_is_not_reached(
        self, admin: Client, failed: Delivery, write_to_owner: Any
    ) -> None:
        other = write_to_owner()
        path = f"/admin/inquiries/inspect/{other.pk}/"
        admin.post(path, {"action": "resend", "delivery": str(failed.pk)})
        failed.refresh_from_db()
        assert failed.state == "failed"

    def test_the_dashboard_sends_all_failed_mails_again(
        self, admin: Client, failed: Delivery, write_to_owner: Any
    ) -> None:
        write_to_owner().deliveries.update(state="failed")
        assert '/admin/mail/resend/"' in body(admin)
        response = admin.post("/admin/mail/resend/", follow=True)
        assert response.redirect_chain == [("/admin/", 302)]
        assert Delivery.objects.filter(state="pending").count() == 3
        assert Delivery.objects.filter(state="sent").count() == 1
        assert BANNER not in response.content.decode()

    def test_the_list_can_be_narrowed_to_failed_mails(
        self, admin: Client, failed: Delivery, write_to_owner: Any
    ) -> None:
        other = write_to_owner(name="Quelqu’un d’autre")
        listed = body(admin, "/admin/inquiries/?mail=failed")
        assert failed.inquiry.name in listed
        assert other.name not in listed
        assert other.name in body(admin, "/admin/inquiries/")


@pytest.mark.parametrize("path", ["/admin/mail/resend/", "/admin/mail/test/"])
class TestWhoMay:
    def test_only_who_may_change_inquiries(self, path: str, failed: Delivery) -> None:
        assert somebody("change_inquiry").post(path).status_code == 302
        mail.outbox.clear()
        Delivery.objects.filter(pk=failed.pk).update(state="failed")
        for client in (somebody("view_inquiry", "view_user"), Client(), somebody()):
            response = client.post(path)
            assert response.status_code in {302, 403}
            assert (
                response.status_code == 403
                or "login" in response["Location"]
                or (response["Location"] == "/admin/")
            )
        failed.refresh_from_db()
        assert failed.state == "failed"
        assert mail.outbox == []

    def test_only_by_a_form_of_this_site(self, path: str, owner: User, failed: Delivery) -> None:
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(owner)
        assert browser.post(path).status_code == 403
        assert browser.get(path).status_code == 405
        failed.refresh_from_db()
        assert failed.state == "failed"
        assert mail.outbox == []


class TestTestMail:
    def send(self, admin: Client) -> str:
        assert '/admin/mail/test/"' in body(admin)
        return admin.post("/admin/mail/test/", follow=True).content.decode()

    def test_it_arrives_at_whoever_asked(self, admin: Client, send_to: Any) -> None:
        with misbehaving_server() as server:
            send_to(server.url)
            told = self.send(admin)
        assert [m["To"] for m in server.mails] == ["owner@example.org"]
        assert server.mails[0]["Auto-Submitted"] == "auto-generated"
        assert server.mails[0]["From"].addresses[0].addr_spec == "site@vitrine.example"
        assert server.senders == ["site@vitrine.example"]
        assert "owner@example.org" in told
        assert '<li class="success' in told

    def test_a_refusal_is_told_with_the_servers_words(self, admin: Client, send_to: Any) -> None:
        words = "550 5.7.1 <b>not</b> from here"
        with misbehaving_server(Misbehaving(free_port(), at_recipient=words)) as server:
            send_to(server.url)
            told = self.send(admin)
        assert escape(str(Delivery.Problem.ADDRESS.label)) in told
        assert escape(words) in told
        assert words not in told

    def test_a_slow_server_does_not_hold_the_owner(
        self, admin: Client, send_to: Any, settings: Any
    ) -> None:
        """The test mail has a limit of its own, as shown by how much the server could say."""
        chatter = EndlessGreeting()
        with raw_server(chatter) as port:
            send_to(f"smtp://127.0.0.1:{port}", operation=5, attempt=5)
            settings.EMAIL_TEST_LIMIT = 0.5
            told = self.send(admin)
        assert escape(str(Delivery.Problem.SILENT.label)) in told
        assert 0 < chatter.letters < 40

    def test_without_a_mail_server_it_says_where_the_file_is(
        self, admin: Client, settings: Any, tmp_path: Path
    ) -> None:
        settings.EMAIL_TRANSPORT = "ops.mail.files.EmailBackend"
        settings.EMAIL_FILE_PATH = str(tmp_path)
        told = self.send(admin)
        (file,) = tmp_path.iterdir()
        assert str(file) in told
        assert "owner@example.org" in file.read_text()
