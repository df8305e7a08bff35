"""The owner marks one or several inquiries as spam, and restores them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from brand.models import HomePage
from contact.inbox import mail_views
from contact.inquiries import intake, retention
from contact.inquiries.quarantine import quarantine, release
from contact.mail import acknowledgement_limit, delivery
from contact.models import Delivery, Inquiry
from ops.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
SPAM = "/admin/bulk/contact/inquiry/spam/"
NOT_SPAM = "/admin/bulk/contact/inquiry/not_spam/"


def query(path: str, *inquiries: Inquiry) -> str:
    return path + "?" + "&".join(f"id={each.pk}" for each in inquiries)


def status(inquiry: Inquiry) -> str:
    return Inquiry.objects.get(pk=inquiry.pk).status


class TestSeveral:
    def test_the_list_offers_both(self, admin: Client, write_to_owner: Any) -> None:
        inquiry = write_to_owner()
        body = admin.get("/admin/inquiries/").content.decode()
        assert SPAM in body
        assert NOT_SPAM in body
        assert f'data-object-id="{inquiry.pk}"' in body
        assert f'id="inquiry_{inquiry.pk}_title"' in body
        assert "bulk-actions.js" in body

    def test_asking_changes_nothing_and_names_them(
        self, admin: Client, write_to_owner: Any
    ) -> None:
        one, two = write_to_owner(name="Robot Un"), write_to_owner(name="Robot Deux")
        body = admin.get(query(SPAM, one, two)).content.decode()
        assert "Robot Un" in body
        assert "Robot Deux" in body
        assert (status(one), status(two)) == ("new", "new")

    def test_they_go_into_quarantine_and_their_mails_wait(
        self, admin: Client, write_to_owner: Any
    ) -> None:
        one, two, other = write_to_owner(), write_to_owner(), write_to_owner()
        response = admin.post(query(SPAM, one, two) + "&next=/admin/inquiries/%3Fstatus%3Dnew")
        assert (response.status_code, response["Location"]) == (302, "/admin/inquiries/?status=new")
        assert [status(each) for each in (one, two, other)] == ["quarantined"] * 2 + ["new"]
        delivery.deliver_due()
        assert set(Delivery.objects.filter(sent_at=None).values_list("inquiry", flat=True)) == {
            one.pk,
            two.pk,
        }

    def test_they_come_out_again_with_their_mails(
        self, admin: Client, write_to_owner: Any, mailoutbox: list[Any]
    ) -> None:
        inquiries = [write_to_owner(), write_to_owner()]
        caught = intake.receive(
            intake.NewInquiry(name="Max", email="m@x.example", message="Hi", language="en"),
            key="caught",
            quarantine_reasons=("honeypot",),
        )
        admin.post(query(SPAM, *inquiries))
        delivery.deliver_due()
        assert mailoutbox == []
        admin.post(query(NOT_SPAM, *inquiries, caught))
        assert {status(each) for each in (*inquiries, caught)} == {"new"}
        delivery.deliver_due()
        assert sorted(m.to[0] for m in mailoutbox if "owner" not in m.to[0]) == sorted(
            each.email for each in (*inquiries, caught)
        )

    def test_what_is_there_already_is_not_counted(self, admin: Client, write_to_owner: Any) -> None:
        one, two = write_to_owner(), write_to_owner()
        quarantine(one)
        body = admin.post(query(SPAM, one, two) + "&next=/admin/", follow=True).content.decode()
        assert '<li class="success' in body
        assert "1 " in body.split('<li class="success')[1][:600]

    @pytest.mark.parametrize("ids", ["id=all", "id=", "", "id=abc", "id=0x1", f"id={10**30}"])
    def test_only_what_was_chosen_one_by_one(
        self, admin: Client, write_to_owner: Any, ids: str
    ) -> None:
        """ "all" would mean every inquiry, even if the list was filtered."""
        inquiry = write_to_owner()
        for path in (SPAM, NOT_SPAM):
            assert admin.get(f"{path}?{ids}").status_code == 404
            assert admin.post(f"{path}?{ids}").status_code == 404
        assert status(inquiry) == "new"

    def test_it_is_a_form_of_this_site(
        self, owner: User, write_to_owner: Callable[..., Inquiry]
    ) -> None:
        inquiry = write_to_owner()
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(owner)
        assert browser.post(query(SPAM, inquiry)).status_code == 403
        assert status(inquiry) == "new"

    def test_who_may_only_look_is_offered_neither(self, write_to_owner: Any) -> None:
        inquiry = write_to_owner()
        reader = User.objects.create_user("reader@example.org", "long enough to pass")
        names = ("access_admin", "view_inquiry")
        reader.user_permissions.add(*Permission.objects.filter(codename__in=names))
        client = Client()
        client.force_login(reader)
        body = client.get("/admin/inquiries/").content.decode()
        assert SPAM not in body
        assert "data-bulk-action-checkbox" not in body
        assert client.post(query(SPAM, inquiry)).status_code == 403
        assert status(inquiry) == "new"


class TestOne:
    def test_a_button_marks_it(self, admin: Client, write_to_owner: Any) -> None:
        inquiry = write_to_owner()
        path = f"/admin/inquiries/inspect/{inquiry.pk}/"
        assert 'value="quarantine"' in admin.get(path).content.decode()
        admin.post(path, {"action": "quarantine"})
        assert status(inquiry) == "quarantined"
        body = admin.get(path).content.decode()
        assert 'value="quarantine"' not in body
        assert 'value="release"' in body

    def test_it_goes_back_to_what_it_was(self, write_to_owner: Any) -> None:
        inquiry = write_to_owner()
        Inquiry.objects.update(status="won")
        assert quarantine(inquiry)
        assert not quarantine(inquiry)
        assert release(inquiry)
        assert not release(inquiry)
        assert inquiry.status == "won"

    def test_a_mail_that_was_sent_is_not_sent_again(
        self, write_to_owner: Any, mailoutbox: list[Any]
    ) -> None:
        inquiry = write_to_owner()
        delivery.deliver_due()
        before = len(mailoutbox)
        assert before
        quarantine(inquiry)
        release(inquiry)
        delivery.deliver_due()
        assert len(mailoutbox) == before

    def test_waiting_mails_alarm_nobody(self, admin: Client, write_to_owner: Any) -> None:
        inquiry = write_to_owner()
        long_ago = timezone.now() - timedelta(hours=3)
        inquiry.deliveries.filter(kind="notification").update(due_at=long_ago)
        inquiry.deliveries.filter(kind="acknowledgement").update(state="failed")
        assert delivery.overdue()
        assert mail_views.alarm()
        quarantine(inquiry)
        assert delivery.overdue() is None
        assert not mail_views.alarm()
        admin.post(f"/admin/inquiries/inspect/{inquiry.pk}/", {"action": "resend"})
        assert inquiry.deliveries.filter(state="failed").exists()

    def test_after_days_of_waiting_a_mail_gets_a_day_of_attempts(self, write_to_owner: Any) -> None:
        inquiry = write_to_owner()
        quarantine(inquiry)
        inquiry.deliveries.update(trying_since=timezone.now() - timedelta(days=9), attempts=12)
        release(inquiry)
        for item in inquiry.deliveries.all():
            assert timezone.now() - item.trying_since < timedelta(hours=1)
            assert item.attempts == 0

    def test_others_of_the_same_address_do_not_wait_for_it(self, write_to_owner: Any) -> None:
        spam, honest = write_to_owner(email="l@x.example"), write_to_owner(email="l@x.example")
        first = spam.deliveries.get(kind="acknowledgement")
        second = honest.deliveries.get(kind="acknowledgement")
        assert acknowledgement_limit.take(first) is None
        assert acknowledgement_limit.take(second) == first
        quarantine(spam)
        assert acknowledgement_limit.take(second) is None

    @pytest.mark.parametrize("before", ["new", "won"])
    def test_an_old_one_is_not_purged_the_hour_it_is_marked(
        self, home: HomePage, write_to_owner: Any, before: str
    ) -> None:
        inquiry = write_to_owner()
        Inquiry.objects.update(status=before, last_message_at=timezone.now() - timedelta(days=1000))
        quarantine(inquiry)
        assert retention.purge() == 0
        Inquiry.objects.update(quarantined_at=timezone.now() - timedelta(days=400))
        assert retention.purge() == 1
