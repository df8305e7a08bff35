"""E-mail addresses in the usual notations are corrected silently if clear, else named exactly."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from brand.models import HomePage
from contact.form.email_suggestion import suggestion
from contact.inquiries.email_address import as_sent, tidy, wrong_sign
from contact.mail import acknowledgement_limit, delivery
from contact.models import ContactPage, Delivery, Inquiry, InquirySettings
from tests import factories
from tests.contact.inquiry_forms import BROWSER, HTMX, filled
from tests.mail_servers import misbehaving_server

pytestmark = pytest.mark.any_database


@pytest.fixture
def in_both_languages(contact: ContactPage, home: HomePage) -> ContactPage:
    factories.contact(factories.home("en", translation_key=home.translation_key))
    return contact


@pytest.mark.parametrize(
    "typed",
    [
        " lea@example.org ", "\u00a0lea@example.org\u202f", "lea @example.org", "lea@ example.org",
        "lea@example.org.", "lea@example.org,", "mailto:lea@example.org", "<lea@example.org>",
        "MAILTO: lea@example.org?subject=x", "Léa Martin <lea@example.org>", "« lea@example.org »",
        "ｌｅａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "lea\u200b@example.org", "\u2066lea@example.org\u2069",
    ],
)  # fmt: skip
def test_what_came_along_with_an_address_goes_without_a_word(
    client: Client, contact: ContactPage, typed: str
) -> None:
    assert client.post("/contact/", filled(client, email=typed), **BROWSER).status_code == 303
    assert Inquiry.objects.get().email == "lea@example.org"


@pytest.mark.parametrize(
    ("typed", "said", "in_english", "meant"),
    [
        ("jérôme@association.fr", "« é »", "“é” cannot come", "jerome@association.fr"),
        ("Œuvre@association.fr", "« Œ »", "“Œ” cannot come", "oeuvre@association.fr"),
        ("lea.example.org", "pas de @", "There is no @", None),
        ("lea@a.example@b.example", "plus d’un @", "more than one @", None),
        ("lea martin@example.org", "une espace", "There is a space", None),
        ("lea@exam ple.org", "une espace", "There is a space", "lea@example.org"),
        ("lea@example,org", "« , »", "“,” cannot be part", "lea@example.org"),
        ("lea@example..org", "« .. »", "“..” cannot be part", "lea@example.org"),
        ("lea@example", "incomplète", "incomplete", None),
        ("lea@", "incomplète", "incomplete", None),
        ("@example.org", "incomplète", "incomplete", None),
        ("анна@пример.рф", "« а »", "“а” cannot come", None),
    ],
)  # fmt: skip
def test_any_other_slip_is_named_and_the_right_address_offered(
    client: Client,
    in_both_languages: ContactPage,
    typed: str,
    said: str,
    in_english: str,
    meant: str | None,
) -> None:
    for path, words in (("/contact/", said), ("/en/contact/", in_english)):
        response = client.post(path, filled(client, email=typed), **HTMX)
        page = BeautifulSoup(response.content.decode(), "html.parser")
        assert response.status_code == 422
        assert words in page.select_one(".error-summary").get_text().replace("\u202f", " ")
        assert page.select_one("[name=email]")["value"] == typed
        offered = page.select_one("[name=use_email]")
        assert (offered and offered["value"]) == meant
    assert not Inquiry.objects.exists()


def test_the_hint_names_it_before_the_form_is_sent(client: Client, contact: ContactPage) -> None:
    data = {"email": "jérôme@association.fr"}
    body = client.post("/contact/form/email/", data, **HTMX).content.decode()
    assert 'name="use_email" value="jerome@association.fr"' in body


DOMAINS = {
    "contact@société.fr": "contact@xn--socit-esab.fr",
    "contact@SOCIÉTÉ.fr": "contact@xn--socit-esab.fr",
    # Python's own codec would use strasse.de, which is somebody else's domain.
    "post@straße.de": "post@xn--strae-oqa.de",
    "lea@例え.jp": "lea@xn--r8jz45g.jp",
}


@pytest.mark.parametrize("name", ["Léa Martin", "Lea Martin"])
@pytest.mark.parametrize("typed", DOMAINS)
def test_a_domain_may_have_accents_and_its_mails_arrive(
    client: Client, contact: ContactPage, send_to: Any, typed: str, name: str
) -> None:
    InquirySettings.objects.update(notification_email="owner@example.org")
    client.post("/contact/", filled(client, email=typed, name=name), **BROWSER)
    with misbehaving_server() as server:
        send_to(server.url)
        delivery.deliver_due()
    assert set(Delivery.objects.values_list("state", "problem")) == {("sent", "")}
    announcement, acknowledgement = server.mails
    assert server.recipients == ["owner@example.org", DOMAINS[typed]]
    assert acknowledgement["To"] == DOMAINS[typed]
    assert announcement["Reply-To"].addresses[0].addr_spec == DOMAINS[typed]


def test_both_forms_of_a_domain_are_one_address(
    client: Client, contact: ContactPage, admin: Client
) -> None:
    """Chromium sends typed domains in ASCII; a pasted one may have either form."""
    for number, typed in enumerate(["contact@société.fr", "Contact@XN--socit-esab.fr"]):
        client.post("/contact/", filled(client, email=typed, message=f"no. {number}"), **BROWSER)
    first, second = Inquiry.objects.order_by("pk")
    assert acknowledgement_limit.slot_of(first.email) == acknowledgement_limit.slot_of(second.email)
    listed = admin.get("/admin/inquiries/", {"q": "société.fr"}).content.decode()
    for inquiry in (first, second):
        assert f"inquiry_{inquiry.pk}_title" in listed
    exported = b"".join(admin.get("/admin/inquiries/?export=csv").streaming_content).decode()
    assert exported.lower().count("contact@société.fr") == 2


@given(
    st.text(max_size=60)
    | st.text(st.sampled_from(" @.,;<>é\u00a0ａ．ßx-n\u200bmailto:"), max_size=40)
)
@example("xn--@xn--a.xn--b")
@example("a@xn--.fr")
def test_whatever_is_typed_is_tidied_once(typed: str) -> None:
    once = tidy(typed)
    assert tidy(once) == once
    if (meant := suggestion(typed)) is not None:
        assert as_sent(meant).isascii()
        assert wrong_sign(meant) == ""
        assert tidy(meant) == meant
