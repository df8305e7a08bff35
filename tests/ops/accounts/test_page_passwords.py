"""Private pages and documents: passwords cannot be guessed quickly, and nobody is locked out."""

import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from brand.models import CustomDocument, HomePage
from ops.accounts.page_passwords import WRONG
from ops.models import Counted
from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "un mot puis un autre"


@pytest.fixture
def page_form(home: HomePage) -> str:
    """Return the address to which the password of a private page is sent."""
    page = factories.interview(home, factories.answer("Qui ?"))
    made = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password=PASSWORD
    )
    return f"/_util/authenticate_with_password/{made.pk}/{page.pk}/"


@pytest.fixture
def document_form(home: HomePage, settings: Any, tmp_path: Any) -> str:
    settings.MEDIA_ROOT = tmp_path
    collection = Collection.get_first_root_node().add_child(name="Privé")
    CustomDocument.objects.create(
        title="d", file=ContentFile(b"x", name="d.txt"), collection=collection
    )
    made = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password=PASSWORD
    )
    return f"/documents/authenticate_with_password/{made.pk}/"


@pytest.fixture(params=["page_form", "document_form"])
def form(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


def attempt(client: Client, form: str, password: str, sender: str = "203.0.113.9") -> Any:
    return client.post(form, {"password": password, "return_url": "/"}, REMOTE_ADDR=sender)


def test_after_ten_wrong_ones_a_sender_waits_and_is_told_how_long(
    client: Client, form: str
) -> None:
    for number in range(WRONG.count):
        assert attempt(client, form, f"wrong {number}").status_code == 200
    refused = attempt(client, form, PASSWORD)
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 600
    assert "10 minutes" in refused.content.decode()
    assert client.get(form).status_code == 200


def test_a_wrong_one_is_said_in_the_title_and_beside_the_field(client: Client, form: str) -> None:
    body = attempt(client, form, "wrong").content.decode()
    assert "<title>Erreur\u00a0: " in body
    assert 'class="error-summary" role="alert" tabindex="-1" autofocus' in body
    assert re.search(r'<input type="password"[^>]*aria-invalid="true"', body)


def test_nobody_else_is_held_up(client: Client, form: str) -> None:
    for number in range(WRONG.count):
        attempt(client, form, f"wrong {number}")
    assert attempt(client, form, PASSWORD, sender="203.0.113.10").status_code == 302


def test_right_ones_are_not_counted(client: Client, form: str) -> None:
    codes = {attempt(Client(), form, PASSWORD).status_code for _ in range(WRONG.count + 2)}
    assert codes == {302}
    assert not Counted.objects.exists()


def test_another_number_of_the_page_makes_no_new_tries(client: Client, page_form: str) -> None:
    other = page_form.replace(page_form.split("/")[-2] + "/", f"{HomePage.objects.get().pk}/")
    for number in range(WRONG.count):
        attempt(client, page_form, f"wrong {number}")
    assert attempt(client, other, "wrong").status_code == 429


def test_no_address_is_kept(client: Client, form: str) -> None:
    attempt(client, form, "wrong")
    assert "203.0.113" not in str(Counted.objects.values())
