"""What is promised to clients: by when they hear, how long data is kept; and the visiting card."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from brand.models import BrandSettings, HomePage
from contact import intake, retention
from contact.models import Inquiry
from contact.promise import reply_by
from contact.retention import months_before
from tests import factories

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("received", "days", "working", "expected"),
    [
        (FRIDAY, 1, "12345", date(2026, 11, 23)),
        (FRIDAY, 2, "12345", date(2026, 11, 24)),
        (date(2026, 11, 21), 1, "12345", date(2026, 11, 23)),
        (FRIDAY, 1, "123456", date(2026, 11, 21)),
        (FRIDAY, 1, "2", date(2026, 11, 24)),
    ],
)
def test_the_promise_counts_working_days(
    received: date, days: int, working: str, expected: date
) -> None:
    assert reply_by(received, reply_days=days, working_days=working) == expected


def test_a_promise_without_working_days_is_none() -> None:
    with pytest.raises(ValueError, match="working day"):
        reply_by(FRIDAY, reply_days=1, working_days="")


@pytest.mark.django_db
class TestRetention:
    @pytest.mark.parametrize(
        ("status", "kept", "gone"),
        [
            ("quarantined", timedelta(days=29), timedelta(days=31)),
            ("declined", timedelta(days=364), timedelta(days=367)),
            ("answered", timedelta(days=1094), timedelta(days=1097)),
            ("new", timedelta(days=1094), timedelta(days=1097)),
        ],
    )
    def test_each_class_goes_on_its_day_and_not_before(
        self, home: HomePage, status: str, kept: timedelta, gone: timedelta
    ) -> None:
        for name, age in (("kept", kept), ("gone", gone)):
            new = intake.NewInquiry(name=name, email="a@b.example", message="x", language="fr")
            inquiry = intake.receive(new, key=name)
            Inquiry.objects.filter(pk=inquiry.pk).update(
                status=status, last_message_at=timezone.now() - age
            )
        assert retention.purge() == 1
        assert Inquiry.objects.get().name == "kept"

    def test_clients_follow_other_rules(self, home: HomePage) -> None:
        new = intake.NewInquiry(name="n", email="a@b.example", message="x", language="fr")
        intake.receive(new, key="k")
        Inquiry.objects.update(status="won", last_message_at=timezone.now() - timedelta(days=5000))
        assert retention.purge() == 0

    def test_the_settings_decide(self, home: HomePage) -> None:
        new = intake.NewInquiry(name="n", email="a@b.example", message="x", language="fr")
        intake.receive(new, key="k")
        Inquiry.objects.update(last_message_at=timezone.now() - timedelta(days=40))
        assert retention.purge() == 0
        BrandSettings.objects.update(retention_months=1)
        assert retention.purge() == 1


@pytest.mark.parametrize(
    ("moment", "months", "expected"),
    [
        (datetime(2026, 3, 31, tzinfo=UTC), 1, datetime(2026, 2, 28, tzinfo=UTC)),
        (datetime(2026, 1, 15, tzinfo=UTC), 1, datetime(2025, 12, 15, tzinfo=UTC)),
        (datetime(2028, 2, 29, tzinfo=UTC), 36, datetime(2025, 2, 28, tzinfo=UTC)),
    ],
)
def test_months_are_those_of_the_calendar(
    moment: datetime, months: int, expected: datetime
) -> None:
    assert months_before(moment, months) == expected


@pytest.mark.django_db
class TestVisitingCard:
    def test_it_has_what_every_address_book_reads(self, home: HomePage, client: Client) -> None:
        BrandSettings.objects.update(
            name="David Pires", given_name="David", family_name="Pires", job_title_fr="Conseil; ONG"
        )
        factories.contact(home, ("email", "david@example.org"), ("telephone", "01 23 45 67 89"))
        response = client.get("/contact.vcf")
        lines = response.content.decode().split("\r\n")
        assert response["Content-Type"].startswith("text/vcard")
        assert lines[:2] == ["BEGIN:VCARD", "VERSION:3.0"]
        assert lines[-2:] == ["END:VCARD", ""]
        for line in (
            "FN:David Pires",
            "N:Pires;David;;;",
            "TITLE:Conseil\\; ONG",
            "EMAIL;TYPE=INTERNET:david@example.org",
            "TEL;TYPE=WORK:+33123456789",
        ):
            assert line in lines

    def test_an_archived_channel_is_not_on_it(self, home: HomePage, client: Client) -> None:
        page = factories.contact(home, ("email", "old@example.org"))
        page.channels.update(archived=True)
        assert "old@example.org" not in client.get("/contact.vcf").content.decode()

    def test_long_lines_stay_whole_and_addresses_as_they_are(
        self, home: HomePage, client: Client
    ) -> None:
        """Old phones cut a word where a line is folded, and open an address with its backslash."""
        title = "Conseil en communication numérique pour les organisations non gouvernementales"
        profile = f"https://example.org/{'profil-' * 12}?a=1,2;b=3"
        BrandSettings.objects.update(name="David Pires", job_title_fr=title)
        factories.contact(home, ("website", profile))
        body = client.get("/contact.vcf").content.decode()
        lines = body.split("\r\n")
        assert f"TITLE:{title}" in lines
        assert f"URL:{profile}" in lines
        assert not any(line.startswith((" ", "\t")) for line in lines)
