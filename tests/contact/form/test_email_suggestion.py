"""A likely typing error in an address is pointed out at the field, and never blocks sending."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from contact.form.email_suggestion import PROVIDERS, suggestion
from contact.models import ContactPage, Inquiry
from tests.contact.inquiry_forms import BROWSER, HTMX, filled


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lea@gmial.com", "lea@gmail.com"),
        ("Lea.M@GMAIL.CON", "Lea.M@gmail.com"),
        ("lea@gmai.com", "lea@gmail.com"),
        ("lea@hotmial.fr", "lea@hotmail.fr"),
        ("lea@yaho.fr", "lea@yahoo.fr"),
        ("lea@orage.fr", "lea@orange.fr"),
        ("lea@wandoo.fr", "lea@wanadoo.fr"),
        ("lea@laposte.ney", "lea@laposte.net"),
        ("lea@free.fe", "lea@free.fr"),
    ],
)
def test_a_slip_is_recognised(typed: str, meant: str) -> None:
    assert suggestion(typed) == meant


@pytest.mark.parametrize(
    "address",
    [
        *(f"lea@{domain}" for domain in sorted(PROVIDERS)),
        "lea@email.com", "lea@mail.fr", "lea@fastmail.com", "lea@hotmail.nl", "lea@yahoo.es",
        "lea@live.nl", "lea@orange.com", "lea@sfr.com", "lea@free.com", "lea@gmx.at",
        "lea@me.com", "lea@hey.com", "lea@example.org", "lea@croix-rouge.fr", "", "lea", "@", "a@",
    ],
)  # fmt: skip
def test_an_honest_address_is_left_alone(address: str) -> None:
    assert suggestion(address) is None


@given(st.text(max_size=80))
def test_any_text_can_be_asked_about(text: str) -> None:
    meant = suggestion(text)
    assert meant is None or suggestion(meant) is None


def test_the_hint_comes_while_the_form_is_open(client: Client, contact: ContactPage) -> None:
    form = BeautifulSoup(client.get("/contact/").content.decode(), "html.parser")
    ask = form.select_one("[name=email]")["data-hx-post"]
    body = client.post(ask, {"email": "lea@gmial.com"}, **HTMX).content.decode()
    assert 'name="use_email" value="lea@gmail.com"' in body
    assert "<form" not in body
    answer = client.post(ask, {"email": "lea@example.org"}, **HTMX)
    assert "use_email" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("headers", [BROWSER, HTMX], ids=["plain", "htmx"])
def test_one_press_corrects_it_and_keeps_the_rest(
    client: Client, contact: ContactPage, headers: dict[str, str]
) -> None:
    data = filled(client, email="lea@gmial.com", message="Déjà écrit", name="")
    page = BeautifulSoup(client.post("/contact/", data, **headers).content.decode(), "html.parser")
    button = page.select_one("[name=use_email]")
    assert button["formaction"] == button["data-hx-post"]
    data |= {"use_email": button["value"], "name": "Léa Martin"}
    text = client.post(button["formaction"], data, **headers).content.decode()
    assert 'value="lea@gmail.com"' in text
    assert "Déjà écrit" in text
    assert 'value="Léa Martin"' in text
    assert "use_email" not in text
    assert not Inquiry.objects.exists()


def test_it_blocks_nobody_and_is_said_after_sending(client: Client, contact: ContactPage) -> None:
    data = filled(client, email="lea@gmial.com")
    response = client.post("/contact/", data, follow=True, **BROWSER)
    assert Inquiry.objects.get().email == "lea@gmial.com"
    assert "lea@gmail.com" in response.content.decode()
