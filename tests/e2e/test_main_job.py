"""The main job from start to end: a visitor reads and asks, the owner answers and edits."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import RunningSite, Visit

pytestmark = pytest.mark.e2e

WALKS = {
    "with JavaScript": {"home": "/", "interview": "/entretien/", "services": "/services/"},
    "without JavaScript": {"home": "/", "interview": "/entretien/", "services": "/services/"},
    "in English": {
        "home": "/en/",
        "interview": "/en/interview/",
        "services": "/en/services/",
    },
}

first, *others = WALKS


def open_by_link(page: Page, prefix: str) -> None:
    """Follow the first visible link in the page's content to an address below `prefix`."""
    page.locator(f'main a[href^="{prefix}"]:not([href="{prefix}"]):visible').first.click()
    page.wait_for_url(f"**{prefix}**")


def answer_the_brief(form: Locator) -> None:
    """Answer every question of the brief: the first choice, or a word."""
    names = form.evaluate("form => [...form.elements].map(element => element.name)")
    for name in sorted({name for name in names if name.startswith("brief_")}):
        control = form.locator(f"[name={name}]").first
        match control.get_attribute("type"):
            case "radio" | "checkbox":
                control.check()
            case _:
                control.fill("Une douzaine")


def publish(page: Page) -> None:
    """Publish with the editor's main button."""
    with page.expect_navigation():
        page.locator("[name=action-publish]:visible").click()


@pytest.mark.parametrize(
    "walk", [first, *(pytest.param(walk, marks=pytest.mark.any_database) for walk in others)]
)
def test_from_the_first_visit_to_the_changed_biography(
    walk: str,
    site: RunningSite,
    visit: Callable[..., Visit],
    owner_page: Page,
    wait_for_mail: Callable[[str, int], None],
) -> None:
    paths = WALKS[walk]
    scripted = walk != "without JavaScript"
    client = f"{walk.replace(' ', '-').lower()}@client.example"
    visitor = visit(java_script_enabled=scripted)

    # The visitor reads an answer at its own address,
    page = visitor.go(paths["home"])
    page.locator(f'main a[href="{paths["interview"]}"]:visible').first.click()
    page.wait_for_url(f"**{paths['interview']}")
    open_by_link(page, paths["interview"])
    expect(page.locator("h1")).to_have_count(1)

    # … opens a service and writes.
    visitor.go(paths["services"])
    open_by_link(page, paths["services"])
    service = page.locator("h1").inner_text()
    page.locator('main a[href*="contact/?service="]:visible').first.click()
    form = page.locator("form[method=post]")
    expect(form.locator("[name=message]")).to_be_visible()
    form.locator("[name=name]").fill("Léa Martin")
    form.locator("[name=email]").fill(client)
    form.locator("[name=organisation]").fill("Les Amis du Parc")
    form.locator("[name=message]").fill("Bonjour,\nnous sommes douze bénévoles.")
    answer_the_brief(form)
    form.locator('button[type="submit"]:not([name])').click()
    reference = page.locator(".sent-reference").inner_text()
    assert client not in page.url

    # The worker delivers both mails to the SMTP server.
    wait_for_mail(client, 1)
    acknowledgement = site.mailbox.to(client)[0]
    assert acknowledgement["Auto-Submitted"] == "auto-replied"
    assert reference in acknowledgement["Subject"]
    assert "bénévoles" not in acknowledgement.get_body(("html",)).get_content()
    announcements = [m for m in site.mailbox.mails if client in (m["Reply-To"] or "")]
    assert len(announcements) == 1
    assert "nous sommes douze bénévoles." in announcements[0].get_body(("plain",)).get_content()

    # The owner finds the inquiry in the inbox.
    owner_page.goto(f"{site.url}/admin/inquiries/?q={client}")
    owner_page.get_by_role("link", name="Léa Martin").first.click()
    expect(owner_page.locator("main")).to_contain_text(reference)
    expect(owner_page.locator("main")).to_contain_text("douze bénévoles")
    expect(owner_page.locator("main")).to_contain_text(service)

    # The owner edits the biography and publishes; the visitor sees it.
    sentence = f"Je réponds aussi {walk}."
    home_id = site.page_id(paths["home"])
    owner_page.goto(f"{site.url}/admin/pages/{home_id}/edit/")
    biography = owner_page.locator("[data-contentpath=short_bio] [contenteditable=true]")
    biography.click()
    owner_page.keyboard.press("Control+End")
    owner_page.keyboard.type(f" {sentence}")
    # The editor copies its text to the form a moment after the last key.
    expect(owner_page.locator("[name=short_bio]")).to_have_value(re.compile(re.escape(walk)))
    publish(owner_page)
    visitor.go(paths["home"])
    expect(page.locator("main")).to_contain_text(sentence)
    visitor.assert_clean()


def test_what_the_site_writes_is_nobody_elses_business(site: RunningSite) -> None:
    others = {
        str(file.relative_to(site.var)): oct(file.stat().st_mode)
        for file in site.var.rglob("*")
        # Other users, such as a proxy, may read what visitors see anyway.
        if file.relative_to(site.var).parts[0] not in {"static", "media"}
        and file.stat().st_mode & 0o077
    }
    assert others == {}
