"""A public site redirects http to https, and trusts a header only from the proxy.

Every answer has its headers, whatever part gives it (RELIABILITY 22): pages, files, refusals of the
site, of Django and of gunicorn, and the error page.
"""

import socket
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPMessage
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.contact.inquiry_forms import token_in
from tests.faults.site import Site

pytestmark = pytest.mark.any_database
HOST = "www.example.org"
HTTPS = {"Host": HOST, "X-Forwarded-Proto": "https"}
HTTP = {"Host": HOST, "X-Forwarded-Proto": "http"}
ALWAYS = {
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
}
HSTS = "Strict-Transport-Security"
LOG_IN = """
import django; django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from ops.models import User
user = User.objects.get()
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
print(session.session_key)
"""


class Answered:
    def __init__(self, status: int, headers: HTTPMessage, body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def public(new: Callable[..., Site]) -> Iterator[Site]:
    """The demonstration at a public address, with its web server running."""
    made = new()
    made.environment["BASE_URL"] = f"https://{HOST}"
    (made.var / "static").mkdir(exist_ok=True)
    (made.var / "static" / "a.css").write_text("a {}")
    with made.web():
        yield made


@pytest.fixture
def ask(public: Site) -> Callable[..., Answered]:
    def send(
        path: str, headers: dict[str, str] = HTTPS, method: str = "GET", body: Any = None
    ) -> Answered:
        connection = HTTPConnection("127.0.0.1", public.port, timeout=60)
        try:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            return Answered(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    return send


def raw(site: Site, sent: bytes) -> tuple[int, set[str]]:
    """Return the status and header names of the server's answer to any bytes."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=60) as connection:
        connection.sendall(sent)
        received = b""
        while b"\r\n\r\n" not in received and (more := connection.recv(65536)):
            received += more
    head = received.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    return int(head[0].split()[1]), {line.partition(":")[0] for line in head[1:]}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("host", [HOST, f"{HOST}:80", "localhost"])
@pytest.mark.parametrize("path", ["/", "/contact/?a=x%20y&b", "/admin/", "/static/none.css"])
def test_plain_http_leads_to_the_same_address(ask: Any, path: str, host: str, method: str) -> None:
    for headers in ({"Host": host}, HTTP | {"Host": host}):
        answer = ask(path, headers, method)
        assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}{path}")
        assert answer.headers[HSTS] is None


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/.well-known/acme-challenge/x"])
def test_what_machines_ask_is_answered_on_both(ask: Any, path: str) -> None:
    for headers in (HTTP, HTTPS, {"Host": "localhost"}):
        assert ask(path, headers).status in {200, 404, 503}


def test_what_is_posted_over_plain_http_is_kept(ask: Any, public: Site) -> None:
    before = public.database.count("contact_inquiry")
    form = {
        "token": token_in(ask("/contact/").body), "name": "Léa", "email": "lea@x.example",
        "message": "Bonjour !", "organisation": "", "service": "",
    }  # fmt: skip
    headers = HTTP | {
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://{HOST}",
        "Sec-Fetch-Site": "same-origin",
    }
    answer = ask("/contact/", headers, "POST", urlencode(form))
    assert answer.status == 303
    assert public.database.count("contact_inquiry") == before + 1
    assert public.database.rows("SELECT status FROM contact_inquiry ORDER BY id DESC")[0] == (
        "new",
    )
    followed = ask(answer.headers["Location"], HTTP)
    assert followed.headers["Location"] == f"https://{HOST}{answer.headers['Location']}"


def test_a_foreign_host_is_refused_rather_than_followed(ask: Any) -> None:
    assert ask("/", HTTP | {"Host": "elsewhere.example"}).status == 400


def test_a_proxy_that_nobody_trusts_is_not_believed_and_named(new: Callable[..., Site]) -> None:
    site = new()
    site.environment |= {"BASE_URL": f"https://{HOST}", "FORWARDED_ALLOW_IPS": "192.0.2.1"}
    with site.web(WEB_WORKERS="1"):
        connection = HTTPConnection("127.0.0.1", site.port, timeout=60)
        connection.request("GET", "/", headers=HTTPS)
        answer = connection.getresponse()
        said = answer.read().decode()
        connection.close()
    assert answer.status == 400
    assert answer.headers[HSTS] is None
    assert "FORWARDED_ALLOW_IPS" in said
    assert "127.0.0.1" in said


# (method, path, headers, status)
ANSWERS = [
    ("GET", "/", {}, 200),
    ("GET", "/", {"Accept-Encoding": "br"}, 200),
    ("GET", "/livez", {}, 200),
    ("GET", "/robots.txt", {}, 200),
    ("GET", "/sitemap.xml", {}, 200),
    ("GET", "/static/a.css", {}, 200),
    ("GET", "/static/none.css", {}, 404),
    ("GET", "/media/images/none.jpg", {}, 404),
    ("GET", "/documents/1/none.pdf", {}, 404),
    ("GET", "/nowhere/", {}, 404),
    ("GET", "/nowhere", {}, 301),
    ("GET", "/api/v3/pages/", {}, 200),
    ("GET", "/api/v3/nowhere/", {}, 404),
    ("POST", "/api/v3/pages/", {}, 401),
    ("PUT", "/api/v3/pages/", {}, 405),
    ("POST", "/robots.txt", {}, 403),
    ("GET", "/admin/", {}, 302),
    ("GET", "/account/login/", {}, 200),
    ("POST", "/account/login/", {}, 403),
    ("GET", "/%00", {}, 400),
    ("GET", "/", {"Host": "elsewhere.example"}, 400),
    ("POST", "/contact/", {"Content-Length": "2000000"}, 413),
    ("GET", "/", {"SCRIPT_NAME": "/x"}, 400),
    ("GET", "/", {"PATH_INFO": "/x"}, 400),
    ("GET", "/", {"X-Long": "x" * 9000}, 431),
    ("GET", "/" + "x" * 5000, {}, 414),
]


@pytest.mark.parametrize(("method", "path", "headers", "status"), ANSWERS)
def test_every_answer_has_its_headers(
    ask: Any, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    body = b"a" * int(headers.get("Content-Length", 0)) or None
    answer = ask(path, HTTPS | headers, method, body)
    assert answer.status == status
    assert {*ALWAYS, HSTS} - set(answer.headers) == set()


def test_an_error_of_ours_has_them_too(ask: Any, public: Site) -> None:
    cookie = {"Cookie": f"sessionid={public.run_python(LOG_IN).strip()}"}
    answer = ask("/admin/failwhale/", HTTPS | cookie)
    assert answer.status == 500
    assert {*ALWAYS, HSTS} - set(answer.headers) == set()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nBad Name: y\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 200 + b"\r\n", 431),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: odd\r\n\r\n", 501),
    ],
    ids=["no request", "a version", "two hosts", "a name", "many headers", "a coding"],
)
def test_what_is_no_request_is_refused_with_them(public: Site, sent: bytes, status: int) -> None:
    found, names = raw(public, sent)
    assert found == status
    assert {*ALWAYS, HSTS} - names == set()
