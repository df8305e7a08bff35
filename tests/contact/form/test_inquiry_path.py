"""The path of an inquiry over HTTP, in a browser without JavaScript and with htmx."""

import re
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.core import mail, signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from brand.models import HomePage
from contact.form import tokens
from contact.form.forms import MESSAGE_LENGTH
from contact.inquiries import intake
from contact.mail import messages
from contact.models import ContactPage, Delivery, Inquiry
from ops.models import User
from services.models import ServicePage
from tests import factories
from tests.contact.inquiry_forms import BROWSER, HTMX, filled, token_in


def test_the_form_is_fresh_sets_no_cookie_and_needs_none(
    client: Client, contact: ContactPage
) -> None:
    response = client.get("/contact/")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert token_in(response.content.decode()) != token_in(client.get("/contact/").content.decode())


def test_sending_stores_everything_at_once_and_mails_nothing(
    client: Client, service: ServicePage
) -> None:
    data = filled(
        client,
        service="strategie",
        brief_goal="Être lus",
        brief_volunteers="12",
        brief_tools=["Blog", "Wiki"],
    )
    response = client.post("/contact/", data, **BROWSER)
    assert response.status_code == 303
    assert "lea" not in response["Location"].lower()
    inquiry = Inquiry.objects.get()
    assert (inquiry.status, inquiry.service, inquiry.language) == ("new", service, "fr")
    assert inquiry.messages.get().body == "Bonjour !"
    assert inquiry.brief == [
        {"key": "volunteers", "label": "Combien êtes-vous ?", "value": "12"},
        {"key": "goal", "label": "Que visez-vous ?", "value": "Être lus"},
        {"key": "tools", "label": "Quels outils ?", "value": "Blog, Wiki"},
    ]
    assert {d.kind: d.state for d in inquiry.deliveries.all()} == {
        "notification": "pending",
        "acknowledgement": "pending",
    }
    assert mail.outbox == []


def test_the_thank_you_page_shows_reference_date_and_what_was_sent(
    client: Client, contact: ContactPage
) -> None:
    response = client.post("/contact/", filled(client), follow=True, **BROWSER)
    body = response.content.decode()
    assert Inquiry.objects.get().reference in body
    assert "Bonjour !" in body
    assert "no-store" in response["Cache-Control"]


def test_after_an_hour_the_thank_you_page_shows_the_reference_only(
    client: Client, contact: ContactPage
) -> None:
    location = client.post("/contact/", filled(client), **BROWSER)["Location"]
    with patch.object(tokens, "RECEIPT_LIFETIME", 0):
        body = client.get(location).content.decode()
    assert Inquiry.objects.get().reference in body
    assert "Bonjour !" not in body


def test_a_made_up_receipt_is_not_found(client: Client, contact: ContactPage) -> None:
    client.post("/contact/", filled(client), **BROWSER)
    reference = Inquiry.objects.get().reference
    assert client.get(f"/contact/merci/{reference}/").status_code == 404


def test_htmx_gets_the_success_as_a_fragment(client: Client, contact: ContactPage) -> None:
    response = client.post("/contact/", filled(client), **HTMX)
    body = response.content.decode()
    assert response.status_code == 200
    assert Inquiry.objects.get().reference in body
    assert "<html" not in body


def test_htmx_gets_the_form_as_a_fragment(client: Client, contact: ContactPage) -> None:
    body = client.get("/contact/", **HTMX).content.decode()
    assert "<form" in body
    assert "<html" not in body


@pytest.mark.parametrize("headers", [BROWSER, HTMX], ids=["plain", "htmx"])
def test_an_error_stands_next_to_its_field_and_nothing_typed_is_lost(
    client: Client, service: ServicePage, headers: dict[str, str]
) -> None:
    data = filled(client, service="strategie", email="lea@", message="Un <long> texte & plus")
    response = client.post("/contact/", data, **headers)
    body = response.content.decode()
    assert response.status_code == 422
    assert not Inquiry.objects.exists()
    field = re.search(r'<input[^>]*name="email"[^>]*>', body)[0]
    assert 'aria-invalid="true"' in field
    assert "id_email_error" in field
    assert 'id="id_email_error"' in body
    assert 'aria-invalid="true"' in re.search(r'<input[^>]*name="brief_goal"[^>]*>', body)[0]
    assert escape("Un <long> texte & plus") in body
    assert 'value="lea@"' in body
    assert 'value="Léa Martin"' in body
    assert 'role="alert"' in body
    assert "<title>Erreur\u00a0: " in body


