"""A passkey in a real browser: registered, required after the password, and sufficient alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import RunningSite, Visit

pytestmark = [pytest.mark.e2e, pytest.mark.looks]
EMAIL, PASSWORD = "keys@example.org", "un mot puis un autre"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def log_in(page: Page) -> None:
    page.fill("[name=login]", EMAIL)
    page.fill("[name=password]", PASSWORD)
    page.click("main .inquiry [type=submit] >> nth=0")


def test_a_passkey_is_a_second_factor_and_a_log_in(
    visit: Callable[..., Visit], site: RunningSite
) -> None:
    site.manage(
        "shell", "-c",
        "from ops.models import User;"
        f"User.objects.create_superuser({EMAIL!r}, {PASSWORD!r})",
    )  # fmt: skip
    browser = visit()
    device = browser.context.new_cdp_session(browser.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    page = browser.open("/account/login/?next=/account/2fa/webauthn/add/")
    log_in(page)
    page.fill("[name=password]", PASSWORD)
    page.click("main .inquiry [type=submit]")
    page.fill("[name=name]", "Téléphone")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    expect(page.locator(".account-codes li")).to_have_count(10)
    browser.open("/account/2fa/webauthn/")
    expect(page.locator(".account-list")).to_contain_text("Téléphone")

    browser.open("/account/logout/")
    page.click("main [type=submit]")
    log_in(page)
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/admin/")

    browser.open("/account/logout/")
    page.click("main [type=submit]")
    page.click("#passkey_login")
    page.wait_for_url("**/admin/")
    # Pages of the admin have no cross-fade.
    assert [p for p in browser.problems if "Transition was aborted" not in p] == []
