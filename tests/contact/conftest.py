"""A visitor's browser and the page with the form."""

import pytest
from django.test import Client

from brand.models import HomePage
from contact.models import ContactPage
from services.models import ServicePage
from tests import factories


@pytest.fixture
def client() -> Client:
    """A visitor's browser: no cookie, and Django's CSRF check as it is in production."""
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
