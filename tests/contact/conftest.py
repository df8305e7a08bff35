"""A visitor's client, the page with the form, and a mail server for the site."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from brand.models import HomePage
from contact.inquiries import intake
from contact.models import ContactPage, Inquiry
from ops.environment.mail_url import mail_settings
from services.models import ServicePage
from tests import factories


@pytest.fixture
def client() -> Client:
    """A visitor's client without cookies, with Django's CSRF check as in production."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def contact(home: HomePage) -> ContactPage:
    return factories.contact(home, ("email", "david@example.org"))


@pytest.fixture
def service(home: HomePage, contact: ContactPage) -> ServicePage:
    return factories.service(
        home,
        title="Stratégie",
        slug="strategie",
        questions=[
            {"key": "volunteers", "label": "Combien êtes-vous ?", "kind": "number"},
            {"key": "goal", "label": "Que visez-vous ?", "kind": "short", "required": True},
            {"key": "tools", "label": "Quels outils ?", "kind": "choices", "choices": "Blog\nWiki"},
        ],
    )


@pytest.fixture
def send_to(settings: Any) -> Callable[..., None]:
    """Return a function that configures a mail server like EMAIL_URL, with a short timeout."""

    def point(url: str, *, operation: float = 2, attempt: float = 4) -> None:
        for name, value in mail_settings(url).items():
            setattr(settings, name, value)
        settings.EMAIL_TIMEOUT, settings.EMAIL_ATTEMPT_LIMIT = operation, attempt
        settings.EMAIL_TEST_LIMIT = attempt
        settings.DEFAULT_FROM_EMAIL = "site@vitrine.example"

    return point


@pytest.fixture
def write_to_owner(db: None) -> Callable[..., Inquiry]:
    """Return a function that stores an inquiry with its two mails, as the form does."""
    count = 0

    def write(key: str = "", **fields: Any) -> Inquiry:
        nonlocal count
        count += 1
        new = {
            "name": "Léa Martin",
            "email": f"lea{count}@client.example",
            "message": "Bonjour, une question.",
            "language": "fr",
        } | fields
        return intake.receive(intake.NewInquiry(**new), key=key or f"key {count}")

    return write
