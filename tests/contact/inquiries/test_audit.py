"""Actions on inquiries leave permanent entries without content (RELIABILITY 34)."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import serializers
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import ModelLogEntry

from contact.inquiries.quarantine import quarantine
from contact.models import Inquiry
from ops.models import User
from ops.worker.jobs import jobs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
SECRETS = ["Canari", "canari@secret.example", "message-canari", "reponse-canari", "note-canari"]


@pytest.fixture
def inquiry(write_to_owner: Any) -> Inquiry:
    return write_to_owner(
        name="Canari Jaune",
        email="canari@secret.example",
        organisation="Canari & Cie",
        message="message-canari",
        brief=[{"key": "k", "label": "Que ?", "value": "reponse-canari"}],
    )


def entries(reference: str) -> list[tuple[str, str | None]]:
    """Return (action, user) of the log entries of an inquiry, oldest first."""
    found = ModelLogEntry.objects.filter(label=reference).order_by("timestamp", "pk")
    return [(entry.action, entry.user.email if entry.user_id else None) for entry in found]


def act(client: Client, inquiry: Inquiry, **fields: str) -> None:
    client.post(f"/admin/inquiries/inspect/{inquiry.pk}/", fields)


OWNER = "owner@example.org"


def test_everything_the_owner_does_is_written_down_and_nothing_the_client_wrote(
    admin: Client, inquiry: Inquiry
) -> None:
    reference, pk = inquiry.reference, inquiry.pk
    admin.get(f"/admin/inquiries/inspect/{pk}/")
    act(admin, inquiry, action="status", status="won")
    act(admin, inquiry, action="note", body="note-canari")
    inquiry.deliveries.update(state="failed")
    act(admin, inquiry, action="resend")
    act(admin, inquiry, action="quarantine")
    act(admin, inquiry, action="release")
    for kind in ("csv", "xlsx", "json"):
        b"".join(admin.get("/admin/inquiries/", {"export": kind}).streaming_content)
    admin.post(f"/admin/bulk/contact/inquiry/spam/?id={pk}")
    admin.post(f"/admin/bulk/contact/inquiry/not_spam/?id={pk}")
    inquiry.deliveries.update(state="failed")
    admin.post("/admin/mail/resend/")
    admin.post(f"/admin/inquiries/delete/{pk}/")
    assert not Inquiry.objects.exists()
    done = "read status note resend quarantine release quarantine release resend delete"
    assert entries(reference) == [(f"contact.{each}", OWNER) for each in done.split()]
    day = timezone.localdate()
    assert [entries(f"inquiries-{day}.{kind}") for kind in ("csv", "xlsx", "json")] == [
        [("contact.export", OWNER)]
    ] * 3
    log = serializers.serialize("json", ModelLogEntry.objects.all())
    told = json.dumps(json.loads(log), ensure_ascii=False)
    assert [secret for secret in SECRETS if secret in told] == []


def test_what_changes_nothing_is_not_written_down(admin: Client, inquiry: Inquiry) -> None:
    act(admin, inquiry, action="status", status="nonsense")
    act(admin, inquiry, action="note", body=" ")
    act(admin, inquiry, action="release")
    admin.get(f"/admin/bulk/contact/inquiry/spam/?id={inquiry.pk}")
    admin.get(f"/admin/inquiries/delete/{inquiry.pk}/")
    assert entries(inquiry.reference) == []


def test_several_at_once_each_have_their_entry_in_their_own_history(
    admin: Client, write_to_owner: Any
) -> None:
    inquiries = [write_to_owner() for _ in range(3)]
    ids = "&".join(f"id={each.pk}" for each in inquiries)
    admin.post(f"/admin/bulk/contact/inquiry/spam/?{ids}")
    b"".join(admin.get("/admin/inquiries/", {"export": "json"}).streaming_content)
    for each in inquiries:
        response = admin.get(f"/admin/inquiries/history/{each.pk}/")
        shown = [entry.action for entry in response.context["object_list"]]
        assert sorted(shown) == ["contact.export", "contact.quarantine"]


def history(client: Client, inquiry: Inquiry) -> list[str]:
    """Return the entries on the screen of an inquiry, newest first."""
    response = client.get(f"/admin/inquiries/history/{inquiry.pk}/")
    assert response.status_code == 200
    return [entry.message for entry in response.context["object_list"]]


def download(client: Client, **query: str) -> None:
    b"".join(client.get("/admin/inquiries/", {"export": "csv", **query}).streaming_content)


def test_an_export_is_one_entry_in_the_history_of_each_that_left(
    admin: Client, write_to_owner: Any
) -> None:
    first, between, last = write_to_owner(), write_to_owner(), write_to_owner()
    Inquiry.objects.exclude(pk=between.pk).update(status="won")
    download(admin, status="won")
    (entry,) = ModelLogEntry.objects.filter(action="contact.export")
    told = "2 demandes exportées · Statut\u00a0: gagnée"
    assert entry.message == told
    assert (history(admin, first), history(admin, between)) == ([told], [])
    assert history(admin, last) == [told]


def test_the_site_history_says_how_many_left_and_how_they_were_chosen(
    admin: Client, write_to_owner: Any
) -> None:
    write_to_owner(name="Canari Jaune")
    download(admin)
    download(admin, q="Canari")
    body = admin.get("/admin/reports/site-history/").content.decode()
    assert "1 demande exportée · sans filtre" in body
    assert "1 demande exportée · une recherche" in body
    assert f"inquiries-{timezone.localdate()}.csv" in body
    assert "Canari" not in body


def test_an_export_of_many_is_a_small_entry(admin: Client) -> None:
    Inquiry.objects.bulk_create(Inquiry(name="N", email="n@x.example") for _ in range(1000))
    download(admin)
    (entry,) = ModelLogEntry.objects.filter(action="contact.export")
    assert entry.data["count"] == 1000
    assert len(json.dumps(entry.data)) < 200


def test_an_entry_of_the_first_days_is_still_shown(admin: Client, inquiry: Inquiry) -> None:
    """At first each export wrote an empty entry for each inquiry, and backups contain these."""
    ModelLogEntry.objects.log_action(inquiry, "contact.export", timestamp=timezone.now())
    (told,) = history(admin, inquiry)
    assert told.startswith("1 demande exportée")


def test_the_site_deletes_in_its_own_name(inquiry: Inquiry) -> None:
    Inquiry.objects.update(last_message_at=timezone.now().replace(year=2001))
    for job in jobs.values():  # what a worker does
        job.run()
    assert not Inquiry.objects.exists()
    assert entries(inquiry.reference) == [("contact.delete", None)]


def test_the_site_history_shows_them_before_and_after_a_deletion(
    admin: Client, inquiry: Inquiry
) -> None:
    act(admin, inquiry, action="status", status="won")
    body = admin.get("/admin/reports/site-history/").content.decode()
    assert inquiry.reference in body
    assert f"/admin/inquiries/inspect/{inquiry.pk}/" in body
    admin.post(f"/admin/inquiries/delete/{inquiry.pk}/", follow=True)
    body = admin.get("/admin/reports/site-history/").content.decode()
    assert inquiry.reference in body
    assert "Canari" not in body
    query = {"action": "contact.delete"}
    body = admin.get("/admin/reports/site-history/results/", query).content.decode()
    assert inquiry.reference in body


def test_the_history_of_one_tells_the_change(admin: Client, inquiry: Inquiry) -> None:
    act(admin, inquiry, action="status", status="won")
    page = admin.get(f"/admin/inquiries/inspect/{inquiry.pk}/").content.decode()
    path = f"/admin/inquiries/history/{inquiry.pk}/"
    assert path in page
    body = admin.get(path).content.decode()
    for status in (Inquiry.Status.NEW, Inquiry.Status.WON):
        assert escape(str(status.label)) in body
    assert "/admin/inquiries/edit/" not in body
    assert admin.get(f"{path}results/").status_code == 200


def test_the_name_is_still_on_the_owners_screens(admin: Client, inquiry: Inquiry) -> None:
    for screen in ("inspect", "delete", "history"):
        body = admin.get(f"/admin/inquiries/{screen}/{inquiry.pk}/").content.decode()
        assert f"Canari Jaune · {inquiry.reference}" in body


def test_an_editor_learns_nothing_from_the_site_history(inquiry: Inquiry) -> None:
    editor = User.objects.create_user("editor@example.org", "long enough to pass")
    editor.groups.add(Group.objects.get(name="Editors"))
    quarantine(inquiry)
    client = Client()
    client.force_login(editor)
    body = client.get("/admin/reports/site-history/").content.decode()
    assert inquiry.reference not in body


def test_a_change_that_cannot_be_written_down_is_not_made(
    admin: Client, inquiry: Inquiry, monkeypatch: Any
) -> None:
    admin.raise_request_exception = False
    monkeypatch.setattr("contact.inquiries.audit.STATUS", "contact.unknown")  # refused
    act(admin, inquiry, action="status", status="won")
    inquiry.refresh_from_db()
    assert inquiry.status == "new"
