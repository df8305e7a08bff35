"""The list of pictures in the admin can be searched within a filter."""

from typing import Any

import pytest
from django.test import Client

from tests.config.api.test_api_refusals import picture

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=rivage&tag=mer", True),
        ("q=rivage&tag=terre", False),
        ("q=rivage&usage_count_max=0", True),
        ("q=rivage&usage_count_min=1", False),
        ("q=falaise&usage_count_max=0", False),
    ],
)
def test_what_is_filtered_can_be_searched(
    admin: Client, settings: Any, tmp_path: Any, query: str, found: bool
) -> None:
    settings.MEDIA_ROOT = tmp_path
    shore = picture("rivage")
    shore.tags.add("mer")
    picture("falaise").tags.add("terre")
    listed = admin.get(f"/admin/images/?{query}")
    assert listed.status_code == 200
    assert (f"/admin/images/{shore.pk}/" in listed.content.decode()) is found
