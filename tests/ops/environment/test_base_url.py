"""BASE_URL in the usual notations is understood, or refused in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ops.environment.base_url import parse_base_url


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://www.example.org", "https://www.example.org"),
        ("HTTPS://WWW.Example.ORG/", "https://www.example.org"),
        ("https://example.org.:443//", "https://example.org"),
        (" http://example.org:80 ", "http://example.org"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("https://example.org:8443", "https://example.org:8443"),
        ("https://Müller.example", "https://xn--mller-kva.example"),
        ("https://[2001:DB8:0::1]:8443", "https://[2001:db8::1]:8443"),
    ],
)
def test_it_is_written_as_browsers_do(written: str, meant: str) -> None:
    assert str(parse_base_url(written)) == meant
    assert str(parse_base_url(meant)) == meant


@pytest.mark.parametrize(
    "written",
    [
        "example.org",
        "www.example.org:8000",
        "ftp://example.org",
        "https://",
        "https://:80",
        "https://example.org/site",
        "https://example.org?x",
        "https://me:word@example.org",
        "https://example.org:99999",
        "https://example.org:x",
        "https://[::1",
        "https://-ü.example",
        "https://.",
    ],
)
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_base_url(written)


@given(st.text() | st.builds("https://{}".format, st.text()))
def test_no_text_is_more_than_refused(written: str) -> None:
    try:
        url = parse_base_url(written)
    except ValueError:
        return
    assert parse_base_url(str(url)) == url


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("http://localhost:8000", False),
        ("http://site.localhost", False),
        ("http://127.0.0.1", False),
        ("http://[::1]:8000", False),
        ("http://192.168.1.20:8000", False),
        ("http://example.org", True),
        ("http://8.8.8.8", True),
        ("https://localhost", True),
    ],
)
def test_what_others_may_reach_is_public(address: str, public: bool) -> None:
    assert parse_base_url(address).is_public is public
