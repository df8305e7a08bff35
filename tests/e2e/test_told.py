"""Visitors who listen, or see little at once, learn what has changed and where they are."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import OWNER, RunningSite, Visit

pytestmark = [pytest.mark.e2e, pytest.mark.looks]

# Record all that the live region says, in order.
LISTEN = """
() => {
  window.heard = [];
  const region = document.getElementById("announcer");
  new MutationObserver(() => region.textContent.trim() && heard.push(region.textContent.trim()))
    .observe(region, { childList: true });
}
"""
# Errors that do not stand below their field.
ERRORS_ELSEWHERE = """
() => [...document.querySelectorAll(".form-row:has(.errorlist)")].filter(row => {
  const fields = [...row.querySelectorAll("input, select, textarea")];
  const bottom = Math.max(...fields.map(field => field.getBoundingClientRect().bottom));
  return row.querySelector(".errorlist").getBoundingClientRect().top < bottom;
}).map(row => row.textContent)
"""


def test_the_form_says_what_happens(site: RunningSite, visit: Callable[..., Visit]) -> None:
    """Questions that are added, a message on its way, one that fails, errors, and success."""
    visitor = visit()
    page = visitor.go("/contact/")
    page.evaluate(LISTEN)
    own_title = page.title()
    name = page.locator(".site-header .brand").inner_text()
    assert own_title.count(name) == 1
    page.locator("select[name=service]").focus()
    page.locator("select[name=service]").select_option("strategie")
    expect(page.locator("[name^=brief_]").first).to_be_visible()
    questions = page.locator("main .form-brief").count()
    expect(page.locator("#announcer")).to_contain_text(f"{questions} questions ajoutées")
    expect(page.locator("select[name=service]")).to_be_focused()

    # While the answer takes its time, the button says so, can be read, and keeps the focus.
    held: list[Route] = []
    page.route("**/contact/", lambda route: held.append(route))
    send = page.locator(".inquiry .actions [type=submit]")
    words = send.inner_text()
    assert "Envoi" not in words
    with page.expect_request("**/contact/"):
        send.click()
    expect(send).to_have_text("Envoi en cours…", use_inner_text=True)
    expect(send).to_be_focused()
    expect(send).to_have_css("opacity", "1")
    expect(page.locator("#announcer")).to_have_text("Envoi en cours…")
    send.click()  # once more, impatiently
    page.evaluate("heard.length = 0")
    held.pop().abort()
    notice = page.locator(".send-failed")
    expect(notice).to_be_focused()
    expect(send).to_have_text(words, use_inner_text=True)
    assert held == []
    assert page.evaluate("heard") == []  # the focus reads it
    page.unroute("**/contact/")

    # Errors: in the title, as links of whole lines, each below its field.
    send.click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.title() == f"Erreur\u00a0: {own_title}"
    lines = page.locator(".error-summary li")
    links = page.locator(".error-summary li a")
    assert lines.all_inner_texts() == links.all_inner_texts()
    assert all(" – " in line for line in lines.all_inner_texts())
    assert "Votre message – " in " ".join(lines.all_inner_texts())
    assert page.evaluate(ERRORS_ELSEWHERE) == []
    for link in links.all():
        link.press("Enter")
        expect(page.locator(":focus")).to_have_attribute("aria-invalid", "true")

    page.locator("select[name=service]").select_option("")
    expect(page.locator("[name^=brief_]")).to_have_count(0)
    expect(page.locator("#announcer")).to_have_text("Pas d’autre question.")
    assert page.title() == own_title
    page.locator("[name=message]").fill("Bonjour.")
    page.locator("[name=name]").fill("Léa Martin")
    page.locator("[name=email]").fill("entendu@client.example")
    page.locator("[name=email]").press("Enter")
    expect(page.locator(".sent-reference")).to_be_visible()
    assert page.title() == f"C’est bien arrivé — {name}"
    visitor.problems = [p for p in visitor.problems if not re.search("ERR_FAILED|sendError", p)]
    visitor.assert_clean()


@pytest.mark.parametrize("scripted", [True, False], ids=["with htmx", "plain"])
def test_the_title_says_what_was_searched_and_found(
    site: RunningSite, visit: Callable[..., Visit], scripted: bool
) -> None:
    page = visit(java_script_enabled=scripted).go("/entretien/")
    own_title = page.title()

    def search(words: str) -> str:
        page.locator("#finder-q").fill(words)
        page.locator("#finder-q").press("Enter")
        page.wait_for_url(f"**q={words}**")
        expect(page).to_have_title(re.compile(words))
        return page.title()

    found, vain = search("benevole"), search("xyzzy")
    assert re.fullmatch(
        rf"«\u202fbenevole\u202f»\u00a0: \d réponses? – {re.escape(own_title)}", found
    )
    assert vain.startswith("«\u202fxyzzy\u202f»\u00a0: 0 réponse – ")
    page.goto(site.url + "/entretien/")
    topic = page.locator('#topics a[href*="topic="]').first
    name = topic.inner_text()
    topic.click()
    expect(page).to_have_title(re.compile(rf"{name}\u00a0: \d réponses? – "))


CURRENT = "() => document.querySelector('.chapters [aria-current]').hash.slice(1)"
JUMP = "y => window.scrollTo({ top: y, behavior: 'instant' })"
IN_WINDOW = """
() => {
  const { top, bottom } = document.activeElement.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}
