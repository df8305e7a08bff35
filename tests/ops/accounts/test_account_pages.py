"""Every page around the log-in opens, in both languages, with the site's own look."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from ops.accounts import password_reset
from ops.models import SetupLink, User
from tests.ops.accounts.test_accounts import PASSWORD, activate_totp, confirm_password, log_in
from tests.visible import said
from tests.wording import TYPOGRAPHY, WORDS, faults

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database,
    pytest.mark.usefixtures("home"),
]
OWNER = "owner@example.org"


def names(resolver: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield (name, pattern) of every address below /account/ and /welcome/."""
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver) and (not prefix or path.startswith("account/")):
            yield from names(entry, path)
        elif isinstance(entry, URLPattern) and path.startswith(("account/", "welcome/")):
            yield str(entry.name), path


PAGES = dict(names(get_resolver()))
# The answers to strangers and users: a page (200), or where it redirects.
LEADS_ELSEWHERE_WHEN_LOGGED_IN = {
    "account_login": "/admin/",
    "account_set_password": "/account/password/change/",
    "mfa_authenticate": "/admin/",
    "mfa_login_webauthn": "/admin/",
}
FOR_STRANGERS = {
    "account_login", "account_inactive", "account_reset_password", "first_owner",
    "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}  # fmt: skip
LEADS_ELSEWHERE_WHEN_SET_UP = {"mfa_activate_totp": "/account/2fa/totp/deactivate/"}
NO_PAGE = {"mfa_download_recovery_codes"}  # a file


def passkey() -> dict[str, Any]:
    """Return the response of a browser that has created a passkey."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    made = AttestedCredentialData.create(Aaguid.NONE, b"a passkey", key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(sha256(b"localhost"), flags, 0, made)
    client = CollectedClientData.create("webauthn.create", b"challenge", "http://localhost")
    return {
        "id": websafe_encode(b"a passkey"),
        "rawId": websafe_encode(b"a passkey"),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
    }


@pytest.fixture
def owner_with_keys(owner: User) -> Client:
    """A client with an app, recovery codes and a passkey, and the password just confirmed."""
    client = log_in(OWNER)
    activate_totp(client)
    Authenticator.objects.create(
        user=owner,
        type="webauthn",
        last_used_at=timezone.now(),
        data={"name": "Téléphone", "credential": passkey()},
    )
    confirm_password(client)
    return client


def address(name: str, pattern: str) -> str:
    owner = User.objects.get(email=OWNER)
    if name == "account_reset_password_from_key":
        return password_reset.link_for(owner).removeprefix(settings.BASE_URL)
    path = pattern.replace("<str:secret>", SetupLink.objects.issue())
    key = Authenticator.objects.filter(type="webauthn").first()
    return "/" + path.replace("<int:pk>", str(key.pk if key else 1))


def words(response: Any) -> str:
    body = re.sub(r"<(script|style|svg).*?</\1>", " ", response.content.decode(), flags=re.S)
    body = re.sub(r'<[^>]*?(?:placeholder|alt|aria-label)="([^"]*)"[^>]*>', r" \1 ", body)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def check(response: Any, language: str, name: str) -> None:
    assert response.status_code in {200, 422}, name
    body = response.content.decode()
    assert f'<html lang="{language}">' in body, name
    assert body.count("<h1") == 1, name
    assert "css/account.css" in body, f"{name} does not look like the site"
    assert response["Cache-Control"] == "no-store", name
    text = words(response)
    # Texts of allauth do not have the site's tone, and a French page contains no English.
    for foreign in ("Sign In", "Sign Out", "sign in", "Security Keys", "reauthenticate"):
        assert foreign not in text, (name, foreign)
    if language == "fr":
        for english in (" the ", " your ", " password", "Cancel", "(required)", " code of "):
            assert english not in f" {text} ", (name, english, text)
    rules = [*TYPOGRAPHY[language], *WORDS[language]]
    passages = [text for texts in said(body).values() for text in texts]
    assert [fault for text in passages for fault in faults(text, *rules)] == [], name


def test_there_are_pages() -> None:
    assert len(PAGES) > 20


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_it_opens_for_somebody_who_is_logged_in(
    owner_with_keys: Client, name: str, language: str
) -> None:
    response = owner_with_keys.get(
        address(name, PAGES[name]), headers={"Accept-Language": language}
    )
    elsewhere = LEADS_ELSEWHERE_WHEN_LOGGED_IN | LEADS_ELSEWHERE_WHEN_SET_UP
    if name in elsewhere:
        assert (response.status_code, response["Location"]) == (302, elsewhere[name])
    elif name in NO_PAGE:
        assert response.status_code == 200
        assert response["Cache-Control"] == "no-store"
    else:
        if name == "account_reset_password_from_key":
            response = owner_with_keys.get(
                response["Location"], headers={"Accept-Language": language}
            )
        check(response, language, name)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_it_opens_for_a_stranger_or_leads_to_the_log_in(
    owner: User, name: str, language: str
) -> None:
    client = Client()
    headers = {"Accept-Language": language}
    response = client.get(address(name, PAGES[name]), headers=headers)
    if name not in FOR_STRANGERS:
        assert response.status_code == 302, name
        assert response["Location"].startswith("/account/login/"), name
        return
    if name == "account_reset_password_from_key":
        response = client.get(response["Location"], headers=headers)
    check(response, language, name)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_seen_on_the_way_only(owner: User, language: str) -> None:
    """The second step of the log-in, an expired link, and an account without a password."""
    headers = {"Accept-Language": language}
    known = log_in(OWNER)
    for path in ("/account/2fa/", "/account/2fa/webauthn/", "/account/2fa/totp/activate/"):
        confirm_password(known)
        check(known.get(path, headers=headers), language, path)
    activate_totp(known)
    stranger = Client()
    stranger.post("/account/login/", {"login": OWNER, "password": PASSWORD})
    second_step = stranger.get("/account/2fa/authenticate/", headers=headers)
    check(second_step, language, "second step")
    # Without a key, the button for keys is not shown (e2e/test_passkeys.py uses one).
    assert "mfa_webauthn_authenticate" not in second_step.content.decode()
    bad = f"/account/password/reset/key/{user_pk_to_url_str(owner)}-x-y/"
    check(Client().get(bad, headers=headers), language, "bad link")
    owner.set_unusable_password()
    owner.save()
    client = Client()
    client.force_login(owner)
    check(client.get("/account/password/set/", headers=headers), language, "no password")


# What every form refuses: wrong, short, different, and known passwords, codes and addresses.
NONSENSE = {
    "login": OWNER, "password": "wrong", "oldpassword": "wrong", "code": "000000", "email": "no",
    "password1": OWNER, "password2": "other", "name": "", "credential": "{}",
}  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("who", ["stranger", "owner"])
def test_its_errors_are_well_written(owner_with_keys: Client, who: str, language: str) -> None:
    accept = {"Accept-Language": language}
    errors = set()
    for name, pattern in PAGES.items():
        if name in {"account_logout", *NO_PAGE}:
            continue
        client = Client() if who == "stranger" else owner_with_keys
        for data in (NONSENSE, {}):
            response = client.post(address(name, pattern), data, headers=accept)
            if response.status_code in {200, 422} and response["Content-Type"].startswith("text"):
                check(response, language, name)
                form = (response.context or {}).get("form")
                errors |= {e for es in (form.errors if form else {}).values() for e in es}
    assert len(errors) >= 3, errors
    if who == "stranger":
        wrong = {"fr": "L’adresse e-mail ou le mot de passe est incorrect.",
                 "en": "The e-mail address or the password is not correct."}  # fmt: skip
        assert wrong[language] in errors


def test_the_language_of_the_account_goes_before_the_browsers(owner: User) -> None:
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(owner)
    profile.preferred_language = "en"
    profile.save()
    client = log_in(OWNER)
    check(client.get("/account/2fa/", headers={"Accept-Language": "fr"}), "en", "2fa")


def test_what_an_app_is_told_names_the_site_and_no_port(owner: User) -> None:
    client = log_in(OWNER)
    confirm_password(client)
    page = client.get("/account/2fa/totp/activate/", headers={"host": "localhost:9999"})
    assert "issuer=localhost&" in page.context["totp_url"] + "&"
    assert "9999" not in page.context["totp_url"]


def test_what_is_to_be_corrected_is_listed_with_a_link_to_each_field() -> None:
    """Above the form, and with the focus; no field has a placeholder that repeats its label."""
    welcome = f"/welcome/{SetupLink.objects.issue()}/"
    for path in ("/account/login/", "/account/password/reset/", welcome):
        page = BeautifulSoup(Client().post(path, {"email": ""}).content, "html.parser")
        summary = page.select_one(".error-summary[role=alert][autofocus]")
        wrong = page.select("form :is(input, select)[aria-invalid=true]")
        assert wrong, path
        linked = [link["href"] for link in summary.select("li a")]
        assert linked == [f"#{field['id']}" for field in wrong], path
        assert not page.select("form [placeholder]"), path