def test_the_summary_leads_to_the_first_of_several_choices(
    client: Client, home: HomePage, contact: ContactPage
) -> None:
    choice = {"key": "size", "label": "Combien ?", "kind": "choice", "choices": "Peu\nBeaucoup"}
    factories.service(home, questions=[choice | {"required": True}])
    body = client.post("/contact/", filled(client, service="strategie"), **BROWSER).content.decode()
    assert '<a href="#id_brief_size_0">Combien ? – Répondez à cette question' in body
    assert re.search(r'<input[^>]* id="id_brief_size_0"', body)


def test_a_corrected_form_keeps_its_identity(client: Client, contact: ContactPage) -> None:
    data = filled(client, name="")
    body = client.post("/contact/", data, **BROWSER).content.decode()
    corrected = data | {"name": "Léa", "token": token_in(body)}
    # Sent with the first form's token too, as a browser's retry would.
    for again in (corrected, corrected, corrected | {"token": data["token"]}):
        assert client.post("/contact/", again, **BROWSER).status_code == 303
    assert Inquiry.objects.count() == 1


def test_changing_the_service_changes_the_questions_and_keeps_what_was_typed(
    client: Client, service: ServicePage, home: HomePage
) -> None:
    data = filled(client, message="Déjà écrit", email="incomplet")
    form = BeautifulSoup(client.get("/contact/").content.decode(), "html.parser")
    change = form.select_one("select[name=service]")["data-hx-post"]
    assert form.select_one(f"button[formaction='{change}']")
    response = client.post(change, data | {"service": "strategie"}, **HTMX)
    body = response.content.decode()
    assert response.status_code == 200
    assert "Que visez-vous ?" in body
    assert "Déjà écrit" in body
    assert 'value="incomplet"' in body
    assert token_in(body) == data["token"]
    assert "aria-invalid" not in body
    assert not Inquiry.objects.exists()


def test_coming_back_to_a_service_finds_its_answers_again(
    client: Client, service: ServicePage, home: HomePage
) -> None:
    factories.service(home, title="Outils", slug="outils")
    data = filled(client, service="strategie", brief_goal="Être lus", brief_tools=["Blog", "Wiki"])
    for slug in ("outils", "strategie"):
        body = client.post(
            "/contact/form/service/", data | {"service": slug}, **BROWSER
        ).content.decode()
        data = {k: v for k, v in data.items() if not k.startswith("brief_")}
        for tag in re.findall(r'<input[^>]*name="brief_[^>]*>', body):
            value = re.search(r'value="([^"]*)"', tag)
            if value and ("checkbox" not in tag or "checked" in tag):
                data.setdefault(re.search(r'name="(\w+)"', tag)[1], []).append(value[1])
    assert data["brief_goal"] == ["Être lus"]
    assert data["brief_tools"] == ["Blog", "Wiki"]


@pytest.mark.parametrize("headers", [BROWSER, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("change_service", "1", "Que visez-vous ?"),
        ("use_email", "lea@gmail.com", 'value="lea@gmail.com"'),
        ("check_email", "1", 'name="use_email" value="lea@gmail.com"'),
    ],
)
def test_a_tab_that_was_open_during_an_upgrade_sends_nothing_and_loses_nothing(
    client: Client, service: ServicePage, headers: dict[str, str],
    field: str, value: str, shown: str,
) -> None:  # fmt: skip
    """Its buttons post to the form's own address, as they did before they had their own."""
    data = filled(client, service="strategie", email="lea@gmial.com", message="Déjà écrit")
    body = client.post("/contact/", data | {field: value}, **headers).content.decode()
    assert shown in body
    assert "Déjà écrit" in body or field == "check_email"
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize("action", ["service", "email", "email/accept"])
def test_the_address_of_a_button_leads_to_the_form(
    client: Client, contact: ContactPage, action: str
) -> None:
    response = client.get(f"/contact/form/{action}/")
    assert (response.status_code, response["Location"]) == (302, "/contact/")


