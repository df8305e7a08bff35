"""Inquiries in the outbox, and a site that sends to a server of the test's choice."""

from collections.abc import Callable
from typing import Any

import pytest

from contact import intake
from contact.models import Inquiry
from ops.mail_url import mail_settings


@pytest.fixture
def send_to(settings: Any) -> Callable[..., None]:
    """Point the site at a mail server as EMAIL_URL does, with little patience."""

    def point(url: str, *, operation: float = 2, attempt: float = 4) -> None:
        for name, value in mail_settings(url).items():
            setattr(settings, name, value)
        settings.EMAIL_TIMEOUT, settings.EMAIL_ATTEMPT_LIMIT = operation, attempt
        settings.EMAIL_TEST_LIMIT = attempt
        settings.DEFAULT_FROM_EMAIL = "site@vitrine.example"

    return point


@pytest.fixture
def write_to_owner(db: None) -> Callable[..., Inquiry]:
    """Somebody wrote: an inquiry with its two mails, as the form would store it."""
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
