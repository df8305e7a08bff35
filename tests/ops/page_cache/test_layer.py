"""The page cache answers for public pages, leaves the rest to Django, and says so in headers."""

import re
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from brand.core.htmx import VARY
from brand.models import BrandSettings, InterviewPage, StandardPage
from ops.models import User
from ops.page_cache import store as page_store
from tests.ops.page_cache.browser import Answer, ask
from tests.ops.page_cache.conftest import Process

pytestmark = pytest.mark.any_database
BROWSER = {"accept_encoding": "gzip, deflate, br, zstd", "accept_language": "en,fr;q=0.5"}
PAGES = ["/", "/entretien/", "/entretien/?topic=campagnes", "/entretien/pourquoi/", "/services/",
         "/services/strategie/", "/texte/", "/contact.vcf", "/sitemap.xml", "/robots.txt",
         "/favicon.ico", "/apple-touch-icon.png", "/speculation-rules.json"]  # fmt: skip


def asked(process: Process, path: str = "/", **said: Any) -> tuple[Answer, int]:
    """Return the answer, and how many queries it took."""
    with CaptureQueriesContext(connection) as queries:
        answer = ask(process.cache, path, **said)
    return answer, len(queries)


def logged_in() -> dict[str, str]:
    client = Client()
    client.force_login(User.objects.get())
    return {name: morsel.value for name, morsel in client.cookies.items()}


