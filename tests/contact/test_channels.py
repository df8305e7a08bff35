"""Addresses of channels and links: what each kind takes, and what is refused everywhere."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from brand.links import validate_link
from contact.channels import KINDS, href_of

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
BAD = {
    "email": "david@",
    "telephone": "call me",
    "website": "just words",
    "blog": "@david",
    "linkedin": "https://linkedin.example.org/in/david",
    "twitter": "https://notx.com/david",
    "github": "https://github.com.evil.example/david",
    "other": "nowhere",
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_makes_a_link_of_a_good_address(kind: str) -> None:
    address, href = GOOD[kind]
    assert href_of(kind, address) == href


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
