"""Typed text is stored as it was written, or given back with an error."""

import csv
import io
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from brand.models import HomePage
from contact.form.forms import BRIEF_PREFIX, MESSAGE_LENGTH
from contact.mail import messages
from contact.models import ContactPage, Inquiry
from ops.models import User
from services.models import BriefQuestion, ServicePage
from tests import factories
from tests.contact.inquiry_forms import BROWSER, HTMX, filled

KINDS = BriefQuestion.Kind.values
ROUGH = [
    "5-10", "environ 50", "1 200", "12,5", "une dizaine", "-3", "0", "10²", "15/12/2026",
    "15 décembre", "mi-janvier", "dès que possible", "15/12", "2027-03-01",
]  # fmt: skip


def ask(home: HomePage, **fields: Any) -> ServicePage:
    """Return a service with one question of each kind, none of them required."""
    questions = [
        {"key": kind, "label": f"Question {kind}", "kind": kind, "choices": "Un\nDeux"} | fields
        for kind in KINDS
    ]
    return factories.service(home, title="Conseil", slug="conseil", questions=questions)


@pytest.fixture
def every_kind(home: HomePage, contact: ContactPage) -> ServicePage:
    return ask(home)


@pytest.mark.any_database
@pytest.mark.parametrize("first", range(len(ROUGH)), ids=ROUGH)
def test_a_rough_answer_is_kept_and_read_everywhere(
    client: Client, admin: Client, every_kind: ServicePage, first: int
) -> None:
    """One inquiry has four of them, and over all inquiries every kind gets every one."""
    kinds = [kind for kind in KINDS if kind in {"number", "date", "short", "long"}]
    written = {kind: ROUGH[(first + n) % len(ROUGH)] for n, kind in enumerate(kinds)}
    answers = {BRIEF_PREFIX + kind: answer for kind, answer in written.items()}
    data = filled(client, service="conseil") | answers
    thanks = client.post("/contact/", data, follow=True, **BROWSER).content.decode()
    inquiry = Inquiry.objects.get()
    assert inquiry.brief == [
        {"key": kind, "label": f"Question {kind}", "value": answer}
        for kind, answer in written.items()
    ]
    announcement = messages.build(inquiry.deliveries.get(kind="notification"))
    inbox = admin.get(f"/admin/inquiries/inspect/{inquiry.pk}/").content.decode()
    exported = b"".join(admin.get("/admin/inquiries/?export=csv").streaming_content).decode()
    row = list(csv.reader(io.StringIO(exported), delimiter=";"))[1]
    for shown in (thanks, inbox, announcement.body, "\n".join(row)):
        assert [answer for answer in written.values() if answer not in shown] == []


def test_no_field_hides_what_a_browser_does_not_understand(
    client: Client, every_kind: ServicePage
) -> None:
    """Such inputs send nothing for it, and inputs with a limit cut off pasted text."""
    body = client.get("/contact/", {"service": "conseil"}).content.decode()
    fields = BeautifulSoup(body, "html.parser").select("form.inquiry :is(input, textarea)")
    silent = {"number", "date", "month", "week", "time", "datetime-local", "range", "color"}
    assert len(fields) > 10
    for field in fields:
        assert field.get("type") not in silent, field
        assert not field.has_attr("maxlength"), field
        assert not field.has_attr("pattern"), field


@pytest.mark.parametrize("headers", [BROWSER, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("key", ["name", "organisation", "brief_number", "brief_short"])
def test_too_much_for_one_line_is_said_and_kept(
    client: Client, every_kind: ServicePage, key: str, headers: dict[str, str]
) -> None:
    data = filled(client, service="conseil") | {key: "mot " * 200 + "fin"}
    response = client.post("/contact/", data, **headers)
    page = BeautifulSoup(response.content.decode(), "html.parser")
    assert response.status_code == 422
    assert page.select_one(f"[name={key}]")["value"] == data[key]
    assert "803 caractères" in page.select_one(".error-summary").get_text()


def test_a_choice_that_is_gone_meanwhile_is_named(client: Client, every_kind: ServicePage) -> None:
    for kind in ("choice", "choices"):
        data = filled(client, service="conseil") | {BRIEF_PREFIX + kind: "Une lettre"}
        BriefQuestion.objects.filter(kind=kind).update(choices="Un")
        response = client.post("/contact/", data, **BROWSER)
        page = BeautifulSoup(response.content.decode(), "html.parser")
        assert "Une lettre" in page.select_one(".error-summary").get_text()
    assert not Inquiry.objects.exists()


def test_a_correction_keeps_the_answers_to_another_service(
    client: Client, every_kind: ServicePage, home: HomePage
) -> None:
    """After looking at another service, an error, and the way back, nothing is lost."""
    factories.service(home, title="Outils", slug="outils")
    data = filled(client, service="outils", email="") | {"brief_date": "mi-janvier"}
    response = client.post("/contact/", data, **BROWSER)
    page = BeautifulSoup(response.content.decode(), "html.parser")
    assert response.status_code == 422
    assert page.select_one("input[type=hidden][name=brief_date]")["value"] == "mi-janvier"


class LineEnds(TestCase):
    """Line ends are two characters from a browser and one from htmx."""

    @classmethod
    def setUpTestData(cls) -> None:
        home = HomePage.objects.get()
        factories.contact(home)
        ask(home)
        User.objects.create_superuser("owner@example.org", "long enough to pass")

    @settings(max_examples=25, deadline=None)
    @given(
        lines=st.lists(st.sampled_from(["", "é", "un mot", "😀 "]), min_size=2, max_size=40),
        room=st.integers(-2, 2),
        end=st.sampled_from(["\r\n", "\n", "\r"]),
        key=st.sampled_from(["message", "brief_long"]),
    )
    @example(lines=["a"] * 250, room=0, end="\r\n", key="message")
    @example(lines=["a"] * 250, room=-1, end="\r\n", key="brief_long")
    def test_length_is_counted_as_it_is_seen(
        self, lines: list[str], room: int, end: str, key: str
    ) -> None:
        """Text of the limit less `room` is accepted; beyond it, an error gives the numbers."""
        seen = "\n".join(["x", *lines])
        seen += "x" * (MESSAGE_LENGTH - room - len(seen))
        client = Client()
        data = filled(client, service="conseil") | {key: seen.replace("\n", end)}
        Inquiry.objects.all().delete()
        response = client.post("/contact/", data, **BROWSER)
        if room < 0:
            assert response.status_code == 422
            said = BeautifulSoup(response.content.decode(), "html.parser")
            numbers = re.sub(r"\D", " ", said.select_one(".error-summary").get_text()).split()
            assert str(MESSAGE_LENGTH - room) in numbers
            return
        assert response.status_code == 303
        inquiry = Inquiry.objects.get()
        stored = inquiry.messages.get().body if key == "message" else inquiry.brief[0]["value"]
        assert stored == seen

    def test_with_script_and_without_it_is_the_same_message(self) -> None:
        data = filled(Client(), message="Bonjour.\nUne question.")
        Client().post("/contact/", data, **HTMX)
        Client().post("/contact/", data | {"message": "Bonjour.\r\nUne question."}, **BROWSER)
        assert Inquiry.objects.count() == 1
