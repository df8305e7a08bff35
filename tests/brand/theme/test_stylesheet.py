"""The one style sheet of the site, as visitors get it: all that its files say, and no more."""

import re

import pytest
from django.test import Client

from brand.models import HomePage
from brand.theme.stylesheet import PARTS
from tests.house.format_css import STYLE_SHEETS

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CLASS_OR_PROPERTY = re.compile(r"(?<![\w.-])(?:\.[a-z][\w-]*|--[a-z][\w-]*)")


@pytest.fixture
def sheet(client: Client, home: HomePage) -> str:
    address = re.search(r'href="(/style/[^"]+)"', client.get("/").content.decode())
    assert address
    return client.get(address[1]).content.decode()


def test_no_class_and_no_custom_property_is_lost(sheet: str) -> None:
    files = [STYLE_SHEETS / f"{name}.css" for name in ("tokens", *PARTS, "print")]
    written = COMMENT.sub("", "".join(file.read_text() for file in files))
    assert len(names := set(CLASS_OR_PROPERTY.findall(written))) > 200
    assert names - set(CLASS_OR_PROPERTY.findall(sheet)) == set()


def test_comments_and_needless_space_stay_at_home(sheet: str) -> None:
    assert "/*" not in sheet
    assert "\n" not in sheet.strip()
    assert ";}" not in sheet


def test_nothing_is_written_as_no_browser_reads_it(sheet: str) -> None:
    """Constructs that minifiers are known to break."""
    assert ".form-row :where(" in sheet  # the space is a combinator
    # A dash for browsers that do not know how to keep it from screen readers.
    assert '.dashed:before{content:"—\xa0";content:"—\xa0" / ""' in sheet
    assert re.search(r":light-dark\(", sheet)  # the browser chooses, not the minifier
    assert "@view-transition" in sheet


def test_layers_stand_in_their_order(sheet: str) -> None:
    seen = list(dict.fromkeys(re.findall(r"@layer ([\w-]+)", sheet)))
    assert seen == ["tokens", "base", "shell", "dialogue", "form", "page", "print"]
