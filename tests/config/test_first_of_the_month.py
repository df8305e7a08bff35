"""French dates on the first day of a month are written "1er décembre" everywhere."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import translation

from brand.interview import export
from brand.models import HomePage
from contact.form.tokens import sign_receipt
from contact.mail import delivery
from contact.models import ContactPage, Delivery, Inquiry, Message, Note
from ops.dates import date_in_words, moment_in_words, weekday_in_words
from ops.models import User
from tests import factories
from tests.contact.inquiry_forms import BROWSER, filled

FIRST, MOMENT = date(2026, 12, 1), datetime(2026, 12, 1, 8, 5, tzinfo=UTC)
MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
BARE = re.compile(rf"(?<![\d/])1 (?:{MONTHS})\b")
RIGHT = re.compile(rf"(?<![\d/])1er (?:{MONTHS})\b")


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("language", "day", "said"),
    [
        ("fr", FIRST, ["mardi 1er décembre", "1er décembre 2026"]),
        ("fr", date(2026, 12, 11), ["vendredi 11 décembre", "11 décembre 2026"]),
        ("en", FIRST, ["Tuesday 1 December", "1 December 2026"]),
    ],
)
def test_a_day_in_words(language: str, day: date, said: list[str]) -> None:
    with translation.override(language):
        assert [weekday_in_words(day), date_in_words(day)] == said


@pytest.mark.any_database
def test_a_moment_in_words() -> None:
    late = datetime(2026, 11, 30, 23, 5, tzinfo=UTC)  # in the owner's time zone it is
    with translation.override("fr"):
        said = moment_in_words(late).replace("\N{NO-BREAK SPACE}", " ")
        assert said == "1er décembre 2026 à 0 h 05"
    with translation.override("en"):
        assert moment_in_words(late) == "1 December 2026, 00:05"


@pytest.mark.django_db
def test_everything_that_shows_a_date(home: HomePage, owner: User, admin: Client) -> None:
    factories.contact(home)
    visitor = Client()
    visitor.post("/contact/", filled(visitor), **BROWSER)
    inquiry = Inquiry.objects.get()
    Note.objects.create(inquiry=inquiry, author=owner, body="Rappeler", created_at=MOMENT)
    Message.objects.update(created_at=MOMENT)
    Inquiry.objects.update(created_at=MOMENT, reply_by=FIRST)
    delivery.deliver_due()
    Delivery.objects.update(sent_at=MOMENT)
    interview = factories.interview(
        home,
        factories.answer("Qui ?", asked_on=FIRST, addendum="<p>Oui.</p>", addendum_on=FIRST),
        conducted_on=FIRST,
    )

    shown: dict[str, Any] = {
        "thanks": visitor.get(
            ContactPage.objects.get().thanks_path(sign_receipt(inquiry.reference))
        ),
        "interview": visitor.get(interview.url),
        "answer": visitor.get(interview.url + "qui/"),
        "dashboard": admin.get("/admin/"),
        "inbox": admin.get("/admin/inquiries/"),
        "inquiry": admin.get(f"/admin/inquiries/inspect/{inquiry.pk}/"),
    }
    told = {name: response.content.decode() for name, response in shown.items()}
    sent = next(message for message in mail.outbox if message.to == [inquiry.email])
    told |= {"text": sent.body, "html": sent.alternatives[0].content}
    told |= {"export": export.to_markdown(export.exported(interview))}

    assert {name: BARE.findall(text) for name, text in told.items() if BARE.search(text)} == {}
    assert [name for name, text in told.items() if not RIGHT.search(text)] == []
