"""After a change the worker makes all pages, before visitors come."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import get_language, override
from wagtail.images.tests.utils import get_test_image_file

from brand.models import BrandSettings, CustomImage, HomePage
from ops.environment.service_urls import purge_settings
from ops.page_cache import site, warm
from tests.ops.page_cache.browser import ask
from tests.ops.page_cache.conftest import Process

pytestmark = pytest.mark.any_database
LISTED = ["/", "/entretien/", "/entretien/pourquoi/", "/entretien/comment/", "/services/",
          "/services/strategie/", "/texte/"]  # fmt: skip
ADDRESSES = [*LISTED, "/contact/"]


def queries_of(process: Process, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert ask(process.cache, path, accept_encoding="br").status == 200
    return len(queries)


def test_the_next_visitor_finds_every_page_finished(
    process: Process, processes: Callable[..., Process]
) -> None:
    worker = warm.Warmer(processes().cache)
    for name in ("A", "B"):
        BrandSettings.objects.update(name=name)
        assert worker.begin() == []
        worker.make_all(worker.begin())
        assert [queries_of(process, path) for path in LISTED] == [0] * len(LISTED)
        assert f">{name}<" in ask(process.cache).text


def test_who_saves_again_and_again_is_waited_for(process: Process) -> None:
    worker = warm.Warmer(process.cache)
    for name in ("A", "B", "C"):
        BrandSettings.objects.update(name=name)
        assert worker.begin() == []


def test_pages_of_a_generation_that_has_ended_are_not_made(process: Process) -> None:
    worker = warm.Warmer(process.cache)
    worker.begin()
    found = worker.begin()
    BrandSettings.objects.update(name="A")
    worker.make_all(found)
    assert process.store.files(process.cache.generation_now() or "") == []


def test_pictures_are_made_before_somebody_waits_for_them(
    process: Process, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    home = HomePage.objects.get()
    home.portrait = CustomImage.objects.create(
        title="Portrait", file=ImageFile(get_test_image_file("portrait.png"))
    )
    home.save_revision().publish()
    before = process.generation.current()
    warm.Warmer(process.cache).run_to_the_end()
    assert home.portrait.renditions.count() > 2
    assert process.generation.current() == before


def test_the_worker_keeps_its_language(process: Process) -> None:
    with override("en"):
        warm.Warmer(process.cache).run_to_the_end()
        assert get_language() == "en"


@pytest.fixture
def this_site(process: Process, settings: Any, folder: Path) -> Iterator[None]:
    settings.VAR_DIR, settings.PAGE_CACHE = folder.parent, True
    cached = (site.generation, site.store, site.version, warm.warmer)
    for made in cached:
        made.cache_clear()
    yield
    for made in cached:
        made.cache_clear()


def command(action: str) -> str:
    out = StringIO()
    call_command("page_cache", action, stdout=out)
    return out.getvalue()


def test_the_command_says_makes_and_drops(this_site: None, process: Process) -> None:
    assert "0 pages, 0 kB" in command("status")
    assert command("warm") == f"{len(ADDRESSES)} pages are finished.\n"
    assert f"{len(LISTED)} pages" in command("status")  # a form is not kept
    before = process.generation.current()
    command("clear")
    assert process.generation.current() not in {before, None}
    assert "0 pages" in command("status")
    pending = process.generation.begin_change()
    assert "not kept now" in command("status")
    process.generation.end_change(pending)


def test_the_command_says_that_the_cache_is_off() -> None:
    with pytest.raises(CommandError, match="off"):
        command("status")


@pytest.fixture
def purged(settings: Any) -> Iterator[list[str]]:
    """The paths that a cache in front of the site is told to forget."""
    told = []

    class Front(BaseHTTPRequestHandler):
        def do_PURGE(self) -> None:
            told.append(f"{self.headers['Host']}{self.path}")
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Front)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    settings.WAGTAILFRONTENDCACHE = {"default": purge_settings(address)}
    yield told
    server.shutdown()
    server.server_close()


def test_a_cache_in_front_of_the_site_forgets_pages_that_changed_or_went(
    process: Process, purged: list[str]
) -> None:
    worker = warm.Warmer(process.cache)
    for _ in range(2):
        worker.begin()
    assert sorted(purged) == sorted(f"localhost{path}" for path in ADDRESSES)
    purged.clear()
    HomePage.objects.get().get_children().get(slug="texte").unpublish()
    for _ in range(2):
        worker.begin()
    assert sorted(purged) == sorted(f"localhost{path}" for path in ADDRESSES)


@pytest.mark.parametrize("url", ["ftp://x/", "cloudflare://zone", "cloudflare://@zone", "x"])
def test_a_purge_url_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="write"):
        purge_settings(url)


def test_cloudflare_has_a_token_and_a_zone() -> None:
    made = purge_settings("cloudflare://to:ken@zone1")
    assert (made["BEARER_TOKEN"], made["ZONEID"]) == ("to:ken", "zone1")