@pytest.mark.parametrize("path", PAGES)
def test_a_finished_page_asks_no_database(path: str, process: Process) -> None:
    first = ask(process.cache, path, **BROWSER)
    calls, django = 0, process.cache._application

    def count(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        return django(*arguments)

    process.cache._application = count
    again, none = asked(process, path, **BROWSER)
    assert first.status == 200
    assert (none, calls) == (0, 0)
    assert again == first


def test_files_that_pages_name_are_kept_in_the_colours_of_now(process: Process) -> None:
    def named() -> list[str]:
        return re.findall(r"/(?:style|palette)/[^\"]+", ask(process.cache).text)

    before = named()
    assert len(before) >= 3
    for path in before:
        first = ask(process.cache, path, accept_language="en", **{"accept_encoding": "br"})
        assert first.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert first.headers.get("Content-Encoding") == "br"
    kept = len(process.store.files(process.cache.generation_now() or ""))
    assert kept == len(set(before)) + 1
    BrandSettings.objects.update(accent="#00557f")
    others = set(before) - set(named())
    assert others
    for path in before:
        assert ask(process.cache, path).status == 200
    kept = len(process.store.files(process.cache.generation_now() or ""))
    assert kept == len(set(before) - others) + 1


@pytest.mark.parametrize("path", ["/sitemap.xml", "/robots.txt", "/favicon.ico"])
def test_a_file_is_in_nobodys_language(path: str, process: Process) -> None:
    first = ask(process.cache, path, accept_language="en")
    process.generation.renew()
    assert ask(process.cache, path, accept_language="fr").headers == first.headers


def test_a_page_is_for_every_browser_and_shared_cache(process: Process) -> None:
    page, _ = asked(process, **BROWSER)
    assert page.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert page.headers["Vary"] == "Accept-Encoding"
    vary = asked(process, "/entretien/")[0].headers["Vary"]
    assert vary == f"Accept-Encoding, {VARY}"
    assert "Set-Cookie" not in page.headers
    assert page.headers["Content-Encoding"] == "br"
    assert int(page.headers["Content-Length"]) == len(page.sent)
    assert len(page.sent) < len(ask(process.cache, "/", accept_encoding="gzip").sent)


def test_a_page_says_the_same_in_each_coding(process: Process) -> None:
    plain = ask(process.cache)
    for coding in ("br", "gzip"):
        packed = ask(process.cache, "/", accept_encoding=coding)
        assert packed.headers["Content-Encoding"] == coding
        assert packed.body == plain.body
        assert packed.headers["ETag"] == plain.headers["ETag"]
    assert "Content-Encoding" not in ask(process.cache, "/", accept_encoding="br;q=0").headers


def test_a_page_has_the_headers_that_django_gave_it(process: Process) -> None:
    """RELIABILITY 22, for 200 and 304."""
    theirs = ask(process.application)
    ours = ask(process.cache)
    again = ask(process.cache, "/", if_none_match=ours.headers["ETag"])
    kept = set(theirs.headers) - {"ETag", "Content-Length", "Vary"}
    assert {name: ours.headers[name] for name in kept} == {
        name: theirs.headers[name] for name in kept
    }
    assert "Content-Security-Policy" in again.headers
    assert set(again.headers) >= kept - {"Content-Type", "Content-Language"}


def test_who_has_the_page_is_told_so(process: Process) -> None:
    tag = ask(process.cache).headers["ETag"]
    for said in (tag, f'"x", {tag}', tag.removeprefix("W/"), "*"):
        for method in ("GET", "HEAD"):
            answer, queries = asked(process, method=method, if_none_match=said, range="bytes=0-9")
            assert (answer.status, answer.sent, queries) == (304, b"", 0), said
            assert answer.headers["ETag"] == tag
            assert "Content-Length" not in answer.headers
    assert ask(process.cache, "/", if_none_match='"other"').status == 200


def test_head_says_what_get_would_and_makes_the_page_too(process: Process) -> None:
    head = ask(process.cache, method="HEAD", **BROWSER)
    page, queries = asked(process, **BROWSER)
    assert (head.status, head.sent, head.headers) == (200, b"", page.headers)
    assert queries == 0
    assert page.body.endswith(b"</html>\n") or page.body.rstrip().endswith(b"</html>")


def test_a_very_long_page_is_compressed_too(process: Process) -> None:
    words = " ".join(f"mot{number}" for number in range(50_000))
    InterviewPage.objects.update(introduction=f"<p>{words}</p>")
    for coding in ("br", "gzip"):
        page = ask(process.cache, "/entretien/", accept_encoding=coding)
        assert len(page.sent) < len(page.body) / 2
        assert "mot49999" in page.text


def test_ranges_are_ignored(process: Process) -> None:
    whole = ask(process.cache)
    assert ask(process.cache, "/", range="bytes=0-9") == whole


def test_a_change_is_seen_by_the_next_visitor_of_every_process(
    process: Process, processes: Callable[..., Process]
) -> None:
    other = processes()
    for one in (process, other):
        assert "David Pires" in ask(one.cache).text
    BrandSettings.objects.update(name="Jeanne Martin")
    for one in (process, other):
        assert "Jeanne Martin" in ask(one.cache).text
        assert "David Pires" not in ask(one.cache).text


def test_processes_share_what_one_of_them_has_made(
    process: Process, processes: Callable[..., Process]
) -> None:
    page = ask(process.cache, **BROWSER)
    shared, queries = asked(processes(), **BROWSER)
    assert (shared, queries) == (page, 0)


def test_a_damaged_file_is_as_good_as_none(
    process: Process, processes: Callable[..., Process]
) -> None:
    page = ask(process.cache)
    for file in process.store.files(process.cache.generation_now() or ""):
        file.write_bytes(file.read_bytes()[:-1])
    again, queries = asked(processes())
    assert (again, queries > 0) == (page, True)


def test_other_code_makes_its_own_pages(
    process: Process, processes: Callable[..., Process]
) -> None:
    ask(process.cache)
    assert asked(processes(version="next"))[1] > 0


def test_a_page_of_yesterday_is_made_anew(process: Process, monkeypatch: Any) -> None:
    ask(process.cache)
    monkeypatch.setattr("ops.page_cache.layer.time.strftime", lambda _: "20991231")
    assert asked(process)[1] > 0


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/", {"method": "POST"}),
        ("/", {"method": "OPTIONS"}),
        ("/", {"authorization": "Bearer x"}),
        ("/", {"hx_request": "true"}),
        ("/", {"hx_request": "true", "hx_boosted": "true"}),
        ("/", {"if_match": '"x"'}),
        ("/contact/", {}),
        ("/entretien/?q=pourquoi", {}),
        ("/nowhere/", {}),
        ("/entretien", {}),
        ("/readyz", {}),
        ("/style/site-000000000000.css", {}),
        ("/palette/aabbcc.svg", {}),
        ("/api/v3/pages/", {}),
        ("/styleguide/", {}),
    ],
)
def test_what_is_not_kept(path: str, said: dict[str, str], process: Process) -> None:
    """Django answers again, as if there were no cache, although the page itself is there."""
    ask(process.cache, path.partition("?")[0])
    for _ in range(2):
        answer, queries = asked(process, path, **said)
        assert queries > 0 or answer.status in {301, 302, 404, 405}
        assert (
            "must-revalidate"
            not in answer.headers.get("Cache-Control", "").removesuffix(", private")
            or "no-store" in answer.headers["Cache-Control"]
        )


