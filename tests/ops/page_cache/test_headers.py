"""Pages say to browsers and shared caches what RFC 9110 and RFC 9111 ask for.

This layer is part of the origin server, not a cache in the sense of RFC 9111: what it answers is
what Django would answer now. So what a client says to caches on the way ("no-cache", "only-if-
cached") is not for it, and there is no age.
"""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ops.page_cache.browser import Answer, ask
from tests.ops.page_cache.conftest import Process

pytestmark = pytest.mark.any_database
# RFC 9110, 15.4.5: what a 304 must say as the 200 would. The rest of its list (Content-Location,
# Date, Expires) is the web server's, or not said at all.
OF_A_304 = {"Cache-Control", "ETag", "Vary"}
# Of a body, which a 304 does not have.
OF_A_BODY = {"Content-Type", "Content-Length", "Content-Encoding", "Content-Language"}


@pytest.mark.parametrize("path", ["/", "/entretien/", "/contact.vcf", "/sitemap.xml"])
def test_a_304_says_what_a_200_would(path: str, process: Process) -> None:
    page = ask(process.cache, path, accept_encoding="br")
    again = ask(process.cache, path, accept_encoding="br", if_none_match=page.headers["ETag"])
    assert again.status == 304
    assert set(again.headers) >= OF_A_304
    assert not set(again.headers) & OF_A_BODY
    for name, said in again.headers.items():
        assert page.headers[name] == said


@pytest.mark.parametrize(
    "said",
    [
        "no-cache", "no-store", "max-age=0", "max-stale=60", "min-fresh=60", "no-transform",
        "only-if-cached", "unknown", "", "=,;",
    ],
)  # fmt: skip
def test_what_is_said_to_caches_on_the_way_changes_nothing(said: str, process: Process) -> None:
    """RFC 9111, 5.2.1. Nor does it make the server work: the page is right as it is."""
    page = ask(process.cache)
    assert ask(process.cache, cache_control=said, pragma="no-cache") == page


def test_a_page_is_fresh_for_no_time_and_has_no_age(process: Process) -> None:
    """RFC 9111, 4.2 and 5.2.2: everybody may keep it, and asks again each time."""
    page = ask(process.cache)
    assert page.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert not {"Age", "Expires", "Last-Modified", "Set-Cookie", "Warning"} & set(page.headers)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        # RFC 9110, 13.2.2: the order of precedence
        ({"if_none_match": "ETAG", "if_modified_since": "Thu, 01 Jan 1970 00:00:00 GMT"}, 304),
        ({"if_none_match": '"other"', "if_modified_since": "Fri, 31 Dec 2100 00:00:00 GMT"}, 200),
        # 13.1.3: no date is said, so that none is compared
        ({"if_modified_since": "Fri, 31 Dec 2100 00:00:00 GMT"}, 200),
        ({"if_modified_since": "yesterday"}, 200),
        # 13.1.5 and 14.2: a server may ignore Range; If-Range means nothing without it
        ({"range": "bytes=0-9", "if_range": "ETAG"}, 200),
        ({"range": "bytes=9-0"}, 200),
        ({"range": "lines=1-2"}, 200),
        ({"range": "bytes=0-9", "if_none_match": "ETAG"}, 304),
        # 13.1.1: strong comparison, which no weak tag passes
        ({"if_match": "ETAG"}, 412),
        ({"if_match": '"other"'}, 412),
        # several fields of one name, as a server joins them
        ({"if_none_match": '"a",ETAG'}, 304),
        ({"if_none_match": 'W/"a,b" , ETAG'}, 304),
    ],
)
def test_conditions(said: dict[str, str], status: int, process: Process) -> None:
    tag = ask(process.cache).headers["ETag"]
    # Of a condition that is seldom, Django answers; it does not look at that of a HEAD.
    for method in ("GET",) if "if_match" in said else ("GET", "HEAD"):
        answer = ask(
            process.cache,
            method=method,
            **{name: text.replace("ETAG", tag) for name, text in said.items()},
        )
        assert answer.status == status
        assert "Content-Range" not in answer.headers


def test_a_page_that_changes_has_another_tag(process: Process) -> None:
    """RFC 9110, 8.8.1: a tag is for one representation, whatever made it."""
    from brand.models import BrandSettings

    tag = ask(process.cache).headers["ETag"]
    BrandSettings.objects.update(name="Jeanne Martin")
    other = ask(process.cache, if_none_match=tag)
    assert (other.status, "Jeanne Martin" in other.text) == (200, True)
    BrandSettings.objects.update(name="David Pires")
    assert ask(process.cache, if_none_match=tag).status == 304