@pytest.mark.parametrize("action", ["service", "email", "email/accept"])
def test_a_button_refuses_what_the_form_refuses(
    client: Client, service: ServicePage, action: str
) -> None:
    """Nothing of a body that is too large is read; what comes with too many fields is kept."""
    huge = filled(client, message="m" * 1_000_001)
    assert client.post(f"/contact/form/{action}/", huge, **BROWSER).status_code == 413
    crowded = filled(client, message="Bien à vous") | {f"field_{n}": "x" for n in range(100)}
    response = client.post(f"/contact/form/{action}/", crowded, **BROWSER)
    if action != "email":
        assert response.status_code == 400
        assert "Bien à vous" in response.content.decode()
    assert not Inquiry.objects.exists()


ROUTES = [re.sub(r"<[^>]+>", "x", str(route.pattern)) for route in ContactPage.get_subpage_urls()]
NAMES = (
    "token", "service", "answer", "name", "email", "organisation", "message", "subject_line",
    "use_email", "check_email", "change_service", "brief_goal",
)  # fmt: skip


VALUES = ("", "9" * 21, 'abc "', "a\x00b", "\ud800", "@" * 3000)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("headers", [BROWSER, HTMX], ids=["plain", "htmx"])
def test_no_address_of_the_page_breaks_on_what_no_form_sends(
    client: Client, service: ServicePage, route: str, headers: dict[str, str]
) -> None:
    """Each value in all fields at once, and one in each field alone."""
    bad = [dict.fromkeys(NAMES, value) for value in VALUES] + [{name: "\ud800"} for name in NAMES]
    bad.append({"service": "a\x00b"})  # not hidden behind the name of a button
    for fields in bad:
        sent = urlencode(fields, errors="surrogatepass")
        form = "application/x-www-form-urlencoded"
        assert client.post(f"/contact/{route}", sent, form, **headers).status_code < 500, fields
    asked = urlencode(dict.fromkeys(NAMES, "\ud800"), errors="surrogatepass")
    assert client.get(f"/contact/{route}?{asked}", **headers).status_code < 500
    assert not Inquiry.objects.exists()


def test_sending_takes_few_queries(client: Client, contact: ContactPage) -> None:
    """Eight read, four write, two are the transaction; the throttle, off here, adds its own."""
    client.post("/contact/", filled(client, email="first@client.example"), **BROWSER)
    data = filled(client, email="second@client.example")
    with CaptureQueriesContext(connection) as queries:
        assert client.post("/contact/", data, **BROWSER).status_code == 303
    assert len(queries) <= 14, "\n".join(query["sql"] for query in queries)


def test_the_same_form_sent_twice_is_one_inquiry(client: Client, contact: ContactPage) -> None:
    data = filled(client)
    first, second = (client.post("/contact/", data, follow=True, **BROWSER) for _ in range(2))
    inquiry = Inquiry.objects.get()
    assert inquiry.deliveries.count() == 2
    for response in (first, second):
        assert inquiry.reference in response.content.decode()


def test_a_changed_form_under_the_same_key_is_a_linked_inquiry(
    client: Client, contact: ContactPage
) -> None:
    data = filled(client)
    client.post("/contact/", data, **BROWSER)
    for _ in range(2):
        client.post("/contact/", data | {"message": "Encore ceci"}, **BROWSER)
    second, first = Inquiry.objects.order_by("-pk")
    assert second.linked_to == first
    assert second.messages.get().body == "Encore ceci"


@pytest.mark.parametrize("token", ["", "falsch", "abc:def:ghi"])
def test_a_form_without_our_token_is_given_back_filled_in(
    client: Client, contact: ContactPage, token: str
) -> None:
    data = filled(client) | {"token": token}
    response = client.post("/contact/", data, **BROWSER)
    body = response.content.decode()
    assert response.status_code == 422
    assert "Bonjour !" in body
    again = client.post("/contact/", data | {"token": token_in(body)}, **BROWSER)
    assert again.status_code == 303


