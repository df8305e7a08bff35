"""A browser gets the form of a page that RFC 9110 gives it: its examples, and its rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ops.page_cache.negotiation import is_known, preferred_coding

WEIGHTS = ["", ";q=0", ";q=0.0", ";q=0.000", ";q=0.5", ";q=1", ";q=1.0", "; q=0.3", " ; Q=0.7"]


def weight(text: str) -> float:
    return float(text.lower().partition("q=")[2] or 1)


@pytest.mark.parametrize(
    ("said", "coding"),
    [
        # RFC 9110, 12.5.3
        ("compress, gzip", "gzip"),
        ("", ""),
        ("*", "br"),
        ("compress;q=0.5, gzip;q=1.0", "gzip"),
        ("gzip;q=1.0, identity; q=0.5, *;q=0", "gzip"),
        # browsers
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0", ""),
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("gzip;q=0.5, identity", ""),
        ("BR", "br"),
        ("br;q=1.001", ""),
        ("br;q=", ""),
        ("br gzip", ""),
        ("identity;q=0, *;q=0", ""),
        (",,br,", "br"),
    ],
)
def test_codings_as_the_standard_has_them(said: str, coding: str) -> None:
    assert preferred_coding(said) == coding


@given(
    st.dictionaries(
        st.sampled_from(["br", "gzip", "identity", "*", "zstd"]), st.sampled_from(WEIGHTS)
    )
)
def test_nobody_gets_a_coding_that_they_refuse(offers: dict[str, str]) -> None:
    chosen = preferred_coding(", ".join(name + text for name, text in offers.items()))
    if chosen:
        own = offers.get(chosen, offers.get("*"))
        assert own is not None
        assert weight(own) > 0
        other = {"br": "gzip", "gzip": "br"}[chosen]
        assert weight(own) >= weight(offers.get(other, ";q=0"))
    else:
        assert all(
            weight(offers.get(name, ";q=0")) <= weight(offers.get("identity", ";q=0"))
            for name in ("br", "gzip")
        )


@given(st.text(max_size=40))
def test_no_header_is_an_error(said: str) -> None:
    assert preferred_coding(said) in {"br", "gzip", ""}
    assert is_known(said, 'W/"1"') in {True, False}


@pytest.mark.parametrize(
    ("said", "known"),
    [
        # RFC 9110, 13.1.2
        ('"xyzzy"', True),
        ('W/"xyzzy"', True),
        ('"xyzzy", "r2d2xxxx", "c3piozzzz"', True),
        ('W/"xyzzy", W/"r2d2xxxx", W/"c3piozzzz"', True),
        ('"r2d2xxxx", "c3piozzzz"', False),
        ("*", True),
        # what is none
        ("xyzzy", False),
        ('"xyzzy', False),
        ('"a" "xyzzy"', False),
        ('"XYZZY"', False),
        ('"xyzzy-gzip"', False),
        ('w/"xyzzy"', False),
        ('"a,b", "xyzzy"', True),
        (', "xyzzy" ,', True),
        ("", False),
    ],
)
def test_tags_as_the_standard_has_them(said: str, known: bool) -> None:
    assert is_known(said, 'W/"xyzzy"') is known
    assert is_known(said, '"xyzzy"') is known


_tags = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters='"'))


@given(st.lists(st.tuples(st.sampled_from(["", "W/"]), _tags), min_size=1), _tags)
def test_a_list_knows_exactly_its_own_tags(tags: list[tuple[str, str]], other: str) -> None:
    said = ", ".join(f'{weak}"{tag}"' for weak, tag in tags)
    known = {tag for _, tag in tags}
    assert all(is_known(said, f'W/"{tag}"') for tag in known)
    assert is_known(said, f'"{other}"') is (other in known)
