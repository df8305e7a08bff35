"""Page views and the sites that lead here: what is counted, what is not, and how it is stored."""

import io
import logging
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections, connection
from django.test import Client, override_settings
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from brand.models import HomePage
from ops.models import DailyCount, User
from ops.visits import batch as batches
from ops.visits import counts
from ops.visits.batch import MAX_SITES, Batch, batch
from ops.visits.visit import is_visit, referring_host
from ops.visits.wsgi import VisitCounter
from tests import factories

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PAGE, SITE = DailyCount.Kind.PAGE, DailyCount.Kind.SITE
TODAY = date(2026, 11, 28)
Ask = Callable[..., str]


@pytest.fixture
def ask(home: HomePage) -> Iterator[Ask]:
    """Send a request through the whole WSGI application; return the status."""
    # The standard library's validator complains about whatever breaks the rules of WSGI.
    application = validator(VisitCounter(validator(WSGIHandler())))

    def send(path: str, method: str = "GET", **headers: str) -> str:
        path, _, query = path.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "localhost",
            "HTTP_USER_AGENT": BROWSER,
            "wsgi.input": io.BytesIO(),
        } | {f"HTTP_{name.upper()}": text for name, text in headers.items()}
        setup_testing_defaults(environ)
        said: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> Any:
            said.append((status, headers))
            return lambda data: None

        # The connection holds the transaction of the test, so it stays open (as Django's client has
        # it, which connects these again).
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        body = application(environ, start)
        list(body)
        body.close()  # type: ignore[attr-defined]
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
        send.headers = dict(said[-1][1])  # type: ignore[attr-defined]
        return said[-1][0][:3]

    yield send
    batch.write()


def counted(kind: str = PAGE) -> dict[str, int]:
    """Return {name: count} of everything that was ever counted."""
    batch.write()
    return dict(DailyCount.objects.filter(kind=kind).values_list("name", "count"))


def test_each_view_of_a_page_counts_under_its_path(home: HomePage, ask: Ask) -> None:
    factories.interview(home, factories.answer("Par où ?"))
    for path in ("/", "/", "/entretien/", "/entretien/par-ou/", "/entretien/?q=par"):
        assert ask(path) == "200"
    assert counted() == {"/": 2, "/entretien/": 2, "/entretien/par-ou/": 1}
    assert set(DailyCount.objects.values_list("day", flat=True)) == {timezone.localdate()}


def test_a_page_that_the_browser_has_already_is_a_view(ask: Ask) -> None:
    assert ask("/") == "200"
    etag = ask.headers["ETag"]  # type: ignore[attr-defined]
    assert ask("/", if_none_match=etag) == "304"
    assert counted() == {"/": 2}


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_purpose": "prefetch"},
        {"sec_purpose": "prefetch;anonymous-client-ip"},
        {"sec_purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"x_moz": "prefetch"},
        {"hx_request": "true"},
        {"sec_fetch_dest": "iframe"},
        {"sec_fetch_dest": "empty"},
        {"cookie": "theme=dark; sessionid=abc"},
        {"user_agent": ""},
        {"user_agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"user_agent": "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot)"},
        {"user_agent": "LinkedInBot/1.0 (compatible; Mozilla/5.0; +http://www.linkedin.com)"},
        {"user_agent": "facebookexternalhit/1.1"},
        {"user_agent": "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/156.0.0.0 Safari/537.36"},
        {"user_agent": "curl/8.5.0"},
        {"user_agent": "python-requests/2.32"},
    ],
    ids=lambda headers: " ".join(f"{name}={text}" for name, text in headers.items())[:60],
)
def test_what_is_no_visit_is_not_counted(ask: Ask, headers: dict[str, str]) -> None:
    assert ask("/", **{"referer": "https://example.org/"} | headers) == "200"
    assert counted() == counted(SITE) == {}