def test_one_form_serves_a_few_inquiries_and_then_gives_way_to_a_fresh_one(
    client: Client, contact: ContactPage
) -> None:
    data = filled(client)
    for number in range(intake.MOST_OF_ONE_FORM):
        sent = client.post("/contact/", data | {"message": f"Message {number}"}, **BROWSER)
        assert sent.status_code == 303
    refused = client.post("/contact/", data | {"message": "<Encore> un"}, **BROWSER)
    body = refused.content.decode()
    assert refused.status_code == 422
    assert "&lt;Encore&gt; un" in body
    assert Inquiry.objects.count() == intake.MOST_OF_ONE_FORM
    # The form still recognises what was sent before; the next message is no copy of it.
    assert client.post("/contact/", data | {"message": "Message 3"}, **BROWSER).status_code == 303
    fresh = data | {"message": "<Encore> un", "token": token_in(body)}
    assert client.post("/contact/", fresh, **BROWSER).status_code == 303
    newest = Inquiry.objects.latest("pk")
    assert newest.linked_to is None
    assert Inquiry.objects.count() == intake.MOST_OF_ONE_FORM + 1


def test_a_form_of_yesterday_is_given_back_filled_in(
    client: Client, contact: ContactPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = signing.time.time()
    with monkeypatch.context() as patched:
        patched.setattr(signing.time, "time", lambda: now - 25 * 3600)
        old = tokens.issue()
    response = client.post("/contact/", filled(client) | {"token": old}, **BROWSER)
    assert response.status_code == 422
    assert "Bonjour !" in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({"subject_line": "Buy now"}, BROWSER),
        ({}, {"HTTP_SEC_FETCH_SITE": "cross-site"}),
        ({}, {"HTTP_ORIGIN": "https://elsewhere.example"}),
        ({}, {}),
    ],
    ids=["honeypot", "another site", "another origin", "no origin"],
)
def test_a_signal_of_abuse_quarantines_with_the_normal_answer(
    client: Client, contact: ContactPage, fields: dict[str, str], headers: dict[str, str]
) -> None:
    response = client.post("/contact/", filled(client, **fields), follow=True, **headers)
    inquiry = Inquiry.objects.get()
    assert inquiry.reference in response.content.decode()
    assert inquiry.status == Inquiry.Status.QUARANTINED
    assert not Delivery.objects.exists()


def test_an_old_browser_on_this_site_is_not_quarantined(
    client: Client, contact: ContactPage
) -> None:
    client.post("/contact/", filled(client), HTTP_ORIGIN="http://testserver")
    assert Inquiry.objects.get().status == Inquiry.Status.NEW


def test_a_message_that_is_too_long_comes_back_whole(client: Client, contact: ContactPage) -> None:
    message = "m" * (MESSAGE_LENGTH + 1)
    response = client.post("/contact/", filled(client, message=message), **BROWSER)
    assert response.status_code == 422
    assert message in response.content.decode()


def test_an_inquiry_about_an_answer_says_which(
    client: Client, contact: ContactPage, home: HomePage
) -> None:
    page = factories.interview(home, factories.answer("Par où commencer ?"))
    name = "entretien/par-ou-commencer"
    for path in ("/entretien/", "/entretien/par-ou-commencer/"):
        shown = BeautifulSoup(client.get(path).content, "html.parser")
        assert shown.select_one(".more-asks")["href"] == f"/contact/?answer={name}"
    for headers in ({}, {"HX-Request": "true"}):
        body = client.get("/contact/", {"answer": name}, headers=headers).content.decode()
        assert "Par où commencer" in body
        assert f'<input type="hidden" name="answer" value="{name}">' in body
    client.post("/contact/", filled(client) | {"answer": name}, **BROWSER)
    inquiry = Inquiry.objects.get()
    assert inquiry.answer_question == "Par où commencer ?"
    assert inquiry.answer_key == page.answers.get().translation_key


def test_an_answer_of_a_draft_is_not_named(
    client: Client, contact: ContactPage, home: HomePage
) -> None:
    factories.interview(home, factories.answer("Secret ?", slug="secret"), live=False)
    body = client.get("/contact/", {"answer": "entretien/secret"}).content.decode()
    assert "Secret ?" not in body
    assert 'name="answer"' not in body


