"""Addresses of channels and links: what each kind accepts, and what is always refused."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from brand.models import BrandSettings, HomePage
from brand.text.links import validate_link
from contact.page.channel_kinds import KINDS, href_of
from tests import factories

pytestmark = pytest.mark.any_database

GOOD = {
    "email": ("david@example.org", "mailto:david@example.org"),
    "telephone": ("01 23 45 67 89", "tel:+33123456789"),
    "website": ("www.example.org", "https://www.example.org"),
    "blog": ("http://blog.example.org/", "http://blog.example.org/"),
    "linkedin": ("https://www.linkedin.com/in/david", "https://www.linkedin.com/in/david"),
    "viadeo": ("http://ow.ly/1bEWj", "http://ow.ly/1bEWj"),
    "twitter": ("https://x.com/david", "https://x.com/david"),
    "facebook": ("https://facebook.com/david", "https://facebook.com/david"),
    "youtube": ("https://youtu.be/abc", "https://youtu.be/abc"),
    "flickr": ("https://www.flickr.com/david", "https://www.flickr.com/david"),
    "instagram": ("instagram.com/david", "https://instagram.com/david"),
    "mastodon": ("https://social.example/@david", "https://social.example/@david"),
    "bluesky": ("https://bsky.app/profile/david", "https://bsky.app/profile/david"),
    "github": ("https://github.com/david", "https://github.com/david"),
    "calendar": ("https://cal.example/david", "https://cal.example/david"),
    "other": ("https://example.org/x", "https://example.org/x"),
}
AS_WRITTEN = [
    ("mastodon", "@maite@piaille.fr", "https://piaille.fr/@maite"),
    ("mastodon", "maite@piaille.fr", "https://piaille.fr/@maite"),
    ("mastodon", "piaille.fr/@maite", "https://piaille.fr/@maite"),
    ("linkedin", "in/lea-durand", "https://www.linkedin.com/in/lea-durand"),
    ("linkedin", "/in/lea-durand/", "https://www.linkedin.com/in/lea-durand"),
    ("linkedin", "company/vitrine", "https://www.linkedin.com/company/vitrine"),
    ("linkedin", "lea-durand", "https://www.linkedin.com/in/lea-durand"),
    ("instagram", "@lea.durand", "https://www.instagram.com/lea.durand/"),
    ("twitter", "@lea", "https://x.com/lea"),
    ("facebook", "lea.durand", None),  # may as well be a web address
    ("facebook", "@lea.durand", "https://www.facebook.com/lea.durand"),
    ("youtube", "@lea", "https://www.youtube.com/@lea"),
    ("flickr", "lea", "https://www.flickr.com/photos/lea"),
    ("github", "lea-d", "https://github.com/lea-d"),
    ("bluesky", "lea.bsky.social", "https://bsky.app/profile/lea.bsky.social"),
    ("bluesky", "@lea.example.org", "https://bsky.app/profile/lea.example.org"),
    ("bluesky", "@lea", None),
    ("telephone", "06 12 34 56 78", "tel:+33612345678"),
    ("telephone", "+33 (0)6 12 34 56 78", "tel:+33612345678"),
    ("telephone", "06.12.34.56.78", "tel:+33612345678"),
    ("email", "lea @ exemple.fr ", "mailto:lea@exemple.fr"),
    ("email", "mailto:lea@exemple.fr", "mailto:lea@exemple.fr"),
    ("website", "www.exemple.fr", "https://www.exemple.fr"),
    ("website", "exemple.fr", "https://exemple.fr"),
]
BAD = {
    "email": "david@",
    "telephone": "call me",
    "website": "just words",
    "blog": "@david",
    "linkedin": "https://linkedin.example.org/in/david",
    "twitter": "https://notx.com/david",
    "github": "https://github.com.evil.example/david",
    "mastodon": "@maite",
    "other": "nowhere",
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_makes_a_link_of_a_good_address(kind: str) -> None:
    address, href = GOOD[kind]
    assert href_of(kind, address) == href


@pytest.mark.parametrize(("kind", "address", "href"), AS_WRITTEN)
def test_what_people_write_instead_of_an_address_is_understood(
    kind: str, address: str, href: str | None
) -> None:
    if href is None:
        with pytest.raises(ValidationError):
            href_of(kind, address)
    else:
        assert href_of(kind, address) == href


@given(st.sampled_from(sorted(KINDS)), st.text("@./:ab-é %", max_size=12))
def test_whatever_is_taken_becomes_a_link_that_is_one(kind: str, address: str) -> None:
    try:
        href = href_of(kind, address)
    except ValidationError:
        return
    validate_link(href)


@pytest.mark.django_db
def test_a_name_at_a_server_is_shown_as_written_and_leads_there_everywhere(
    home: HomePage, client: Client
) -> None:
    """On the page, in the footer, the card, the structured data and the API."""
    written = ("mastodon", "@maite@piaille.fr"), ("email", "maite @ piaille.fr")
    contact = factories.contact(home, *written)
    BrandSettings.objects.update(name="Maïté")
    address = "https://piaille.fr/@maite"
    page = BeautifulSoup(client.get("/contact/").content, "html.parser")
    links = page.select(f'a[href="{address}"]')
    assert "@maite@piaille.fr" in links[0].get_text()
    assert all("me" in link.get("rel", []) for link in links)
    card = client.get("/contact.vcf").content.decode()
    assert f"URL:{address}" in card
    assert "EMAIL;TYPE=INTERNET:maite@piaille.fr\r\n" in card
    start = BeautifulSoup(client.get("/").content, "html.parser")
    data = [json.loads(s.string) for s in start.select("script[type='application/ld+json']")]
    assert f'"{address}"' in json.dumps(data)
    told = client.get(f"/api/v3/pages/{contact.pk}/").json()
    assert [c["href"] for c in told["channels"]] == [address, "mailto:maite@piaille.fr"]


@pytest.mark.parametrize(("kind", "address"), BAD.items())
def test_each_kind_refuses_what_is_none_of_its_addresses(kind: str, address: str) -> None:
    with pytest.raises(ValidationError):
        href_of(kind, address)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:x",
     "\x01javascript:alert(1)", "data:text/html,<script>", "vbscript:x"],
)  # fmt: skip
def test_no_kind_takes_a_link_that_runs(kind: str, address: str) -> None:
    with pytest.raises(ValidationError):
        href_of(kind, address)


@given(st.sampled_from(["javascript", "data", "vbscript", "file"]), st.text(max_size=30), st.data())
def test_no_disguise_of_a_scheme_that_runs_is_taken(
    scheme: str, rest: str, data: st.DataObject
) -> None:
    disguised = "".join(
        data.draw(st.sampled_from(["", "\t", "\n", " ", "\x00", "\u200b"]))
        + data.draw(st.sampled_from([c, c.upper()]))
        for c in scheme
    )
    with pytest.raises(ValidationError):
        validate_link(f"{disguised}:{rest}")


def test_mail_and_telephone_links_are_links() -> None:
    for address in ("mailto:a@example.org", "tel:+33123456789", "/entretien/", "#answers"):
        validate_link(address)