@pytest.mark.parametrize(
    "user_agent",
    [
        BROWSER,
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
        "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 14; CUBOT P80) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/142.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
        "(KHTML, like Gecko) Mobile/15E148 [LinkedInApp]/9.31.2",
    ],
)
def test_browsers_of_people_are_counted(ask: Ask, user_agent: str) -> None:
    assert ask("/", user_agent=user_agent, sec_fetch_dest="document") == "200"
    assert counted() == {"/": 1}


def test_only_pages_that_exist_are_counted(home: HomePage, ask: Ask, client: Client) -> None:
    contact = factories.contact(home)
    assert ask("/entretien/invente/") == "404"
    assert ask("/ENTRETIEN/") == "404"
    assert ask("/", "HEAD") == "200"
    assert ask("/", "POST") == "405"
    for path in ("/robots.txt", "/sitemap.xml", "/livez", "/favicon.ico", "/contact.vcf"):
        assert ask(path) == "200", path
    assert ask("/admin/") == "302"
    assert ask("/account/login/") == "200"
    assert ask(contact.get_url()) == "200"
    sent = {"name": "A", "email": "a@example.org", "message": "Bonjour"}
    token = client.get("/contact/").context["token"]
    thanks = client.post("/contact/", sent | {"token": token})
    # It holds the reference of an inquiry, which a count must not be tied to.
    assert ask(thanks["Location"]) == "200"
    assert counted() == {"/contact/": 1}


def test_a_form_that_asks_for_the_password_of_a_page_is_no_view(home: HomePage, ask: Ask) -> None:
    page = factories.interview(home, factories.answer("Par où ?"))
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="ouvre-toi"
    )
    assert ask("/entretien/") == "200"
    assert counted() == {}


def test_a_preview_is_no_view(home: HomePage, owner: User) -> None:
    editor = Client()
    editor.force_login(owner)
    editor.defaults["HTTP_USER_AGENT"] = BROWSER
    shown = editor.get(f"/admin/pages/{home.pk}/view_draft/")
    assert shown.status_code == 200
    assert "vitrine.page" not in shown.wsgi_request.META


def test_a_page_that_was_prefetched_counts_when_it_is_read(ask: Ask) -> None:
    """The browser shows what it has: only the script can say that somebody reads it."""
    assert ask("/", sec_purpose="prefetch") == "200"
    assert counted() == {}
    read = {"x_prefetched": "https://www.google.com/", "sec_fetch_dest": "empty"}
    assert ask("/", "HEAD", **read, referer="http://localhost/") == "200"
    assert counted() == {"/": 1}
    assert counted(SITE) == {"google.com": 1}
    assert ask("/invente/", "HEAD", **read) == "404"
    assert counted() == {"/": 1}


@pytest.mark.parametrize(
    ("referrer", "site"),
    [
        ("https://www.linkedin.com/feed/?secret=1", "linkedin.com"),
        ("http://Exemple.ORG:8080/a", "exemple.org"),
        ("android-app://com.linkedin.android/", "com.linkedin.android"),
        ("https://xn--caf-dma.example/", "xn--caf-dma.example"),
        ("http://localhost:8000/entretien/", ""),
        ("https://www.vitrine.example/", ""),
        ("https://vitrine.example/", ""),
        ("", ""),
        ("https://", ""),
        ("https://[::1/", ""),
        ("javascript://example.org/%0aalert(1)", ""),
        ("https://exa mple.org/", ""),
        ("https://<script>/", ""),
        (f"https://{'a' * 254}/", ""),
    ],
)
def test_a_site_that_leads_here_is_known_by_its_host(referrer: str, site: str) -> None:
    environ = {"HTTP_REFERER": referrer, "HTTP_HOST": "localhost:8000"}
    with override_settings(BASE_URL="https://www.vitrine.example"):
        assert referring_host(environ) == site


