"""Importing an interview in a real browser, from the paste to the published page."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import PATIENCE, RunningSite, Visit
from tests.e2e.test_every_page import findings, overflow
from tests.e2e.test_main_job import publish

# The queries of these screens are tested on PostgreSQL by tests/brand.
pytestmark = [pytest.mark.e2e, pytest.mark.any_database]

START = "/admin/interviews/import/"
TEXT = """Une jardinière dans la ville
Propos recueillis par Lina Roche, le 12 mars 2024

Que plantez-vous autour des écoles ?

Des haies, surtout. Voici ce que nous mettons :
- des noisetiers
- des charmes

Pourquoi attendre ? Un arbre ne lit pas le calendrier, je le sais bien moi-même.

Vos élèves participent-ils aux plantations ?

Ils creusent, ils arrosent, et ils reviennent.

Et quand ça rate ?

On recommence au printemps.

Avez-vous un conseil pour une petite équipe ?

Commencez par dix mètres.

Email : ada@jardin.example
"""


def paste(page: Page, site: RunningSite, text: str = TEXT) -> None:
    page.goto(site.url + START)
    page.locator("#main textarea[name=text]").fill(text)
    page.locator("#main form[enctype] button").click()
    page.wait_for_url(re.compile(r"/import/\d+/$"))


def passage(page: Page, words: str) -> Locator:
    return page.locator("#passages > li", has_text=words)


def role(page: Page, words: str) -> Locator:
    return passage(page, words).locator("select")


def test_from_the_paste_to_what_visitors_read(
    site: RunningSite, owner_page: Page, visit: Callable[..., Visit]
) -> None:
    page = owner_page
    paste(page, site)
    said = page.locator("#t-said")

    # What can be done with a passage is shown, whether or not a mouse is there.
    shown = page.locator(".t-act").evaluate_all("all => all.map(e => getComputedStyle(e).opacity)")
    assert set(shown) == {"1"}
    # … and each says which passage it is about, for whoever meets it in a list.
    names = page.locator(".t-act").all_text_contents()
    assert len(names) == len(set(names))

    # Change a role by mouse. The screen says so, and the focus stays.
    role(page, "Pourquoi attendre").select_option("question")
    expect(said).not_to_be_empty()
    expect(role(page, "Pourquoi attendre")).to_have_value("question")
    expect(role(page, "Pourquoi attendre")).to_be_focused()
    expect(page.locator("#structure")).to_contain_text("Pourquoi attendre")

    # Change another one by keyboard: Tab from control to control, then the arrow keys.
    role(page, "Vos élèves").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(passage(page, "Vos élèves").locator("a")).to_be_focused()
    page.keyboard.press("Tab")
    expect(role(page, "Ils creusent")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(said).to_contain_text("9")
    expect(role(page, "Ils creusent")).to_have_value("question")
    expect(role(page, "Ils creusent")).to_be_focused()

    # Undo; it is the same after a reload.
    page.locator("#undo").click()
    expect(role(page, "Ils creusent")).to_have_value("answer")
    page.reload()
    expect(role(page, "Ils creusent")).to_have_value("answer")
    expect(role(page, "Pourquoi attendre")).to_have_value("question")
    expect(page.locator("#redo")).to_be_enabled()

    # Split where the question ends. What follows becomes its answer.
    passage(page, "Pourquoi attendre").hover()
    passage(page, "Pourquoi attendre").locator("a").click()
    expect(page.locator("#words")).to_be_focused()
    expect(page.locator("#words")).to_have_value(re.compile(r"^Pourquoi attendre \?\nUn arbre"))
    page.locator("#words ~ p button").click()
    expect(role(page, "Un arbre ne lit pas")).to_have_value("answer")
    expect(role(page, "Un arbre ne lit pas")).to_be_focused()

    # Text typed into the draft's form survives a correction and a reload.
    title = "Une jardinière, dix mètres de haie et tous ceux qui reviennent les voir"
    page.locator("[name=title]").fill(title)
    page.locator("[name=standfirst]").fill("Un arbre ne lit pas le calendrier.")
    role(page, "Et quand ça rate").select_option("answer")
    expect(page.locator("[name=title]")).to_have_value(title)
    page.locator("#undo").click()
    expect(role(page, "Et quand ça rate")).to_have_value("question")
    page.reload()
    expect(page.locator("[name=title]")).to_have_value(title)

    # The draft opens in the editor, and visitors do not see it yet.
    page.locator("#create").click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    expect(page.locator(".messages")).to_contain_text("5")
    expect(page.locator("[name=interviewer]")).to_have_value("Lina Roche")
    page.locator(
        "[aria-label][data-side-panel-toggle=preview], button[aria-controls*=preview]"
    ).first.click()
    preview = page.frame_locator("iframe#w-preview-iframe, iframe[title]").first
    expect(preview.locator("#answers")).to_contain_text("Un arbre ne lit pas")
    slug = page.locator("[name=slug]").input_value()
    reader = visit()
    reader.go(f"/{slug}/")
    expect(reader.page.locator("body")).not_to_contain_text("Un arbre ne lit pas")

    publish(page)
    for scripted in (True, False):
        reader = visit(java_script_enabled=scripted)
        reader.go(f"/{slug}/")
        answers = reader.page.locator("#answers")
        expect(answers).to_contain_text("Pourquoi attendre ?")
        expect(answers).to_contain_text("Un arbre ne lit pas le calendrier")
        expect(answers.locator("li", has_text="des charmes").first).to_be_visible()
        reader.assert_clean()
    # The first interview links to this one. Delete it, because other tests measure the first one
    # alone.
    gone = f"from wagtail.models import Page; Page.objects.get(slug={slug!r}).delete()"
    site.manage("shell", "--verbosity", "0", "-c", gone)


def test_a_server_that_does_not_answer_is_told(site: RunningSite, owner_page: Page) -> None:
    paste(owner_page, site)
    owner_page.route("**/interviews/import/*/", lambda route: route.abort())
    role(owner_page, "Et quand ça rate").select_option("answer")
    failed = owner_page.locator("#t-said").get_attribute("data-failed")
    assert failed
    expect(owner_page.locator("#t-said")).to_have_text(failed)


@pytest.fixture
def look(
    browser: Browser, site: RunningSite, owner_state: object
) -> Iterator[Callable[[int, str], Page]]:
    """Open the owner's browser with a width and a colour scheme."""
    contexts = []

    def open_browser(width: int, scheme: str) -> Page:
        context = browser.new_context(
            storage_state=owner_state,  # type: ignore[arg-type]
            viewport={"width": width, "height": 800},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_browser
    for context in contexts:
        context.close()


# Elements of Wagtail's own are not ours to change.
OURS = re.compile(r"t-|#id_|passages|#words|#undo|#redo|#swap|#create|#structure|#draft|#text")


TOO_WIDE = """
() => [...document.querySelectorAll("main .nice-padding *")]
  .filter(element => element.getBoundingClientRect().right > innerWidth)
  .map(element => `${element.tagName}.${element.className}#${element.id}`)
"""


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_the_screens_are_accessible_and_whole(
    site: RunningSite, look: Callable[[int, str], Page], width: int, scheme: str
) -> None:
    page = look(width, scheme)
    problems = {}

    def check(name: str) -> None:
        found = [f for f in findings(page) if OURS.search(f)]
        if overflow(page) or page.evaluate(
            "document.querySelector('main').scrollWidth > innerWidth"
        ):
            found.append(f"too wide: {page.evaluate(TOO_WIDE)}")
        if page.locator("h1").count() != 1:
            found.append("not exactly one h1")
        if found:
            problems[name] = found

    page.goto(site.url + START)
    check("start")
    page.locator("#main form[enctype] button").click()
    expect(page.locator("#main .error-message").first).to_be_visible()
    check("start with an error")
    paste(page, site, TEXT + "\n" + "mot" * 200 + "\n")
    check("work")
    passage(page, "Pourquoi attendre").hover()
    passage(page, "Pourquoi attendre").locator("a").click()
    expect(page.locator("#words")).to_be_focused()
    expect(page.locator("#words")).to_be_in_viewport()
    page.locator("#words").fill("Autre chose")
    page.locator("#words ~ p button").first.click()
    expect(page.locator("#words-problem")).to_be_visible()
    expect(page.locator("#words")).to_have_value("Autre chose")
    check("split with an error")
    page.locator("[name=title]").fill("")
    page.locator("#create").click()
    expect(page.locator("#draft .w-field--error, #draft .error-message").first).to_be_visible()
    check("draft with an error")
    assert problems == {}
