"""Enter submits a form with its main button, from every one-line field.

The default button of a form is its first submit button in tree order, visible or not (HTML,
"Implicit submission"). A form with several buttons needs an entry in MAIN.
"""

import re
from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.addresses import OUR_SCREENS
from tests.e2e.conftest import RunningSite, Visit
from tests.e2e.test_every_page import STATES, seeded_paths
from tests.e2e.test_transcript_admin import paste

# The kind of database does not matter here.
pytestmark = [pytest.mark.e2e, pytest.mark.looks]

# The main buttons of forms with several buttons, by their text.
MAIN = {
    "Envoyer mon message",
    "Send my message",
    "Appliquer les rôles",  # saves everything on the screen; creating the draft has another button
}
# Mark every editable one-line field, and record what would be sent, and by which button.
FIND_FIELDS = """
() => {
  const others = ["hidden", "submit", "button", "reset", "file", "image", "color", "range"];
  const submits = form => [...form.elements].filter(e => e.type === "submit" || e.type === "image");
  const words = button => (button.tagName === "INPUT" ? button.value : button.textContent).trim();
  window.sent = [];
  const note = event => {
    const clicked = event.target.closest("[type=submit], button");
    const button = event.type === "submit" ? event.submitter : clicked;
    if (event.type === "click" && !(button?.type === "submit" && button.form)) return;
    sent.push(button ? words(button) : "");
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener("click", note, true);
  addEventListener("submit", note, true);
  const found = [];
  for (const form of document.forms) {
    form.noValidate = true;
    for (const field of form.elements) {
      const isInput = field.tagName === "INPUT" && !others.includes(field.type);
      if (!isInput || field.disabled || field.readOnly || field.closest(".form-trap")) continue;
      if (!field.checkVisibility({ visibilityProperty: true })) continue;
      field.setAttribute("data-n", found.length);
      // Wagtail's searches follow each key, and say by a disabled button that Enter is nothing.
      const silent = submits(form)[0]?.disabled;
      const buttons = silent ? null : [...new Set(submits(form).map(words))];
      found.push({ name: field.name || field.id, buttons });
    }
  }
  return found;
}
"""
FOCUS = """
n => {
  window.sent.length = 0;
  const field = document.querySelector(`[data-n="${n}"]`);
  // A field that makes something else of Enter, such as a list of tags, prevents what follows.
  const note = event => setTimeout(() => { window.taken = event.defaultPrevented; });
  field.addEventListener("keydown", note, { once: true });
  field.focus();
}
"""
WHAT_CAME = "async () => { await new Promise(setTimeout); return [sent, taken]; }"


def wrong_defaults(page: Page) -> tuple[int, list[str]]:
    """Press Enter in every one-line field; return their number, and those with a wrong result."""
    fields, wrong = page.evaluate(FIND_FIELDS), []
    for n, field in enumerate(fields):
        page.evaluate(FOCUS, n)
        page.keyboard.press("Enter")
        sent, taken = page.evaluate(WHAT_CAME)
        buttons = field["buttons"]
        if buttons is None:
            main = []
        else:
            main = [b for b in buttons if len(buttons) == 1 or b in MAIN] or [""]
        if sent != main and not (taken and not sent):
            wrong.append(f"{field['name']}: {sent} of {buttons}")
    return len(fields), wrong