@given(st.text() | st.text(alphabet="abc:/.@[]%-_ é\x00\n").map(lambda text: f"https://{text}"))
def test_whatever_a_referrer_says_is_a_short_host_or_nothing(referrer: str) -> None:
    host = referring_host({"HTTP_REFERER": referrer, "HTTP_HOST": "localhost"})
    assert len(host) <= 253
    assert not set(host) - set("abcdefghijklmnopqrstuvwxyz0123456789-._")


@given(
    st.dictionaries(st.sampled_from(["HTTP_COOKIE", "HTTP_USER_AGENT", "HTTP_PURPOSE"]), st.text())
)
def test_no_header_breaks_the_answer(headers: dict[str, str]) -> None:
    assert is_visit({"REQUEST_METHOD": "GET", **headers}) in {True, False}


def test_sites_are_counted_with_the_pages_that_they_lead_to(ask: Ask) -> None:
    for _ in range(2):
        ask("/", referer="https://example.org/list")
    ask("/", referer="http://localhost/entretien/")
    assert counted(SITE) == {"example.org": 2}
    assert counted() == {"/": 3}


def test_somebody_who_makes_up_sites_fills_no_table(db: None) -> None:
    own = Batch()
    for n in range(3 * MAX_SITES):
        own.add(TODAY, "/", f"a{n}.example")
    assert len(own._sites) <= MAX_SITES + 1  # what it holds in memory
    own.write()
    own.add(TODAY, "/", "a0.example")
    for n in range(3 * MAX_SITES):
        own.add(TODAY, "/", f"b{n}.example")
    own.write()
    stored = dict(DailyCount.objects.filter(kind=SITE).values_list("name", "count"))
    assert len(stored) == MAX_SITES + 1
    assert stored["a0.example"] == 2
    assert sum(stored.values()) == 6 * MAX_SITES + 1
    assert stored[DailyCount.OTHER_SITES] == 5 * MAX_SITES


def test_processes_add_to_each_others_counts(db: None) -> None:
    first, second = Batch(), Batch()
    for each in (first, second, second):
        each.add(TODAY, "/", "example.org")
        each.write()
    rows = DailyCount.objects.values_list("kind", "day", "name", "count")
    assert set(rows) == {(PAGE, TODAY, "/", 3), (SITE, TODAY, "example.org", 3)}


def test_a_view_itself_asks_no_database(
    db: None, django_assert_num_queries: Callable[[int], Any]
) -> None:
    own = Batch()
    with django_assert_num_queries(0):
        own.add(TODAY, "/", "example.org")
    own.write()


def test_it_is_written_by_itself_later(committed_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "EVERY", 0.01)
    own = Batch()
    own.add(TODAY, "/later/", "")
    timer = own._timer
    assert timer is not None
    timer.join()
    try:
        assert DailyCount.objects.get(name="/later/").count == 1
    finally:
        DailyCount.objects.filter(name="/later/").delete()


def test_a_database_that_does_not_answer_loses_nothing(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    own = Batch()
    own.add(TODAY, "/", "example.org")

    def fail(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        raise OperationalError("database is locked")

    with caplog.at_level(logging.WARNING, "ops"), connection.execute_wrapper(fail):
        own.write()
    assert "example.org" not in caplog.text
    assert "OperationalError" in caplog.text
    own.add(TODAY, "/", "example.org")
    own.write()
    assert set(DailyCount.objects.values_list("name", "count")) == {("/", 2), ("example.org", 2)}


def test_counts_are_kept_for_25_months(db: None) -> None:
    today = timezone.localdate()
    for days in (0, 700, 755, 765, 1000):
        DailyCount.objects.create(kind=PAGE, day=today - timedelta(days=days), name="/", count=1)
    assert counts.purge() == 2
    assert DailyCount.objects.count() == 3


def test_a_row_says_nothing_about_a_person(ask: Ask) -> None:
    ask("/", referer="https://example.org/~anna?id=7", x_forwarded_for="203.0.113.9")
    assert counted(SITE) == {"example.org": 1}
    columns = {field.name for field in DailyCount._meta.get_fields()}
    assert columns == {"id", "kind", "day", "name", "count"}
