"""The owner's unpublished addresses are in nothing that clients or visitors receive."""

from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from brand.models import HomePage
from contact.form import direct_contact
from contact.mail import delivery
from contact.models import ContactChannel, ContactPage, InquirySettings
from contact.page.published import published_emails
from ops.models import User
from tests import factories
from tests.contact.inquiry_forms import BROWSER, HTMX, filled

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
ANNOUNCED, LOGIN = "announced-to@canary.example", "log-in@canary.example"
DRAFT, GONE = "draft@canary.example", "archived@canary.example"


@pytest.fixture
def canaries(home: HomePage, settings: Any, tmp_path: Path) -> None:
    settings.DEFAULT_FROM_EMAIL = "site@vitrine.example"
    User.objects.create_superuser(LOGIN, "long enough to pass")
    InquirySettings.objects.update(notification_email=ANNOUNCED)
    direct_contact._known.clear()
    yield
    direct_contact._known.clear()


def acknowledgement() -> Any:
    delivery.deliver_due()
    return next(m for m in mail.outbox if m.to == ["lea@example.org"])


def written(client: Client) -> Any:
    client.post("/contact/", filled(client), **BROWSER)
    return acknowledgement()


def test_nothing_that_an_anonymous_visitor_gets_holds_one(
    canaries: None, home: HomePage, client: Client
) -> None:
    english = factories.home("en")
    page = factories.contact(home, ("telephone", "01 23 45 67 89"), ("email", GONE))
    factories.contact(english)
    page.channels.filter(kind="email").update(archived=True)
    factories.interview(home, factories.answer("Qui ?"))
    factories.service(home)
    draft = ContactPage.objects.get(pk=page.pk)
    draft.intro = f"<p>{DRAFT}</p>"
    draft.save_revision()
    got = [
        client.post("/contact/", filled(client), **BROWSER),
        client.post("/contact/", filled(client), follow=True, **BROWSER),
        client.post("/contact/", filled(client), **HTMX),
        client.post("/contact/", filled(client, email="wrong"), **BROWSER),
        client.post("/contact/", filled(client) | {"token": "no"}, **BROWSER),
        client.post(reverse("account_reset_password"), {"email": LOGIN}, follow=True),
        client.get("/"), client.get("/en/"), client.get("/contact/"),
        client.get("/contact/", **HTMX),
        client.get("/nowhere/"), client.get("/sitemap.xml"), client.get("/robots.txt"),
        client.get(reverse("vcard")), client.get("/account/login/"),
    ]  # fmt: skip
    api = ["openapi.json", "pages/", "images/", "documents/", "redirects/"]
    api += [f"pages/{each['id']}/" for each in client.get("/api/v3/pages/").json()["items"]]
    got += [client.get(f"/api/v3/{path}") for path in api]
    got += [client.get(each.url) for each in home.get_descendants(inclusive=True).live()]

    for response in got:
        told = f"{response.headers} {response.content.decode()}"
        for address in (ANNOUNCED, LOGIN, DRAFT):
            assert address not in told, response.request["PATH_INFO"]
    assert f"mailto:{GONE}" not in "".join(response.content.decode() for response in got)


def test_without_a_published_address_a_client_is_led_to_the_form(
    canaries: None, home: HomePage, client: Client, settings: Any
) -> None:
    factories.contact(home)
    sent = written(client)
    told = sent.message().as_string() + sent.body + sent.alternatives[0].content
    assert "canary.example" not in told
    assert sent.reply_to == []
    assert "répondez simplement" not in sent.body
    for text in (sent.body, sent.alternatives[0].content):
        assert f"{settings.BASE_URL}/contact/" in text


def test_a_published_address_takes_the_answers(
    canaries: None, home: HomePage, client: Client
) -> None:
    page = factories.contact(
        home, ("email", GONE), ("email", "second@example.org"), ("email", "best@example.org")
    )
    page.channels.filter(address=GONE).update(archived=True)
    page.channels.filter(address="best@example.org").update(preferred=True)
    sent = written(client)
    assert sent.reply_to == ["best@example.org"]
    assert "répondez simplement" in sent.body
    assert "canary.example" not in sent.message().as_string()


def test_an_address_of_another_language_is_better_than_none(canaries: None, home: HomePage) -> None:
    factories.contact(home)
    factories.contact(factories.home("en"), ("email", "hello@example.org"))
    assert published_emails("fr") == ["hello@example.org"]


def test_what_is_not_public_is_not_published(canaries: None, home: HomePage) -> None:
    page = factories.contact(home, ("email", "me@example.org"))
    assert published_emails("fr") == ["me@example.org"]
    page.unpublish()
    assert published_emails("fr") == []


def test_the_last_resort_forgets_what_the_owner_took_away(
    canaries: None, home: HomePage, client: Client
) -> None:
    page = factories.contact(home, ("email", "me@example.org"))
    client.get("/contact/")
    assert [way.text for way in direct_contact.recall()] == ["me@example.org"]
    page.channels.update(archived=True)
    client.get("/contact/")
    assert [way.text for way in direct_contact.recall()] == ["site@vitrine.example"]


def test_the_last_resort_knows_nothing_of_a_draft(
    canaries: None, home: HomePage, owner: User
) -> None:
    page = factories.contact(home, ("email", "me@example.org"))
    page.channels = [ContactChannel(kind="email", address=DRAFT, locale=page.locale)]
    shown = page.make_preview_request(extra_request_attrs={"user": owner})
    assert DRAFT in shown.rendered_content
    assert [way.text for way in direct_contact.recall()] == ["site@vitrine.example"]
