"""Tasks before opening a demonstration are told to the owner alone."""

import pytest
from django.test import Client

from brand.models import BrandSettings, HomePage, LegalNoticePage, PrivacyPage
from ops.models import User
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PAGES = {"mentions": LegalNoticePage, "donnees": PrivacyPage}


@pytest.fixture(autouse=True)
def _demonstration(home: HomePage) -> None:
    BrandSettings.objects.update(is_demonstration=True)
    for slug, model in PAGES.items():
        page = model(title=slug, slug=slug, locale=home.locale)
        home.add_child(instance=page)
        factories.publish(page)


def notes(client: Client, slug: str) -> bool:
    page = client.get(f"/{slug}/").content.decode()
    assert ("faire avant d’ouvrir" in page) is ("par un avocat" in page)
    return "par un avocat" in page


@pytest.mark.parametrize("slug", PAGES)
def test_a_note_is_for_those_who_edit_the_page(slug: str, admin: Client) -> None:
    assert notes(admin, slug)
    assert not notes(Client(), slug)
    stranger = Client()
    stranger.force_login(User.objects.create_user("lea@example.org", "long enough to pass"))
    assert not notes(stranger, slug)


@pytest.mark.parametrize("slug", PAGES)
def test_the_note_is_gone_once_the_site_is_the_owners(slug: str, admin: Client) -> None:
    BrandSettings.objects.update(is_demonstration=False)
    assert not notes(admin, slug)
