"""The owner's inbox and dashboard, over HTTP."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from brand.models import HomePage
from contact.inquiries import intake, search
from contact.inquiries.permissions import InquiryPermissionPolicy
from contact.inquiries.quarantine import REASONS
from contact.mail import delivery
from contact.models import Delivery, Inquiry, Note
from ops import health
from ops.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def inquiry(home: HomePage) -> Inquiry:
    service = factories.service(home)
    return intake.receive(
        intake.NewInquiry(
            name="Léa Martin",
            email="lea@client.example",
            organisation="Les Amis du Parc",
            message="Bonjour,\n<script>alert(1)</script>",
            language="fr",
            service=service,
            brief=[{"key": "goal", "label": "Que visez-vous ?", "value": "Être lus"}],
        ),
        key="k",
    )


def act(client: Client, inquiry: Inquiry, **fields: str) -> Any:
    return client.post(f"/admin/inquiries/inspect/{inquiry.pk}/", fields)


class TestList:
    def test_it_shows_status_service_mails_and_age(self, admin: Client, inquiry: Inquiry) -> None:
        body = admin.get("/admin/inquiries/").content.decode()
        for text in ("Léa Martin", "Les Amis du Parc", "Stratégie", "nouvelle", "en attente"):
            assert text in body

    @pytest.mark.parametrize(
        ("query", "found"),
        [("Martin", True), ("client.example", True), ("Bonjour", True), ("personne", False)],
    )
    def test_it_is_searched(self, admin: Client, inquiry: Inquiry, query: str, found: bool) -> None:
        body = admin.get("/admin/inquiries/results/", {"q": query}).content.decode()
        assert ("Léa Martin" in body) == found

    def test_it_is_searched_by_reference(self, admin: Client, inquiry: Inquiry) -> None:
        body = admin.get("/admin/inquiries/results/", {"q": inquiry.reference}).content.decode()
        assert "Léa Martin" in body

    def test_it_is_filtered_by_status(self, admin: Client, inquiry: Inquiry) -> None:
        for status, found in (("new", True), ("won", False)):
            body = admin.get("/admin/inquiries/results/", {"status": status}).content.decode()
            assert ("Léa Martin" in body) == found

    def test_nobody_writes_an_inquiry_by_hand(
        self, admin: Client, inquiry: Inquiry, owner: User
    ) -> None:
        assert not InquiryPermissionPolicy(Inquiry).user_has_permission(owner, "add")
        assert "/admin/inquiries/new/" not in admin.get("/admin/inquiries/").content.decode()
        assert admin.get("/admin/inquiries/new/").status_code == 404
        assert admin.get(f"/admin/inquiries/edit/{inquiry.pk}/").status_code == 404


class TestOneInquiry:
    def test_it_shows_everything_and_runs_nothing(self, admin: Client, inquiry: Inquiry) -> None:
        body = admin.get(f"/admin/inquiries/inspect/{inquiry.pk}/").content.decode()
        for text in (inquiry.reference, "lea@client.example", "Que visez-vous ?", "Être lus"):
            assert text in body
        assert "&lt;script&gt;alert(1)" in body
        assert "<script>alert(1)" not in body

    def test_its_status_is_changed(self, admin: Client, inquiry: Inquiry) -> None:
        act(admin, inquiry, action="status", status="won")
        inquiry.refresh_from_db()
        assert inquiry.status == "won"

    @pytest.mark.parametrize("status", ["quarantined", "nonsense", ""])
    def test_a_status_that_cannot_be_chosen_is_refused(
        self, admin: Client, inquiry: Inquiry, status: str
    ) -> None:
        act(admin, inquiry, action="status", status=status)
        inquiry.refresh_from_db()
        assert inquiry.status == "new"

    def test_a_note_is_kept_with_its_author(
        self, admin: Client, inquiry: Inquiry, owner: User
    ) -> None:
        act(admin, inquiry, action="note", body="Rappeler mardi.")
        note = Note.objects.get()
        assert (note.body, note.author) == ("Rappeler mardi.", owner)
        body = admin.get(f"/admin/inquiries/inspect/{inquiry.pk}/").content.decode()
        assert "Rappeler mardi." in body

    def test_an_empty_note_says_so_beside_the_field(self, admin: Client, inquiry: Inquiry) -> None:
        response = act(admin, inquiry, action="note", body=" ")
        assert response.context["note_form"].errors["body"]
        assert not Note.objects.exists()

    def test_its_deliveries_are_visible_with_their_errors(
        self, admin: Client, inquiry: Inquiry
    ) -> None:
        Delivery.objects.update(state="failed", last_error="550 no such user", attempts=3)
        body = admin.get(f"/admin/inquiries/inspect/{inquiry.pk}/").content.decode()
        assert "550 no such user" in body
        act(admin, inquiry, action="resend")
        assert {d.state for d in inquiry.deliveries.all()} == {"pending"}

    def test_it_is_taken_out_of_quarantine(
        self, admin: Client, inquiry: Inquiry, owner: User
    ) -> None:
        new = intake.NewInquiry(name="Max", email="max@x.example", message="Hi", language="en")
        caught = intake.receive(new, key="q", quarantine_reasons=("honeypot",))
        body = admin.get(f"/admin/inquiries/inspect/{caught.pk}/").content.decode()
        assert escape(str(REASONS["honeypot"])) in body
        act(admin, caught, action="release")
        caught.refresh_from_db()
        assert caught.status == "new"
        assert caught.deliveries.count() == 2

    def test_it_is_deleted_with_all_that_belongs_to_it(
        self, admin: Client, inquiry: Inquiry
    ) -> None:
        admin.post(f"/admin/inquiries/delete/{inquiry.pk}/")
        assert not Inquiry.objects.exists()
        assert not Delivery.objects.exists()

    def test_who_may_only_look_changes_nothing(self, inquiry: Inquiry) -> None:
        reader = User.objects.create_user("reader@example.org", "long enough to pass")
        reader.user_permissions.add(
            Permission.objects.get(codename="access_admin"),
            Permission.objects.get(codename="view_inquiry"),
        )
        client = Client()
        client.force_login(reader)
        path = f"/admin/inquiries/inspect/{inquiry.pk}/"
        assert client.get(path).status_code == 200
        for action in ("status", "note", "resend", "release", "quarantine"):
            assert act(client, inquiry, action=action, status="won", body="x").status_code == 403
        inquiry.refresh_from_db()
        assert inquiry.status == "new"
        assert not Note.objects.exists()


class TestDashboard:
    def test_it_says_who_is_waiting(self, admin: Client, inquiry: Inquiry) -> None:
        body = admin.get("/admin/").content.decode()
        assert "Léa Martin" in body

    def test_it_says_that_no_mail_leaves_this_machine(
        self, admin: Client, home: HomePage, settings: Any
    ) -> None:
        health.beat()
        settings.EMAIL_TRANSPORT = "ops.mail.files.EmailBackend"
        settings.EMAIL_FILE_PATH = "/somewhere/mail"
        assert "/somewhere/mail" in admin.get("/admin/").content.decode()
        settings.EMAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        assert "mail-panel" not in admin.get("/admin/").content.decode()

    def test_it_warns_when_no_worker_runs(
        self, admin: Client, home: HomePage, settings: Any
    ) -> None:
        settings.EMAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        assert "mail-panel" in admin.get("/admin/").content.decode()

    def test_it_warns_of_failed_deliveries(
        self, admin: Client, inquiry: Inquiry, settings: Any
    ) -> None:
        health.beat()
        settings.EMAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        Delivery.objects.update(state="failed")
        assert "mail-panel" in admin.get("/admin/").content.decode()
        assert delivery.overdue() is None


class TestSearch:
    """Searching works without accents, which nobody types during a call or on a phone."""

    @pytest.fixture
    def müller(self, home: HomePage) -> Inquiry:
        inquiry = intake.receive(
            intake.NewInquiry(
                name="Éléonore Müller-Ñandú",
                email="contact@exemple.example",
                organisation="Les Œuvres d’Æsir",
                message="Nos murs résonnent.",
                language="fr",
                brief=[{"key": "size", "label": "Quelle surface ?", "value": "320 m²"}],
            ),
            key="m",
        )
        intake.receive(
            intake.NewInquiry(name="Max", email="max@x.example", message="Hi", language="en"),
            key="other",
        )
        return inquiry

    def found(self, admin: Client, query: str) -> list[str]:
        page = admin.get("/admin/inquiries/", {"q": query})
        return [inquiry.name for inquiry in page.context["object_list"]]

    @pytest.mark.parametrize(
        "query",
        ["muller", "MULLER", "Müller", "eleonore", "oeuvre", "œuvre", "aesir", "nandu", "resonnent",
         "320", "surface", "contact@exemple.example", "exemple", "muller eleonore", "müll"],
    )  # fmt: skip
    def test_it_finds_without_accents_in_all_that_was_written(
        self, admin: Client, müller: Inquiry, query: str
    ) -> None:
        assert self.found(admin, query) == [müller.name]

    def test_it_finds_the_reference_and_notes(self, admin: Client, müller: Inquiry) -> None:
        assert self.found(admin, "rappeler") == []
        act(admin, müller, action="note", body="La rappeler dès mardi")
        assert self.found(admin, "rappeler") == self.found(admin, "des") == [müller.name]
        assert self.found(admin, müller.reference.lower()) == [müller.name]

    @pytest.mark.parametrize("query", ["zzz", "muller max", "%", "_", "x' OR '1'='1"])
    def test_what_is_not_there_is_not_found(
        self, admin: Client, müller: Inquiry, query: str
    ) -> None:
        assert self.found(admin, query) == []

    def test_what_is_kept_for_it_is_bounded_and_goes_with_the_inquiry(
        self, admin: Client, müller: Inquiry
    ) -> None:
        for n in range(40):
            Note.objects.create(inquiry=müller, body=" ".join(f"w{n}x{i}" for i in range(900)))
        search.refresh(müller)
        assert len(müller.search_text) == search.LONGEST
        assert "muller" in müller.search_text
        müller.delete()
        assert not Inquiry.objects.filter(search_text__contains="muller").exists()


class TestBadge:
    def badge(self, client: Client) -> str | None:
        page = client.get("/admin/account/").content.decode()
        found = re.search(r'"data-v-new": "(\d+)"', page.replace("&quot;", '"'))
        return found[1] if found else None

    def test_the_menu_says_how_many_are_new(self, admin: Client, inquiry: Inquiry) -> None:
        assert self.badge(admin) == "1"
        act(admin, inquiry, action="status", status="open")
        assert self.badge(admin) is None  # and nothing is cached from the page before
        act(admin, inquiry, action="status", status="new")
        assert self.badge(admin) == "1"
        act(admin, inquiry, action="quarantine")
        assert self.badge(admin) is None

    def test_only_those_who_may_read_inquiries_are_told_and_pay(self, inquiry: Inquiry) -> None:
        editor = User.objects.create_user("editor@example.org", "long enough to pass")
        editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client = Client()
        client.force_login(editor)
        with CaptureQueriesContext(connection) as asked:
            assert self.badge(client) is None
        assert not any("contact_inquiry" in query["sql"] for query in asked)
