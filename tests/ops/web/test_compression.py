"""The compression of each kind of response, as a browser gets it."""

import gzip
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from brand.models import HomePage, LegalNoticePage, PublisherSettings
from ops.web.compression import CompressTextMiddleware
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
BROWSER = {"accept-encoding": "gzip, deflate, br, zstd"}


def encoding(response: HttpResponse) -> str:
    return response.headers.get("Content-Encoding", "")


def test_a_public_page_is_sent_in_brotli_and_says_the_same(home: HomePage, client: Client) -> None:
    plain = client.get("/")
    assert encoding(plain) == ""
    small = client.get("/", headers=BROWSER)
    assert encoding(small) == "br"
    assert "Accept-Encoding" in small["Vary"]
    assert int(small["Content-Length"]) == len(small.content)
    text = brotli.decompress(small.content).decode()
    assert "".join(text.split()) == "".join(plain.content.decode().split())
    assert "\n " not in text


def test_the_attributes_of_a_long_tag_are_sent_on_one_line(home: HomePage, client: Client) -> None:
    factories.interview(home, factories.answer("Pourquoi ?"))
    page = client.get("/entretien/", headers=BROWSER)
    assert '<form id="finder" role="search"' in brotli.decompress(page.content).decode()


def test_a_line_that_the_owner_left_empty_stays_empty(home: HomePage, client: Client) -> None:
    PublisherSettings.objects.update(address="Maison Rouge\n\n12 rue du Port")
    home.add_child(instance=LegalNoticePage(title="Mentions", slug="mentions"))
    page = client.get("/mentions/", headers=BROWSER)
    assert encoding(page) == "br"
    assert "Maison Rouge<br><br>12 rue du Port" in brotli.decompress(page.content).decode()


def test_a_page_that_changed_is_another(home: HomePage, client: Client) -> None:
    client.get("/", headers=BROWSER)
    home.headline = "Tout autre chose"
    home.save_revision().publish()
    page = client.get("/", headers=BROWSER)
    assert "Tout autre chose" in brotli.decompress(page.content).decode()


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("br;q=0.0", ""), ("br; q=0.5", "br"), ("", "")],
)
def test_browsers_get_what_they_take(
    home: HomePage, client: Client, accepted: str, sent: str
) -> None:
    page = client.get("/", headers={"accept-encoding": accepted})
    assert encoding(page) == sent
    assert "Accept-Encoding" in page["Vary"]


def test_what_is_a_visitors_own_is_padded_and_not_kept(home: HomePage, client: Client) -> None:
    """Repeated text beside a secret reveals the secret through the response's size (BREACH)."""
    factories.contact(home)
    factories.interview(home)
    for path in ("/contact/", "/entretien/?q=association"):
        page = client.get(path, headers=BROWSER)
        assert page.status_code == 200
        assert encoding(page) == "gzip", path
        assert b"</html>" in gzip.decompress(page.content)
    assert len({len(client.get("/contact/", headers=BROWSER).content) for _ in range(9)}) > 1


@pytest.mark.parametrize("said", ["no-store", "private, max-age=60"])
def test_what_says_that_it_is_not_for_everybody_is_not(rf: RequestFactory, said: str) -> None:
    page = HttpResponse("word " * 200, headers={"Cache-Control": said})
    answer = CompressTextMiddleware(lambda _request: page)(rf.get("/", headers=BROWSER))
    assert encoding(answer) == "gzip"


def test_the_owner_at_work_gets_pages_of_their_own(home: HomePage, admin: Client) -> None:
    assert encoding(admin.get("/", headers=BROWSER)) == "gzip"
    assert encoding(admin.get("/admin/", headers=BROWSER)) == "gzip"


def test_what_says_that_it_is_public_is_so_for_the_owner_too(admin: Client) -> None:
    assert encoding(admin.get("/style/2140c8-000000000000.css", headers=BROWSER)) == "br"


def test_a_page_that_did_not_change_is_not_sent_again(home: HomePage, client: Client) -> None:
    first = client.get("/", headers=BROWSER)
    again = client.get("/", headers={**BROWSER, "if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_pictures_are_left_alone(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    picture = tmp_path / "images" / "grey.jpg"
    picture.parent.mkdir()
    picture.write_bytes(b"\xff\xd8" + bytes(2000))
    shown = client.get("/media/images/grey.jpg", headers=BROWSER)
    assert shown.status_code == 200
    assert encoding(shown) == ""
