"""The style sheets of the site, as visitors get them: all that their files say, and no more."""

import re

import pytest
from django.test import Client

from brand.models import HomePage
from brand.theme.stylesheet import SHEETS
from tests.house.format_css import STYLE_SHEETS

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CLASS_OR_PROPERTY = re.compile(r"(?<![\w.-])(?:\.[a-z][\w-]*|--[a-z][\w-]*)")


STYLE = re.compile(r'<link rel="stylesheet" href="(/style/[^"]+)"(?: media="(\w+)")?>')


@pytest.fixture
def sheets(client: Client, home: HomePage) -> dict[str, str]:
    """All sheets, which a page of the account asks for, by their first name."""
    addresses = [
        found[0] for found in STYLE.findall(client.get("/account/login/").content.decode())
    ]
    assert len(addresses) == len(SHEETS)
    return {
        name: client.get(address).content.decode()
        for name, address in zip(SHEETS, addresses, strict=True)
    }


@pytest.fixture
def sheet(sheets: dict[str, str]) -> str:
    return "".join(sheets.values())


def test_no_class_and_no_custom_property_is_lost(sheets: dict[str, str]) -> None:
    found = 0
    for name, parts in SHEETS.items():
        files = [STYLE_SHEETS / f"{part}.css" for part in parts]
        written = COMMENT.sub("", "".join(file.read_text() for file in files))
        names = set(CLASS_OR_PROPERTY.findall(written))
        assert names - set(CLASS_OR_PROPERTY.findall(sheets[name])) == set()
        found += len(names)
    assert found > 200


def test_a_page_asks_for_its_own_style_first_and_for_paper_last(
    home: HomePage, client: Client
) -> None:
    links = STYLE.findall(client.get("/").content.decode().partition("</head>")[0])
    kinds = [address.rpartition("-")[0] for address, _media in links]
    assert kinds == ["/style/2140c8", "/style/home", "/style/print"]
    assert [media for _address, media in links] == ["all", "all", "print"]


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


def test_layers_stand_in_their_order(sheets: dict[str, str]) -> None:
    """The first sheet names them all, so that the others may come in any order."""
    named = re.findall(r"@layer ([\w,]+)[;{]", sheets["site"])
    order = list(dict.fromkeys(",".join(named).split(",")))
    assert order == ["tokens", "base", "shell", "dialogue", "form", "page", "print"]
    assert set(re.findall(r"@layer (\w+)\{", "".join(sheets.values()))) == set(order)