def test_a_fragment_is_never_shown_as_a_page(process: Process) -> None:
    path = "/entretien/?topic=campagnes"
    for first in ({"hx_request": "true"}, {}):
        ask(process.cache, path, **first)
    fragment = ask(process.cache, path, hx_request="true")
    assert "<html" not in fragment.text
    assert fragment.headers["Cache-Control"] == "no-store"
    for said in (
        {},
        {"hx_request": "true", "hx_history_restore_request": "true"},
        {"hx_request": "true", "hx_boosted": "true"},
        {"hx_request": "false"},
    ):
        assert "<html" in ask(process.cache, path, **said).text, said


def test_who_is_logged_in_gets_their_own_page_and_leaves_none(process: Process) -> None:
    cookies = logged_in()
    for _ in range(2):
        own = ask(process.cache, cookies=cookies)
        assert "wagtail-userbar" in own.text
        assert own.headers["Cache-Control"] == "private"
        assert "Cookie" in own.headers["Vary"]
        assert "wagtail-userbar" not in ask(process.cache).text


def test_drafts_and_previews_are_for_who_makes_them(process: Process) -> None:
    page = StandardPage.objects.get()
    page.title = "Noch nicht"
    page.save_revision()
    address = f"/admin/pages/{page.pk}/view_draft/"
    assert "Noch nicht" in ask(process.cache, address, cookies=logged_in()).text
    assert "Noch nicht" not in ask(process.cache, address).text
    assert "Noch nicht" not in ask(process.cache, "/texte/").text


def test_a_private_page_stays_private(process: Process) -> None:
    assert ask(process.cache, "/texte/").status == 200
    page = Page.objects.get(slug="texte")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert ask(process.cache, "/texte/").status == 302
    assert ask(process.cache, "/texte/", cookies=logged_in()).status == 200
    assert ask(process.cache, "/texte/").status == 302
    restriction.restriction_type, restriction.password = "password", "geheim"
    restriction.save()
    for _ in range(2):
        asking, queries = asked(process, "/texte/")
        assert 'type="password"' in asking.text
        assert queries > 0
    restriction.delete()
    assert 'type="password"' not in ask(process.cache, "/texte/").text


def test_a_form_is_new_each_time(process: Process) -> None:
    assert len({ask(process.cache, "/contact/").body for _ in range(3)}) == 3


def test_a_response_that_sets_a_cookie_is_not_kept(
    process: Process, processes: Callable[..., Process]
) -> None:
    from django.core.handlers.wsgi import WSGIHandler

    class Curious(WSGIHandler):
        def get_response(self, request: Any) -> Any:
            answer = super().get_response(request)
            answer.set_cookie("seen", str(threading.get_ident()))
            return answer

    curious = processes(Curious())
    for _ in range(2):
        answer, queries = asked(curious)
        assert "seen" in SimpleCookie(answer.headers["Set-Cookie"])
        assert queries > 0


@pytest.mark.parametrize("host", ["evil.example", "localhost:99999", "a b", ""])
def test_other_hosts_leave_nothing(host: str, process: Process) -> None:
    assert ask(process.cache, host=host).status in {400, 200}
    assert ask(process.cache).text.count("evil.example") == 0


def test_each_host_and_scheme_has_its_own_pages(process: Process) -> None:
    ask(process.cache)
    for said in ({"host": "127.0.0.1"}, {"secure": True}, {"host": "localhost:8000"}):
        assert asked(process, **said)[1] > 0
        assert asked(process, **said)[1] == 0


@pytest.mark.parametrize(
    "spell",
    [
        lambda number: {"path": f"/?utm={number}"},
        lambda number: {"path": f"/?a=1&{'a=1&' * number}"},
        lambda number: {"host": f"localhost:{number + 1}"},
        lambda number: {
            "host": f"{'L' * (number % 2)}{'l' * (1 - number % 2)}ocalhost:{number + 1}"
        },
    ],
    ids=["queries", "repetitions", "ports", "capitals"],
)
def test_there_is_no_end_to_addresses_but_to_what_is_kept(
    spell: Callable[[int], dict[str, str]], process: Process, monkeypatch: Any
) -> None:
    monkeypatch.setattr(page_store, "OTHERS", 100_000)
    ask(process.cache)
    for number in range(40):
        assert ask(process.cache, **spell(number)).status == 200
    now = process.store._now
    assert 0 < len(now.others) < 20
    assert len(now.pages) == 1
    assert asked(process)[1] == 0
    assert len(process.store.files(now.name)) == 1


