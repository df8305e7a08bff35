"""A password can be shown while it is typed, and is hidden again afterwards."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit

pytestmark = [pytest.mark.e2e, pytest.mark.looks]


def test_a_password_is_shown_and_hidden_again(visit: Callable[..., Visit]) -> None:
    browser = visit()
    page = browser.open("/account/login/")
    field, show = page.locator("[name=password]"), page.locator(".password-show")
    field.fill("un mot puis un autre")
    expect(show).to_have_attribute("aria-pressed", "false")

    show.focus()
    page.keyboard.press("Enter")

    expect(field).to_have_attribute("type", "text")
    expect(show).to_have_attribute("aria-pressed", "true")
    expect(show).to_have_accessible_name("Afficher le mot de passe")
    expect(field).to_have_value("un mot puis un autre")

    show.click()
    expect(field).to_have_attribute("type", "password")
    # The button shows the password, and does not submit the form.
    assert page.url.endswith("/account/login/")
    assert browser.problems == []


def test_without_scripts_there_is_no_button(visit: Callable[..., Visit]) -> None:
    page = visit(java_script_enabled=False).open("/account/login/")

    expect(page.locator("[name=password]")).to_be_visible()
    expect(page.locator(".password-show")).to_have_count(0)
