"""Too long, too many, nowhere to write: a helpful answer, and no text is lost."""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client

from contact.form import direct_contact
from contact.form.forms import MESSAGE_LENGTH
from contact.models import ContactPage, Inquiry
from services.models import ServicePage
from tests.contact.inquiry_forms import BROWSER, HTMX, filled

DIRECT = 'href="mailto:david@example.org"'


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    direct_contact._known.clear()
    yield
    direct_contact._known.clear()


class Refusing:
    """A database that refuses statements which begin with one of `words`, like a full disk."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def __call__(self, execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        if sql.lstrip().upper().startswith(self.words):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)


@pytest.mark.parametrize("headers", [BROWSER, HTMX], ids=["plain", "htmx"])
def test_a_long_message_is_not_cut_but_comes_back_whole(
    client: Client, contact: ContactPage, headers: dict[str, str]
) -> None:
    body = client.get("/contact/").content.decode()
    assert "maxlength" not in body[body.index("<textarea") :].split(">")[0]
    message = "é" * (MESSAGE_LENGTH + 1)
    response = client.post("/contact/", filled(client, message=message), **headers)
    assert response.status_code == 422
    assert message in response.content.decode()


@pytest.mark.parametrize("headers", [BROWSER, HTMX], ids=["plain", "htmx"])
def test_more_fields_than_a_form_has_are_refused_with_the_text(
    client: Client, contact: ContactPage, headers: dict[str, str]
) -> None:
    data = filled(client, message="Bien <à> vous") | {f"field_{n}": "x" for n in range(100)}
    response = client.post("/contact/", data, **headers)
    body = response.content.decode()
    assert response.status_code == 400
    assert "Bien &lt;à&gt; vous" in body
    assert 'value="Léa Martin"' in body
    assert DIRECT in body
    assert not Inquiry.objects.exists()


def test_a_body_that_no_form_has_is_not_read(client: Client, contact: ContactPage) -> None:
    data = filled(client, message="m" * 1_000_001)
    response = client.post("/contact/", data, **BROWSER)
    assert response.status_code == 413
    assert DIRECT in response.content.decode()
    assert not Inquiry.objects.exists()


def test_with_htmx_the_typed_text_stays_where_it_is(client: Client, contact: ContactPage) -> None:
    response = client.post("/contact/", filled(client, message="m" * 1_000_001), **HTMX)
    assert response.status_code == 413
    assert response["HX-Retarget"] == "#inquiry-form .form-notice"
    assert "<form" not in response.content.decode()
    assert 'class="form-notice"' in client.get("/contact/").content.decode()


def test_a_database_that_takes_nothing_gives_the_form_back(
    client: Client, service: ServicePage
) -> None:
    data = filled(client, service="strategie", brief_goal="Être lus", message="Tout <est> là")
    with connection.execute_wrapper(Refusing("INSERT", "UPDATE")):
        response = client.post("/contact/", data, **BROWSER)
    body = response.content.decode()
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "Tout &lt;est&gt; là" in body
    assert 'value="Être lus"' in body
    assert DIRECT in body
    assert not Inquiry.objects.exists()
    assert client.post("/contact/", data, **BROWSER).status_code == 303
    assert Inquiry.objects.count() == 1


def test_a_database_that_is_gone_gives_back_what_was_typed(
    client: Client, service: ServicePage
) -> None:
    data = filled(client, service="strategie", brief_goal="Être lus", message="Tout <est> là")
    with connection.execute_wrapper(Refusing("")):
        response = client.post("/contact/", data, **BROWSER)
    body = response.content.decode()
    assert response.status_code == 503
    assert "Tout &lt;est&gt; là" in body
    assert f'name="token" value="{data["token"]}"' in body
    assert 'name="brief_goal" value="Être lus"' in body
    assert DIRECT in body
    assert "no-store" in response["Cache-Control"]
    assert client.post("/contact/", data, **BROWSER).status_code == 303


@pytest.mark.parametrize("route", ["", "form/service/", "form/email/accept/"])
def test_while_the_database_is_gone_send_again_sends_whatever_was_pressed(
    client: Client, service: ServicePage, route: str
) -> None:
    data = filled(client, message="Tout est là") | {"use_email": "lea@example.org"}
    with connection.execute_wrapper(Refusing("")):
        response = client.post(f"/contact/{route}", data, **BROWSER)
    assert response.status_code == 503
    assert re.search(r'<form[^>]* action="([^"]*)"', response.content.decode())[1] == "/contact/"


@pytest.mark.parametrize("path", ["/", "/contact/"])
def test_a_page_says_that_it_is_a_matter_of_a_moment(
    client: Client, contact: ContactPage, path: str
) -> None:
    client.get("/contact/")
    with connection.execute_wrapper(Refusing("")):
        response = client.get(path)
    assert response.status_code == 503
    assert DIRECT in response.content.decode()


def test_a_new_process_knows_the_address_too(client: Client, contact: ContactPage) -> None:
    client.get("/contact/")
    direct_contact._known.clear()  # as in the memory of another process
    assert cache.get(direct_contact.KEY)
    with connection.execute_wrapper(Refusing("")):
        assert DIRECT in client.get("/contact/").content.decode()