def test_the_files_of_former_generations_go(process: Process, folder: Any) -> None:
    for name in ("A", "B", "C"):
        BrandSettings.objects.update(name=name)
        ask(process.cache)
    assert len(list((folder / "pages").iterdir())) == 1


def test_a_page_begun_before_a_change_is_not_kept_after_it(
    process: Process, processes: Callable[..., Process]
) -> None:
    """Somebody publishes while a visitor's page is being made from the old content."""

    def slow(environ: Any, start_response: Any) -> Any:
        answer = process.application(environ, start_response)
        if not published:
            published.append(BrandSettings.objects.update(name="Jeanne Martin"))
            ask(process.cache)
        return answer

    published: list[int] = []
    late = processes(slow)
    assert "David Pires" in ask(late.cache).text
    assert asked(processes())[1] == 0, "what was made since then is gone"
    for one in (late, process):
        assert "Jeanne Martin" in ask(one.cache).text


def test_fifty_at_one_moment_are_one_rendering(
    process: Process, processes: Callable[..., Process]
) -> None:
    everybody_is_here, made = threading.Barrier(50), []
    page = ask(process.application)

    def count(environ: Any, start_response: Any) -> Any:
        made.append(environ["PATH_INFO"])
        waiting.wait(20)
        return process.application(environ, start_response)

    waiting = threading.Event()
    one = processes(count)

    def visit(number: int) -> Answer:
        everybody_is_here.wait(20)
        return ask(one.cache)

    with ThreadPoolExecutor(50) as pool:
        answers = [pool.submit(visit, number) for number in range(50)]
        while not made:
            threading.Event().wait(0.01)
        waiting.set()
        assert {answer.result().status for answer in answers} == {200}
    assert made == ["/"]
    assert page.status == 200


def test_who_waits_for_a_page_that_fails_makes_their_own(
    process: Process, processes: Callable[..., Process]
) -> None:
    made = []

    def fail_once(environ: Any, start_response: Any) -> Any:
        made.append(1)
        if len(made) == 1:
            raise MemoryError
        return process.application(environ, start_response)

    one = processes(fail_once)
    with pytest.raises(MemoryError):
        ask(one.cache)
    assert ask(one.cache).status == 200


def test_what_pages_read_is_never_in_the_list_of_what_they_do_not_show(process: Process) -> None:
    """An entry too many would leave an old page online, until something else changes."""
    from ops.page_cache.unseen import unseen

    with CaptureQueriesContext(connection) as queries:
        for path in PAGES:
            assert ask(process.application, path).status == 200
    read = " ".join(query["sql"] for query in queries)
    for reason, entry in unseen.items():
        if entry.columns or ("INSERT" in entry.verbs and len(entry.verbs) == 1):
            continue
        assert [table for table in entry.tables if f'"{table}"' in read] == [], reason


def test_the_list_names_tables_that_exist() -> None:
    from django.apps import apps

    from ops.page_cache.unseen import unseen

    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    named = {table for entry in unseen.values() for table in entry.tables}
    assert named - known == set()
    assert len(unseen) > 6


def test_where_nobody_can_be_told_nothing_is_published(
    process: Process, folder: Any, database: Any
) -> None:
    """The disk takes not even an empty file. The old page stays right, and the owner is told."""
    ask(process.cache, "/texte/")
    shutil.rmtree(folder / "pending", ignore_errors=True)
    (folder / "pending").write_text("a file is in the way")
    page = StandardPage.objects.get()
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get())
    answer = client.post(f"/admin/pages/{page.pk}/unpublish/")
    assert (answer.status_code, "Retry-After" in answer) == (503, True)
    assert ask(process.cache, "/texte/").status == 200
    (folder / "pending").unlink()
    assert client.post(f"/admin/pages/{page.pk}/unpublish/").status_code == 302
    assert ask(process.cache, "/texte/").status == 404
