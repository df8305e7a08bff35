"""Promises to clients: reply dates and retention periods. Also the contact card."""

import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import holidays
import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.users.models import UserProfile

from brand.forms.countries import country_choices
from brand.models import BrandSettings, HomePage
from brand.text.folding import fold
from contact.form.tokens import sign_receipt
from contact.inquiries import intake, retention
from contact.inquiries.reply_time import promised_day, public_holidays, reply_by
from contact.inquiries.retention import months_before
from contact.mail import delivery
from contact.models import ContactPage, Inquiry, InquirySettings
from ops.dates import weekday_in_words
from ops.models import User
from tests import factories
from tests.contact.inquiry_forms import BROWSER, filled

pytestmark = pytest.mark.any_database

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


@pytest.mark.parametrize(
    ("country", "received", "expected"),
    [
        ("FR", date(2026, 12, 24), date(2026, 12, 28)),  # a Thursday before Christmas
        ("FR", date(2026, 12, 31), date(2027, 1, 4)),  # next year's holidays count as well
        ("FR", date(2026, 4, 3), date(2026, 4, 7)),  # Good Friday, then Easter Monday
        ("GB", date(2026, 4, 2), date(2026, 4, 6)),  # where Good Friday is a holiday
        ("FR", date(2026, 4, 30), date(2026, 5, 4)),  # 1 May is a Friday
        ("FR", date(2026, 5, 13), date(2026, 5, 15)),  # Ascension Day
        ("BE", date(2026, 7, 20), date(2026, 7, 22)),
        ("FR", date(2026, 7, 20), date(2026, 7, 21)),
        ("", date(2026, 12, 24), date(2026, 12, 25)),
        ("ZZ", date(2026, 12, 24), date(2026, 12, 25)),  # no data: no holidays, but no error
    ],
)
def test_nobody_is_promised_an_answer_on_a_public_holiday(
    country: str, received: date, expected: date
) -> None:
    assert reply_by(received, reply_days=1, working_days="12345", country=country) == expected


@settings(deadline=None)  # loading a country's holidays takes long, once
@given(
    received=st.dates(date(2026, 1, 1), date(2036, 12, 31)),
    days=st.integers(1, 30),
    working=st.sets(st.sampled_from("1234567"), min_size=1).map("".join),
    country=st.sampled_from(["FR", "BE", "CH", "GB", "SE", "US", ""]),
)
def test_the_promised_day_is_a_working_day_exactly_so_many_away(
    received: date, days: int, working: str, country: str
) -> None:
    promised = reply_by(received, reply_days=days, working_days=working, country=country)
    known = holidays.country_holidays(country, years=range(2026, 2040)) if country else {}

    def works(day: date) -> bool:
        return str(day.isoweekday()) in working and day not in known

    between = [received + timedelta(days=n + 1) for n in range((promised - received).days)]
    assert works(promised)
    assert sum(map(works, between)) == days


def test_a_promise_without_working_days_is_none() -> None:
    with pytest.raises(ValueError, match="working day"):
        reply_by(FRIDAY, reply_days=1, working_days="")


def test_every_country_that_the_package_knows_has_its_names() -> None:
    known = set(holidays.list_supported_countries(include_aliases=False))
    for language, spain in (("fr", "Espagne"), ("en", "Spain")):
        with translation.override(language):
            choices = country_choices()
        assert ("ES", spain) in choices
        assert {code for code, name in choices if name} == known
        assert [fold(name) for _code, name in choices] == sorted(fold(n) for _, n in choices)


