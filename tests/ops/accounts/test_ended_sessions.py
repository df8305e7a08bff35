"""If a session ends while somebody writes, the POST is held, and scripts are told."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

# Examples of every form of the admin: a page, settings, a snippet, an import, a note.
FORMS = [
    "/admin/pages/{pk}/edit/",
    "/admin/settings/brand/brandsettings/1/",
    "/admin/snippets/brand/testimonial/add/",
    "/admin/interviews/import/",
    "/admin/inquiries/edit/1/",
    "/admin/start/",
]
NAVIGATION = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin"}
TYPED = "Ce que j’ai écrit,\r\n« ligne » par <ligne>."


def held(response: Any) -> dict[str, str]:
    """Return the fields that the page holds, as the browser would send them."""
    assert response.status_code == 403
    body = response.content.decode()
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body)
    return {name: unescape(value) for name, value in found}


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("cookies", ["only the session is gone", "all cookies are gone"])
def test_what_was_posted_without_a_session_is_held(home: Any, path: str, cookies: str) -> None:
    client = Client(enforce_csrf_checks=True)
    if cookies == "only the session is gone":
        client.get("/admin/session/")
    token = client.cookies["csrftoken"].value if client.cookies else "x" * 64
    address = path.format(pk=home.pk)
    response = client.post(
        address,
        {"headline": TYPED, "action-publish": "action-publish", "csrfmiddlewaretoken": token},
        headers=NAVIGATION,
    )
    kept = held(response)
    assert kept.pop("csrfmiddlewaretoken") != token
    assert kept == {"headline": TYPED, "action-publish": "action-publish"}
    assert f'action="{address}"' in response.content.decode()


def test_after_logging_in_what_was_held_is_saved(home: Any, owner: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    address = "/admin/snippets/brand/topic/add/"
    typed = {"name": "Coopératives", "slug": "cooperatives"}
    fields = held(client.post(address, typed, headers=NAVIGATION))
    client.force_login(owner)
    # Without JavaScript, the page sends the old token and gets a new one.
    client.cookies["csrftoken"] = "n" * 32
    fields = held(client.post(address, fields, headers=NAVIGATION))
    assert client.post(address, fields, headers=NAVIGATION).status_code == 302
    assert "Coopératives" in client.get("/admin/snippets/brand/topic/").content.decode()


@pytest.mark.parametrize(("code", "words"), [("fr", "Non. Rien"), ("en", "No. Nothing")])
def test_it_is_said_in_the_language_of_the_browser(home: Any, code: str, words: str) -> None:
    headers = NAVIGATION | {"Accept-Language": code}
    response = Client().post("/admin/start/", {"name": "x"}, headers=headers)
    assert words in response.content.decode()


def test_passwords_and_files_are_not_held_and_files_are_named(home: Any) -> None:
    posted = {
        "title": "Un fichier",
        "password1": "un secret",
        "file": SimpleUploadedFile("portrait.jpg", b"..."),
    }
    response = Client().post("/admin/images/add/", posted, headers=NAVIGATION)
    assert "un secret" not in response.content.decode()
    assert "portrait.jpg" in response.content.decode()
    assert held(response)["title"] == "Un fichier"


@pytest.mark.parametrize("is_logged_in", [True, False])
def test_what_another_site_sent_is_not_offered_for_saving(
    home: Any, owner: Any, is_logged_in: bool
) -> None:
    client = Client(enforce_csrf_checks=True)
    if is_logged_in:
        client.force_login(owner)
    for headers in (
        {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {},
    ):
        response = client.post("/admin/snippets/brand/topic/add/", {"name": "x"}, headers=headers)
        assert response.status_code == 403
        assert 'name="name"' not in response.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "same-origin"},
        {"X-Requested-With": "XMLHttpRequest"},
        {"Accept": "application/json"},
    ],
)
def test_a_script_is_told_plainly(home: Any, headers: dict[str, str]) -> None:
    for client in (Client(), Client(enforce_csrf_checks=True)):
        here = headers | {"Sec-Fetch-Site": "same-origin"}
        response = client.post(f"/admin/pages/{home.pk}/edit/", {}, headers=here)
        assert (response.status_code, response.json()["error_code"]) == (401, "session_ended")


def test_a_link_still_leads_to_the_log_in(home: Any) -> None:
    response = Client().get("/admin/settings/", headers=NAVIGATION)
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(
    "kind",
    ["application/x-www-form-urlencoded; charset=utf-16", "multipart/form-data; boundary=x"],
)
def test_a_body_that_nobody_can_read_is_no_error_of_the_server(home: Any, kind: str) -> None:
    client = Client(enforce_csrf_checks=True)
    address = "/admin/snippets/brand/topic/add/"
    response = client.generic("POST", address, b"\xff\xfe=", kind, headers=NAVIGATION)
    assert response.status_code in {400, 403}


def test_the_state_says_who_may_go_on(home: Any, admin: Client) -> None:
    assert admin.get("/admin/session/").json() == {"logged_in": True}
    stranger = Client()
    assert stranger.get("/admin/session/").json() == {"logged_in": False}
    assert stranger.cookies["csrftoken"].value