def test_enter_is_the_main_button_on_visitors_pages(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    visitor = visit(reduced_motion="reduce")
    services = [p for p in seeded_paths(site) if re.fullmatch(r"/services/[^/]+/", p)]
    asked = [f"/contact/?service={p.split('/')[2]}" for p in services]
    assert asked
    wrong, fields = {}, 0
    for path in [*seeded_paths(site), *asked, *STATES]:
        number, found = wrong_defaults(visitor.go(path))
        fields += number
        if found:
            wrong[path] = found
    assert wrong == {}
    assert fields > 20


def test_enter_is_the_main_button_on_our_screens_of_the_admin(
    site: RunningSite, visit: Callable[..., Visit], owner_page: Page
) -> None:
    visitor = visit(reduced_motion="reduce")
    fill(visitor.go("/contact/"), "inbox@client.example").press("Enter")
    expect(visitor.page.locator(".sent-reference")).to_be_visible()
    paste(owner_page, site)
    imported = owner_page.url.removeprefix(site.url)
    owner_page.goto(f"{site.url}/admin/inquiries/")
    inquiry = owner_page.locator("a[href*='/inquiries/inspect/']").first.get_attribute("href")
    rows = [imported, inquiry, *(inquiry.replace("inspect", w) for w in ("history", "delete"))]
    wrong, fields = {}, 0
    strangers = [(visitor.page, p) for p in OUR_SCREENS if p.startswith("/account/")]
    for page, path in [*strangers, *((owner_page, p) for p in [*OUR_SCREENS, *rows])]:
        answer = page.request.get(site.url + path)
        if not answer.ok or "html" not in answer.headers["content-type"]:
            continue  # accepts only POST, or is a file
        page.goto(site.url + path)
        number, found = wrong_defaults(page)
        fields += number
        if found:
            wrong[path] = found
    assert wrong == {}
    assert fields > 50


def fill(page: Page, email: str) -> Locator:
    """Fill in the inquiry form, and return the field of the e-mail address."""
    page.locator("[name=message]").fill("Bonjour.\nUne question.")
    page.locator("[name=name]").fill("Léa Martin")
    page.locator("[name=email]").fill(email)
    return page.locator("[name=email]")


def is_whole(request: Request) -> bool:
    """Whether a request sends a form, rather than asking for an e-mail suggestion."""
    return request.method == "POST" and "message=" in (request.post_data or "")


@pytest.mark.parametrize("scripted", [True, False], ids=["with JavaScript", "without"])
def test_enter_sends_the_message(
    site: RunningSite, visit: Callable[..., Visit], scripted: bool
) -> None:
    """From every one-line field, the request is that of the button Send.

    The last one is received.
    """
    visitor = visit(java_script_enabled=scripted, reduced_motion="reduce")
    page = visitor.page

    def hold(route: Route) -> None:
        route.fulfill(status=204)  # no new page, so that the text stays

    service = next(p.split("/")[2] for p in seeded_paths(site) if p.startswith("/services/s"))
    for path in (f"/contact/?service={service}", "/en/contact/"):
        visitor.go(path)
        fill(page, "entree@gmial.com")
        fields = page.locator(
            "form[method=post] input:not([type=hidden], [type=submit], .form-trap input)"
        ).all()
        names = {field.get_attribute("name") for field in fields}
        assert {"name", "email", "organisation"} <= names
        page.route("**/contact/", hold)
        for field in fields:
            with page.expect_request(is_whole) as sending:
                field.press("Enter")
            sent = parse_qs(sending.value.post_data or "", keep_blank_values=True)
            assert sent["message"][0].splitlines() == ["Bonjour.", "Une question."]
            assert sending.value.url.endswith("/contact/")  # not the address of another button
        page.unroute("**/contact/")
    address = f"entree-{'with' if scripted else 'without'}@client.example"
    fill(page, address).press("Enter")
    page.keyboard.press("Enter")  # once more during the request
    expect(page.locator(".sent-reference")).to_be_visible()
    visitor.assert_clean()


@pytest.mark.parametrize("scripted", [True, False], ids=["with JavaScript", "without"])
def test_enter_says_what_is_wrong(
    site: RunningSite, visit: Callable[..., Visit], scripted: bool
) -> None:
    visitor = visit(java_script_enabled=scripted)
    page = visitor.go("/contact/")
    page.locator("[name=email]").fill("lea.example.org")
    page.locator("[name=email]").press("Enter")
    expect(page.locator(".error-summary")).to_be_visible()
    assert page.locator("[name=email]").input_value() == "lea.example.org"