# What a client may say. Values that have a meaning, and any others.
SAID: dict[str, Any] = {
    "accept": ["text/html", "application/json", "text/markdown", "*/*;q=0", "image/avif"],
    "accept_encoding": ["br", "gzip;q=0", "identity;q=0, *;q=0", "*", "br;q=2", "deflate"],
    "accept_language": ["en", "de-CH,de;q=0.9", "*", "fr;q=0"],
    "accept_charset": ["utf-16"],
    "cache_control": ["no-cache", "no-store", "only-if-cached", "max-age=0"],
    "content_type": ["multipart/form-data; boundary=x", "application/json"],
    "dnt": ["1"],
    "expect": ["100-continue"],
    "forwarded": ["host=evil.example;proto=https"],
    "from": ["a@evil.example"],
    "if_modified_since": ["Fri, 31 Dec 2100 00:00:00 GMT"],
    "if_range": ['"x"'],
    "origin": ["https://evil.example", "null"],
    "range": ["bytes=0-1"],
    "referer": ["https://evil.example/"],
    "save_data": ["on"],
    "sec_purpose": ["prefetch"],
    "te": ["trailers"],
    "user_agent": ["Googlebot", "<script>"],
    "x_forwarded_for": ["evil.example"],
    "x_forwarded_host": ["evil.example"],
    "x_forwarded_port": ["444"],
    "x_forwarded_prefix": ["/evil"],
    "x_forwarded_proto": ["https"],
    "x_http_method_override": ["POST", "DELETE"],
    "x_original_url": ["/admin/"],
    "x_requested_with": ["XMLHttpRequest"],
    "x_rewrite_url": ["/admin/"],
    "hx_boosted": ["true"],
    "hx_current_url": ["https://evil.example/"],
    "hx_history_restore_request": ["true"],
    "hx_prompt": ["x"],
    "hx_target": ["answers"],
}
VALUES = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30)
HEADERS = st.fixed_dictionaries(
    {},
    optional={name: st.sampled_from(known) | VALUES for name, known in SAID.items()},
)
COOKIES = st.dictionaries(
    st.sampled_from(["messages", "django_language", "csrftoken", "a b", "session", "$Version", ""]),
    VALUES.filter(lambda text: "sessionid" not in text),
    max_size=3,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    headers=HEADERS,
    cookies=COOKIES,
    path=st.sampled_from(["/", "/entretien/", "/entretien/?topic=campagnes", "/contact.vcf"]),
    method=st.sampled_from(["GET", "HEAD"]),
)
def test_nobody_makes_a_page_for_others(
    headers: dict[str, str], cookies: dict[str, str], path: str, method: str, process: Process
) -> None:
    """Whatever the first visitor says, the second gets the page that is for everybody."""
    clean = ask(process.cache, path)
    process.generation.renew()
    first = ask(process.cache, path, method=method, cookies=cookies, **headers)
    assert first.status < 500
    assert same(ask(process.cache, path), clean)


def same(one: Answer, other: Answer) -> bool:
    return (one.status, one.body, one.headers["ETag"], one.headers["Vary"]) == (
        other.status,
        other.body,
        other.headers["ETag"],
        other.headers["Vary"],
    )


@pytest.mark.parametrize(
    "path",
    [
        "//", "/./", "/../", "/%2e/", "/%2F", "/;a", "/;jsessionid=1/", "/index.html", "/_/",
        "//entretien/", "/entretien//", "/entretien/.", "/entretien/%2e%2e/", "/entretien/;x/",
        "/entretien/pourquoi//", "/entretien/%00/", "/entretien/%ff/", "/entretien%2Fpourquoi/",
        "/entretien/%3Ftopic=campagnes", "/fr/", "/texte/x/", "/texte/%09", "/contact.vcf/",
        "//evil.example/", "/entretien/pourquoi/?", "/entretien/pourquoi/#x",
    ],
)  # fmt: skip
def test_other_spellings_of_an_address_are_no_pages_or_their_own(
    path: str, process: Process
) -> None:
    """None is kept as a file beside that of the page, and none is kept under its address."""
    for known in ("/", "/entretien/", "/entretien/pourquoi/", "/texte/", "/contact.vcf"):
        ask(process.cache, known)
    kept = process.store.files(process.cache.generation_now() or "")
    answer = ask(process.cache, path)
    assert answer.status in {200, 301, 302, 400, 404}
    if answer.status in {301, 302}:
        assert not answer.headers["Location"].startswith(("//", "http"))
    assert process.store.files(process.cache.generation_now() or "") == kept


@pytest.mark.parametrize(
    "cookie",
    ["sessionid=x", "a=1; sessionid=x", "a=1,sessionid=x", 'a="; sessionid=x"', "sessionid",
     " sessionid = x", "a=sessionid", "xsessionid=1"],
)  # fmt: skip
def test_who_may_have_a_session_goes_to_django(cookie: str, process: Process) -> None:
    """Better once too often: the cookies are not parsed."""
    ask(process.cache)
    name, _, value = cookie.partition("=")
    answer = ask(process.cache, cookies={name: value})
    assert "private" in answer.headers["Cache-Control"]
    assert "private" not in ask(process.cache).headers["Cache-Control"]


def test_a_sitemap_from_which_a_page_has_gone_is_another_one(process: Process) -> None:
    """The newest date in it is then as it was: no answer may go by it."""
    from brand.models import StandardPage

    before = ask(process.cache, "/sitemap.xml")
    date = before.headers.get("Last-Modified", "Fri, 31 Dec 2100 00:00:00 GMT")
    assert "/texte/" in before.text
    StandardPage.objects.get().unpublish()
    for application in (process.application, process.cache):
        after = ask(application, "/sitemap.xml", if_modified_since=date)
        assert after.status == 200
        assert "/texte/" not in after.text
        assert "Last-Modified" not in after.headers
