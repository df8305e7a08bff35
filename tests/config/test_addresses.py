"""Every address requires what it should: a log-in, or nothing."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from brand.models import HomePage
from ops.mail import queue
from ops.models import User

pytestmark = pytest.mark.django_db
# Wagtail serves the first three to anybody by design: they show no data. The last two tell a
# browser whether its own session is still valid (ops.accounts.ended_sessions).
OPEN_IN_ADMIN = {
    "admin/jsi18n/", "admin/sprite/", "admin/logout/", "admin/session/", "admin/session/resumed/",
}  # fmt: skip


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, path)
        elif isinstance(entry, URLPattern):
            yield path


def sample(pattern: str) -> str:
    """Return an address that matches a pattern, with a 1 for each argument."""
    import re

    path = re.sub(r"<[^>]+>", "1", pattern)
    path = re.sub(r"\(\?P1[^)]*\)|\(\?P[^)]*\)|\(\?:[^)]*\)|\([^)]*\)[*+?]?", "1", path)
    return "/" + re.sub(r"[\^$\\?*+]", "", path)


ADMIN = sorted({p for p in addresses(get_resolver()) if p.startswith("admin/")})


def test_the_admin_has_addresses() -> None:
    assert len(ADMIN) > 150


@pytest.mark.any_database
@pytest.mark.parametrize("pattern", ADMIN)
def test_no_address_of_the_admin_opens_without_a_log_in(client: Client, pattern: str) -> None:
    response = client.get(sample(pattern))
    if pattern in OPEN_IN_ADMIN:
        return
    assert response.status_code in {301, 302, 403, 404, 405}, pattern
    if response.status_code in {301, 302}:
        assert response["Location"].startswith(("/account/", "/admin/login", "/admin/"))


@pytest.mark.parametrize("path", ["/admin/login/", "/_util/login/"])
def test_wagtails_own_log_in_leads_to_ours(client: Client, path: str, home: HomePage) -> None:
    for method in (client.get, client.post):
        response = method(path + "?next=/admin/images/")
        assert response.status_code == 302
        assert response["Location"] == "/account/login/?next=/admin/images/"


def test_a_bookmark_of_the_log_in_leads_who_is_logged_in_to_the_admin(admin: Client) -> None:
    assert admin.get("/admin/login/?next=/admin/images/")["Location"] == "/admin/"


def test_an_account_that_may_not_enter_is_told_so(client: Client, home: HomePage) -> None:
    client.force_login(User.objects.create_user("guest@example.org", "long enough to pass"))
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
    assert "guest@example.org" in response.content.decode()
    assert 'action="/account/logout/"' in response.content.decode()


@pytest.mark.parametrize("path", ["/admin/password_reset/", "/admin/password_reset/confirm/a/b-c/"])
def test_wagtails_own_password_reset_leads_to_ours(client: Client, path: str) -> None:
    assert client.get(path)["Location"] == "/account/password/reset/"


def test_nobody_signs_up(client: Client) -> None:
    assert client.get("/account/signup/").status_code == 404
    assert client.get("/account/social/signup/").status_code == 404


def test_the_owner_logs_in_by_address_and_password(client: Client, owner: User) -> None:
    response = client.post(
        "/account/login/", {"login": "OWNER@example.org", "password": "long enough to pass"}
    )
    assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_after_logging_in_one_stays_on_this_site(client: Client, owner: User) -> None:
    response = client.post(
        "/account/login/?next=https://elsewhere.example/",
        {"login": "owner@example.org", "password": "long enough to pass"},
    )
    assert response["Location"] == "/admin/"


@pytest.mark.parametrize("address", ["owner@example.org", "nobody@example.org"])
def test_a_password_reset_answers_the_same_for_known_and_unknown(
    client: Client, owner: User, address: str
) -> None:
    response = client.post("/account/password/reset/", {"email": address})
    assert (response.status_code, response["Location"]) == (302, "/account/password/reset/done/")
    assert queue.send_due() == len(mail.outbox) == (address == owner.email)


def test_mfa_is_offered_in_the_account(admin: Client) -> None:
    body = admin.get("/account/2fa/").content.decode()
    assert "/account/2fa/totp/activate/" in body
    assert "/account/2fa/webauthn/" in body
    assert "/account/2fa/" in admin.get("/admin/account/").content.decode()


def test_an_editor_without_permission_sees_no_inquiry(client: Client) -> None:
    from django.contrib.auth.models import Permission

    editor = User.objects.create_user("editor@example.org", "long enough to pass")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)
    for path in ("", "results/", "inspect/1/", "delete/1/"):
        response = client.get(f"/admin/inquiries/{path}")
        assert response.status_code in {302, 403, 404}, path
    assert "/admin/inquiries/" not in client.get("/admin/").content.decode()


def test_a_process_knows_the_routes_of_pages_before_its_first_visitor() -> None:
    """Otherwise two threads that ask Wagtail for them first, at the same time, would fail."""
    asked = (
        "import config.wsgi; from django.apps import apps;"
        "from wagtail.contrib.routable_page.models import RoutablePageMixin as Mixin;"
        "pages = [m for m in apps.get_models() if issubclass(m, Mixin)];"
        "late = [m.__name__ for m in pages if '_routablepage_urlresolver' not in vars(m)];"
        "print(len(pages), late)"
    )
    said = subprocess.run(
        [sys.executable, "-c", asked], cwd=settings.BASE_DIR, capture_output=True, text=True,
        check=True,
    ).stdout  # fmt: skip
    assert said == "2 []\n"
