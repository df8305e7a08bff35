"""Addresses that people type, and those that browsers request by themselves."""

import io

import pytest
from django.test import Client
from PIL import Image as Pillow
from wagtail.models import PageViewRestriction

from brand.models import BrandSettings, HomePage
from brand.theme.palette import palette_of
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def site(home: HomePage) -> HomePage:
    english = factories.home("en", translation_key=home.translation_key)
    for root in (home, english):
        factories.interview(root, factories.answer("Par où ?", slug="ou"))
        factories.service(root)
        factories.contact(root)
    return home


def arrives(client: Client, address: str) -> str:
    """Return the final address after permanent redirects only; "" if there is none."""
    for _ in range(4):
        answer = client.get(address)
        if answer.status_code == 200:
            return address
        if answer.status_code != 301:
            return ""
        address = answer.headers["Location"]
        assert address.startswith("/")
        assert not address.startswith("//")
    raise AssertionError(f"round and round: {address}")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/Services/", "/services/"),
        ("/CONTACT", "/contact/"),
        ("/Contact/?service=2&A=B", "/contact/?service=2&A=B"),
        ("/CONTACT?A=B", "/contact/?A=B"),
        ("/Services/Strategie/", "/services/strategie/"),
        ("/Entretien/OU/", "/entretien/ou/"),
        ("/en/Services/", "/en/services/"),
        ("/EN/Contact/", "/en/contact/"),
        ("/EN/", "/en/"),
        ("/En/Interview/Ou", "/en/interview/ou/"),
        ("/Contact.vcf", "/contact.vcf"),
    ],
)
def test_capitals_lead_to_the_page(client: Client, site: HomePage, typed: str, meant: str) -> None:
    BrandSettings.objects.update(name="David Pires")
    assert arrives(client, typed) == meant


@pytest.mark.parametrize("typed", ["/Nowhere/", "/Entretien/Nothing/", "/%5CEVIL.example/"])
def test_what_does_not_exist_in_small_letters_stays_not_found(
    client: Client, site: HomePage, typed: str
) -> None:
    assert arrives(client, typed) == ""


@pytest.mark.parametrize("path", ["//EVIL.example/", "//EVIL.example/Contact/", "/\\\\EVIL/"])
def test_nobody_is_led_to_another_site(client: Client, site: HomePage, path: str) -> None:
    answer = client.get("/", PATH_INFO=path)
    assert answer.status_code in {404, 301}
    assert not answer.headers.get("Location", "").startswith(("//", "/\\"))


def test_only_reading_is_led_on(client: Client, site: HomePage) -> None:
    assert client.post("/Contact/", {"message": "Bonjour"}).status_code in {404, 405}
    assert client.head("/Contact/").status_code == 301


def test_a_page_that_exists_with_its_capitals_is_left_alone(client: Client, site: HomePage) -> None:
    page = factories.service(site, title="Grand", slug="Grand")
    assert arrives(client, "/services/Grand/") == "/services/Grand/"
    page.unpublish()
    assert client.get("/services/Grand/").status_code == 404


def test_a_private_page_is_no_more_public_in_capitals(client: Client, site: HomePage) -> None:
    page = factories.service(site, title="Prive")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get("/services/PRIVE/", follow=True).redirect_chain[-1][0].startswith("/account/")


@pytest.mark.parametrize("accent", ["#2140c8", "#0a7a4b"])
def test_browsers_find_an_icon_in_the_owners_colour(
    client: Client, home: HomePage, accent: str
) -> None:
    BrandSettings.objects.update(accent=accent)
    field = tuple(bytes.fromhex(palette_of(accent).field[1:]))
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/x-icon")
    assert "public" in answer.headers["Cache-Control"]
    assert len(answer.content) < 10_000
    with Pillow.open(io.BytesIO(answer.content)) as picture:
        assert picture.format == "ICO"
        assert picture.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
        for size in ((16, 16), (32, 32), (48, 48)):
            shown = picture.ico.getimage(size).convert("RGBA")
            assert shown.getpixel((size[0] // 2, 2))[:3] == field
            assert shown.getpixel((size[0] // 2, size[1] // 2))[:3] != field
            assert shown.getpixel((0, 0))[3] < 128  # a rounded corner
    for path in ("/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"):
        with Pillow.open(io.BytesIO(client.get(path).content)) as picture:
            assert (picture.format, picture.size, picture.mode) == ("PNG", (180, 180), "RGB")
            assert picture.getpixel((0, 0)) == field


def test_a_fragment_is_kept_by_no_cache(client: Client, site: HomePage) -> None:
    """A tab that is reopened would show it as the page, as both have the same address."""
    for address in ("/entretien/", "/entretien/?q=ou", "/entretien/?topic=ong"):
        fragment = client.get(address, headers={"HX-Request": "true"})
        assert fragment.status_code == 200
        assert fragment.headers["Cache-Control"] == "no-store", address
        assert "HX-Request" in fragment.headers["Vary"], address
        for page in ({}, {"HX-Request": "true", "HX-Boosted": "true"}):
            assert "no-store" not in client.get(address, headers=page).headers.get(
                "Cache-Control", ""
            )
