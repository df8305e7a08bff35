"""`manage.py prepare` leads from the installation to the first visitor."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Site

from brand.models import HomePage
from ops.models import User

pytestmark = [pytest.mark.usefixtures("as_migrated"), pytest.mark.any_database]


def prepare(settings: Any) -> str:
    settings.DEBUG = True  # static files are collected in production only
    out = StringIO()
    call_command("prepare", stdout=out)
    return out.getvalue()


def test_an_empty_database_becomes_a_site_with_a_one_time_link(settings: Any) -> None:
    printed = prepare(settings)
    assert HomePage.objects.live().count() == 2
    assert f"{settings.BASE_URL}/welcome/" in printed


def test_with_an_owner_it_prints_the_address_only(settings: Any, owner: User) -> None:
    assert "/welcome/" not in prepare(settings)


@pytest.mark.parametrize(
    ("base_url", "root"),
    [
        ("http://localhost:9000", "http://localhost:9000"),
        ("https://www.example.org", "https://www.example.org"),
    ],
)
def test_absolute_addresses_follow_a_move(
    settings: Any, client: Client, base_url: str, root: str
) -> None:
    prepare(settings)
    settings.BASE_URL = base_url
    prepare(settings)
    assert Site.objects.get().root_url == root
    assert f"<loc>{root}/entretien/</loc>" in client.get("/sitemap.xml").content.decode()
