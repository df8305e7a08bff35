"""The editor's checks: their list, and the pages that have what they look for."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file

from brand.models import CustomImage, HomePage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def configuration(admin: Client, page: Any) -> dict[str, Any]:
    """Return what the editor of `page` tells axe-core."""
    editor = admin.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    found = re.search(r'<script id="checker-axe-configuration"[^>]*>(.*?)</script>', editor, re.S)
    assert found
    return json.loads(found[1])


def lacking(client: Client, path: str = "/") -> str:
    found = re.search(r"<body[^>]*?data-lacks=\"([^\"]*)\"", client.get(path).content.decode())
    return found[1] if found else ""


def test_the_editor_runs_our_checks_and_says_what_they_mean(home: HomePage, admin: Client) -> None:
    found = configuration(admin, home)

    asked = set(found["options"]["runOnly"])
    assert asked >= {
        "image-alt", "alt-text-quality", "heading-order", "empty-heading", "link-name",
        "no-link-target", "no-picture-words", "no-portrait-words", "no-search-description",
        "no-translation",
    }  # fmt: skip
    assert asked <= {rule["id"] for rule in found["spec"]["rules"]} | set(found["messages"])
    for rule in asked:
        assert found["messages"][rule]["error_name"]
    assert "moteurs de recherche" in found["messages"]["no-search-description"]["error_name"]


def test_a_page_says_what_it_lacks_to_its_editors_only(
    home: HomePage, admin: Client, client: Client
) -> None:
    factories.home("en", translation_key=home.translation_key)
    home.portrait = CustomImage.objects.create(
        title="IMG 2041", file=get_test_image_file(size=(40, 50))
    )
    home.save()

    assert lacking(admin, "/") == "description portrait"
    assert lacking(client, "/") == ""
    # A page that exists in only one of the site's two languages.
    factories.contact(home)
    assert lacking(admin, "/contact/") == "description translation"


def test_a_page_that_lacks_nothing_is_silent(home: HomePage, admin: Client) -> None:
    home.search_description = "Une phrase."
    home.save()

    assert lacking(admin, "/") == ""