def test_holidays_are_read_from_the_package_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process has them from the cache: the package takes long, and 11 MB, to load."""
    cache.clear()
    public_holidays.cache_clear()
    known = public_holidays("FR", 2027)
    assert date(2027, 7, 14) in known

    public_holidays.cache_clear()
    monkeypatch.setitem(sys.modules, "holidays", None)
    assert public_holidays("FR", 2027) == known
    cache.clear()
    public_holidays.cache_clear()
    with pytest.raises(ImportError):
        public_holidays("FR", 2027)


def test_starting_loads_nothing_that_few_processes_need(tmp_path: Path) -> None:
    """Loading the holidays takes a quarter of the start, and what others could use as long."""
    seldom = {"babel", "holidays", "psycopg", "pygments", "requests"}
    code = f"import django, sys; django.setup(); print(sorted({seldom} & set(sys.modules)))"
    own = {"DATABASE_URL": f"sqlite:///{tmp_path}/db", "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; import config.urls; {code}"],
        env=os.environ | own | {"VAR_DIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        check=True,
    )
    assert done.stdout.split() == [b"[]", b"[]"]


@pytest.mark.django_db
class TestOneDayForAll:
    @pytest.fixture
    def inquiry(self, home: HomePage, owner: User, client: Client) -> Inquiry:
        factories.contact(home)
        client.post("/contact/", filled(client), **BROWSER)
        return Inquiry.objects.get()

    def test_a_night_in_paris_is_no_day_in_utc(self, home: HomePage) -> None:
        chosen = InquirySettings(reply_days=1)
        # 23:30 UTC on Monday is half past midnight on Tuesday where the owner is.
        assert promised_day(chosen, datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == date(
            2026, 11, 25
        )
        assert promised_day(chosen, datetime(2026, 11, 23, 22, 30, tzinfo=UTC)) == date(
            2026, 11, 24
        )

    def test_a_week_without_working_days_loses_no_inquiry(self, home: HomePage) -> None:
        assert promised_day(InquirySettings(working_days=""), timezone.now()) > timezone.localdate()

    def test_what_was_promised_stays_whatever_the_settings_say_later(
        self, inquiry: Inquiry, client: Client, admin: Client
    ) -> None:
        promised = weekday_in_words(inquiry.reply_by)
        form = client.get("/contact/").content.decode()
        assert promised in form
        InquirySettings.objects.update(reply_days=30, working_days="7")
        delivery.deliver_due()
        mails = [m for m in mail.outbox if m.to == [inquiry.email]]
        receipt = client.get(ContactPage.objects.get().thanks_path(sign_receipt(inquiry.reference)))
        screens = [admin.get(path) for path in (
            "/admin/", "/admin/inquiries/", f"/admin/inquiries/inspect/{inquiry.pk}/"
        )]  # fmt: skip
        told = [mails[0].body, mails[0].alternatives[0].content]
        told += [response.content.decode() for response in (receipt, *screens)]
        assert [promised in text for text in told] == [True] * 6
        assert promised not in client.get("/contact/").content.decode()

    @pytest.mark.parametrize(
        ("days", "said"), [(1, "un jour"), (3, "trois jours"), (12, "12 jours")]
    )
    def test_the_form_says_it_beside_its_button(
        self, home: HomePage, client: Client, days: int, said: str
    ) -> None:
        factories.contact(home)
        InquirySettings.for_site(home.get_site()).save()
        InquirySettings.objects.update(reply_days=days)
        for headers in ({}, {"HX-Request": "true"}):
            form = client.get("/contact/", headers=headers).content.decode()
            beside = form.rpartition('<button class="button" type="submit">')[2].partition("</div>")
            assert f"sous {said} ouvré" in beside[0]

    def test_late_ones_are_seen_and_answered_ones_have_no_day(
        self, inquiry: Inquiry, admin: Client
    ) -> None:
        def screens() -> list[str]:
            paths = ("/admin/", "/admin/inquiries/", f"/admin/inquiries/inspect/{inquiry.pk}/")
            return [admin.get(path).content.decode() for path in paths]

        assert not any("v-due-late" in screen for screen in screens())
        Inquiry.objects.update(reply_by=timezone.localdate())
        assert not any("v-due-late" in screen for screen in screens())
        Inquiry.objects.update(reply_by=timezone.localdate() - timedelta(days=1))
        assert all("v-due-late" in screen for screen in screens())
        Inquiry.objects.update(status="answered")
        assert not any("v-due" in screen for screen in screens())

    def test_who_was_promised_first_comes_first(
        self, inquiry: Inquiry, admin: Client, write_to_owner: Any
    ) -> None:
        write_to_owner(name="Urgent Later")
        Inquiry.objects.filter(name="Urgent Later").update(reply_by=date(2020, 1, 1))
        for path in ("/admin/", "/admin/inquiries/?ordering=reply_by"):
            screen = admin.get(path).content.decode()
            assert screen.index("Urgent Later") < screen.index("Léa Martin")


@pytest.mark.django_db
class TestWorkingDays:
    PATH = "/admin/settings/contact/inquirysettings/"

    def form(self, admin: Client) -> tuple[str, dict[str, Any]]:
        """Return the settings' address, and what a browser would send back unchanged."""
        page = admin.get(self.PATH, follow=True)
        fields = {f.html_name: f.value() for f in page.context["form"]}
        kept = {name: value for name, value in fields.items() if value is not None}
        return page.request["PATH_INFO"], kept | {"working_days": list(kept["working_days"])}

    @pytest.mark.parametrize(("language", "monday"), [("fr", "Lundi"), ("en", "Monday")])
    def test_they_are_seven_boxes_with_names(
        self, admin: Client, home: HomePage, owner: User, language: str, monday: str
    ) -> None:
        UserProfile.get_for_user(owner)
        owner.wagtail_userprofile.preferred_language = language
        owner.wagtail_userprofile.save()
        page = admin.get(self.PATH, follow=True).content.decode()
        boxes = re.findall(r'<input type="checkbox" name="working_days"[^>]*>', page)
        assert len(boxes) == 7
        assert sum("checked" in box for box in boxes) == 5
        assert not any("maxlength" in box for box in boxes)
        assert monday in page

    def test_what_is_ticked_is_stored(self, admin: Client, home: HomePage) -> None:
        path, data = self.form(admin)
        saved = admin.post(path, data | {"working_days": ["6", "2"], "country": "BE"})
        assert saved.status_code == 302
        stored = InquirySettings.objects.get()
        assert (stored.working_days, stored.country) == ("26", "BE")

    @pytest.mark.parametrize("ticked", [[], ["8"], ["x"], ["1", "1"]])
    def test_what_is_no_week_is_refused_beside_the_boxes(
        self, admin: Client, home: HomePage, ticked: list[str]
    ) -> None:
        path, data = self.form(admin)
        refused = admin.post(path, data | {"working_days": ticked})
        assert refused.status_code == 200
        assert list(refused.context["form"].errors) == ["working_days"]
        assert 'id="panel-child-' in refused.content.decode()
        assert not InquirySettings.objects.filter(working_days__in=["", "8", "x", "11"]).exists()


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
        InquirySettings.objects.update(retention_months=1)
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
            name="David Pires",
            given_name="David",
            family_name="Pires",
            job_titles={"fr": "Conseil; ONG"},
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
        """Old phones break words where lines are folded, and open addresses with backslashes."""
        title = "Conseil en communication numérique pour les organisations non gouvernementales"
        profile = f"https://example.org/{'profil-' * 12}?a=1,2;b=3"
        BrandSettings.objects.update(name="David Pires", job_titles={"fr": title})
        factories.contact(home, ("website", profile))
        body = client.get("/contact.vcf").content.decode()
        lines = body.split("\r\n")
        assert f"TITLE:{title}" in lines
        assert f"URL:{profile}" in lines
        assert not any(line.startswith((" ", "\t")) for line in lines)


@pytest.mark.django_db
def test_somebody_in_quarantine_was_told_a_day_as_well_and_the_owner_sees_it(
    home: HomePage, admin: Client
) -> None:
    """A person whose browser fills in the form is quick; the next page is the same for all."""
    new = intake.NewInquiry(name="Léa", email="lea@x.example", message="Hi", language="fr")
    caught = intake.receive(new, key="q", quarantine_reasons=("too_fast",))
    told = weekday_in_words(caught.reply_by)
    for screen in (
        "/admin/inquiries/?status=quarantined",
        f"/admin/inquiries/inspect/{caught.pk}/",
    ):
        assert told in admin.get(screen).content.decode(), screen
    Inquiry.objects.update(reply_by=date(2020, 1, 1))
    caught.refresh_from_db()
    assert not caught.is_late  # because most of it is spam