"""


def test_a_jump_and_the_focus_arrive_at_once(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    """The bar names the question that is being read, after any jump; Tab is never slow."""
    page = visit(viewport={"width": 1280, "height": 800}).go("/entretien/")
    ids = page.locator("#answers article").evaluate_all("all => all.map(one => one.id)")

    def expect_current(identity: str) -> None:
        current = page.locator(".chapters [aria-current]")
        expect(current).to_have_attribute("href", f"#{identity}")

    places = "id => document.getElementById(id).getBoundingClientRect().top + scrollY"
    for jump, identity in (
        ("document.body.scrollHeight", ids[-1]),
        ("0", ids[0]),
        (f"({places})('{ids[4]}')", ids[4]),
        ("document.querySelector('.closing').offsetTop", ids[-1]),
        (f"({places})('{ids[1]}')", ids[1]),
    ):
        page.evaluate(f"({JUMP})({jump})")
        expect_current(identity)

    # From far below, the focus goes to the header, and is seen at once.
    page.evaluate(f"({JUMP})(document.body.scrollHeight)")
    page.locator(f'.chapters a[href="#{ids[0]}"]').click()
    page.evaluate(f"({JUMP})(document.body.scrollHeight)")
    page.evaluate("document.querySelector('.chapters a').focus({ preventScroll: true })")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(IN_WINDOW)


WRONG_PASSWORD = ("owner@example.org", "nobody knows it")
# What a placeholder says, the label says already.
PLACEHOLDERS = "() => [...document.querySelectorAll('[placeholder]')].map(e => e.outerHTML)"
# Boxes whose words do not stand on their right, on the same line.
BESIDE = """
() => [...document.querySelectorAll("[type=checkbox]")].filter(box => {
  const words = document.createRange();
  words.selectNodeContents(box.labels[0].lastChild);
  const [own, its] = [box.getBoundingClientRect(), words.getBoundingClientRect()];
  return its.left < own.right || its.top > own.bottom || its.bottom < own.top;
}).map(box => box.outerHTML)
"""
DESCRIBED = """
field => field.getAttribute("aria-describedby").split(" ")
  .map(id => document.getElementById(id)?.textContent.trim()).join(" ")
"""


def assert_refused(page: Page, field: str) -> None:
    """Check that the refusal has the focus, is in the title, and describes its field."""
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.title().startswith("Erreur\u00a0: ")
    wrong = page.locator(field)
    expect(wrong).to_have_attribute("aria-invalid", "true")
    assert page.locator(f"{field} ~ .errorlist, :has(> {field}) ~ .errorlist").count()
    error = page.locator(".errorlist li").first.inner_text()
    assert error in wrong.evaluate(DESCRIBED)
    page.locator(".error-summary a").first.press("Enter")
    expect(page.locator(":focus")).to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize("scripted", [True, False], ids=["with JavaScript", "without"])
def test_a_refused_log_in_says_so(
    site: RunningSite, visit: Callable[..., Visit], scripted: bool
) -> None:
    page = visit(java_script_enabled=scripted).open("/account/login/")
    assert page.evaluate(PLACEHOLDERS) == []
    for name, value in zip(("login", "password"), WRONG_PASSWORD, strict=True):
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=password]").press("Enter")
    assert_refused(page, "[name=password]")
    expect(page.locator("[name=login]")).to_have_attribute("aria-invalid", "true")
    assert "mot de passe" in page.locator("[name=login]").evaluate(DESCRIBED)


def test_the_other_forms_of_an_account_say_so_too(site: RunningSite, owner_page: Page) -> None:
    for path, field in (
        ("/account/password/reset/", "[name=email]"),
        ("/account/password/change/", "[name=oldpassword]"),
        ("/account/reauthenticate/", "[name=password]"),
    ):
        owner_page.goto(site.url + path)
        assert owner_page.evaluate(PLACEHOLDERS) == [], path
        owner_page.evaluate("for (const form of document.forms) form.noValidate = true")
        owner_page.locator("main form.inquiry [type=submit]").first.click()
        assert_refused(owner_page, field)
    owner_page.locator("[name=password]").fill(OWNER["password"])
    with owner_page.expect_navigation():
        owner_page.locator("[name=password]").press("Enter")
    owner_page.goto(f"{site.url}/account/2fa/webauthn/add/")
    expect(owner_page.locator("[type=checkbox]")).to_have_count(1)
    assert owner_page.evaluate(BESIDE) == []