@pytest.mark.parametrize("name", ["", "secret", "/", "a/b/c", "entretien/\0", "\ud800/x", "x" * 90])
def test_an_inquiry_about_an_answer_that_cannot_be_is_stored(
    client: Client, contact: ContactPage, name: str
) -> None:
    sent = urlencode(filled(client) | {"answer": name}, errors="surrogatepass")
    form = "application/x-www-form-urlencoded"
    assert client.post("/contact/", sent, form, **BROWSER).status_code == 303
    assert Inquiry.objects.get().answer_key is None


def test_a_later_edit_of_the_brief_changes_nothing_in_the_past(
    client: Client, service: ServicePage
) -> None:
    client.post("/contact/", filled(client, service="strategie", brief_goal="Être lus"), **BROWSER)
    service.delete()
    inquiry = Inquiry.objects.get()
    assert inquiry.service is None
    assert inquiry.service_title == "Stratégie"
    assert inquiry.brief[0]["label"] == "Que visez-vous ?"


def test_an_english_inquiry_is_in_english(client: Client, home: HomePage) -> None:
    factories.contact(factories.home("en", translation_key=home.translation_key))
    body = client.get("/en/contact/").content.decode()
    data = {
        "token": token_in(body),
        "name": "Ann",
        "email": "ann@example.org",
        "message": "Hello",
    }
    response = client.post("/en/contact/", data, **BROWSER)
    assert response["Location"].startswith("/en/contact/thanks/")
    assert Inquiry.objects.get().language == "en"


HEADERS = {
    "Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "In-Reply-To",
    "MIME-Version", "Message-ID", "References", "Reply-To", "Subject", "To",
    "X-Auto-Response-Suppress",
}  # fmt: skip
# Whatever a browser can send: any character, and characters with a meaning in mail and markup.
ANYTHING = st.text(max_size=200) | st.text(
    st.sampled_from("\r\n\t\x00\x0b\x1b\x7f\u2028\u202e\u200dé😀\"'<>&%;,:=@ a"), max_size=60
)
LONG = st.builds(lambda text, times: text * times, st.text(min_size=1, max_size=20), st.just(500))


def as_seen(text: str) -> str:
    """Return `text` with one character per line end, where browsers send two."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class AnyText(TestCase):
    """Any text is stored as it was typed, and adds no header to any mail."""

    @classmethod
    def setUpTestData(cls) -> None:
        home = HomePage.objects.get()
        factories.contact(home)
        questions = [{"key": "goal", "label": "Que visez-vous ?", "kind": "long"}]
        factories.service(home, title="Conseil", slug="conseil", questions=questions)
        User.objects.create_superuser("owner@example.org", "long enough to pass")

    @settings(max_examples=60, deadline=None)
    @given(message=ANYTHING | LONG, name=ANYTHING, organisation=ANYTHING, goal=ANYTHING)
    @example(message="x", name="Léa\r\nBcc: all@example.org", organisation="", goal="a")
    @example(message="\r\n.\r\nQUIT\r\n", name="\u202eLéa", organisation="=1+1", goal="\x1b[1m")
    def test_any_text_is_stored_as_written_or_refused_kindly(
        self, message: str, name: str, organisation: str, goal: str
    ) -> None:
        self.client = Client(enforce_csrf_checks=True)
        typed = {"message": message, "name": name, "organisation": organisation}
        data = filled(self.client, service="conseil", brief_goal=goal, **typed)
        response = self.client.post("/contact/", data, **BROWSER)
        assert response.status_code in {303, 422}
        if response.status_code == 422:
            body = response.content.decode()
            assert "aria-invalid" in body
            assert escape(message) in body
            assert escape(name) in body
            return
        inquiry = Inquiry.objects.latest("pk")
        assert inquiry.messages.get().body == as_seen(message)
        # In one-line fields, blank space at either end is removed.
        assert (inquiry.name, inquiry.organisation) == (name.strip(), organisation.strip())
        assert [item["value"] for item in inquiry.brief] == [as_seen(goal.strip())] * bool(
            goal.strip()
        )
        for delivery in inquiry.deliveries.all():
            sent = messages.build(delivery).message()
            assert set(sent.keys()) <= HEADERS
            assert len(sent.keys()) == len(set(sent.keys()))


def test_no_other_page_takes_a_post(client: Client, service: ServicePage) -> None:
    for path in ("/", "/services/", "/services/strategie/"):
        assert client.post(path, {"name": "x"}, **BROWSER).status_code == 405
