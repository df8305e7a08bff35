"""Reading the Q&A: filter and search with htmx and without, and the address of each state."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import RunningSite, Visit

pytestmark = [pytest.mark.e2e, pytest.mark.any_database]


def shown(page: Page) -> int:
    return page.locator("#answers article").count()


@pytest.mark.parametrize("scripted", [True, False], ids=["with htmx", "plain"])
def test_search_ignores_accents_and_keeps_the_address_in_step(
    site: RunningSite, visit: Callable[..., Visit], scripted: bool
) -> None:
    visitor = visit(java_script_enabled=scripted)
    page = visitor.go("/entretien/")
    everything = shown(page)
    page.locator("input[name=q]").fill("benevole")
    page.locator("input[name=q]").press("Enter")
    page.wait_for_url("**q=benevole**")
    expect(page.locator("#answers article")).not_to_have_count(everything)
    found = shown(page)
    assert 0 < found < everything
    page.reload()
    assert shown(page) == found
    assert page.locator("input[name=q]").input_value() == "benevole"
    visitor.assert_clean()


def test_typing_is_one_step_of_history_and_each_step_is_the_same_view_again(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    visitor = visit()
    page = visitor.go("/entretien/")
    everything = shown(page)
    field, hits = page.locator("#finder-q"), page.locator("#answers mark.hit")

    def view() -> tuple[str, str, list[str], list[str]]:
        ids = page.locator("#answers article").evaluate_all("all => all.map(one => one.id)")
        return page.url, field.input_value(), ids, hits.all_text_contents()

    field.press_sequentially("be")
    page.wait_for_url("**?q=be")
    field.press_sequentially("nevol")
    page.wait_for_url("**?q=benevol")
    expect(hits.first).to_have_text("bénévoles")
    expect(page.locator("#announcer")).to_contain_text("réponse")
    with page.expect_response(re.compile(r"\?q=benevol$")):
        field.press("Enter")
    expect(field).to_be_focused()
    found = view()
    page.locator('#topics a[href*="topic="]').last.click()
    page.wait_for_url("**topic=**")
    page.go_back()
    page.wait_for_url(found[0])
    expect(hits.first).to_have_text("bénévoles")
    expect(page.locator("[data-link]").first).to_be_visible()
    assert view() == found
    page.reload()
    assert view() == found
    page.go_back()
    page.wait_for_url("**/entretien/")
    expect(page.locator("#answers article")).to_have_count(everything)
    expect(field).to_have_value("")
    page.go_forward()
    page.wait_for_url(found[0])
    expect(hits.first).to_have_text("bénévoles")
    assert view() == found
    visitor.wait_for_htmx()
    field.fill("")
    page.wait_for_url("**/entretien/")
    visitor.assert_clean()


def test_what_was_typed_or_chosen_before_htmx_came_is_not_left_alone(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    visitor = visit()
    held: list[Route] = []
    visitor.page.route("**/htmx-*.js", lambda route: held.append(route))
    with visitor.page.expect_request("**/htmx-*.js"):
        page = visitor.open("/entretien/")
    page.locator("#finder-q").fill("benevol")
    held.pop().continue_()
    page.wait_for_url("**?q=benevol")
    expect(page.locator("#answers mark.hit").first).to_have_text("bénévoles")

    with page.expect_request("**/htmx-*.js"):
        visitor.open("/contact/")
    page.locator("[name=message]").fill("Déjà écrit")
    page.locator("select[name=service]").select_option(index=1)
    assert page.locator("[name^=brief_]").count() == 0
    held.pop().continue_()
    expect(page.locator("[name^=brief_]").first).to_be_visible()
    expect(page.locator("[name=message]")).to_have_value("Déjà écrit")
    visitor.assert_clean()


def test_where_htmx_is_refused_links_and_forms_are_plain(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    """A proxy's filter lets our own script through, but not the library."""
    visitor = visit()
    visitor.page.route("**/htmx-2*.js", lambda route: route.abort())
    with visitor.page.expect_event("requestfailed"):
        page = visitor.open("/entretien/")
    everything = shown(page)
    page.locator("#finder-q").fill("benevole")
    page.locator("#finder-q").press("Enter")
    page.wait_for_url("**q=benevole**")
    assert 0 < shown(page) < everything
    page.locator(".more-asks").first.click()
    page.wait_for_url("**/contact/?answer=entretien/**")
    page.locator("[name=name]").fill("Sans htmx")
    page.locator("[name=email]").fill("plain@client.example")
    page.locator("[name=message]").fill("Rien ne se charge.")
    page.locator('form[method=post] button[type="submit"]:not([name])').click()
    expect(page.locator(".sent-reference")).to_be_visible()


def test_a_search_that_a_newer_one_overtakes_leaves_no_trace(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    visitor = visit()
    page = visitor.go("/entretien/")
    field = page.locator("#finder-q")
    page.route(re.compile(r"\?q=be$"), lambda route: None)  # never answered
    with page.expect_request(re.compile(r"\?q=be$")):
        field.press_sequentially("be")
    field.press_sequentially("nevol")
    page.wait_for_url("**?q=benevol")
    expect(page.locator("#answers mark.hit").first).to_have_text("bénévoles")
    visitor.assert_clean()


def test_a_topic_is_reached_though_results_arrive_while_it_is_pressed(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    visitor = visit()
    page = visitor.go("/entretien/")
    held: list[Route] = []
    page.route(re.compile(r"\?q=benevol$"), lambda route: held.append(route))
    with page.expect_request(re.compile(r"\?q=benevol$")):
        page.locator("#finder-q").press_sequentially("benevol")
    topic = page.locator('#topics a[href*="topic="]').last
    topic.hover()
    page.mouse.down()
    held[0].continue_()
    expect(page.locator("#answers mark.hit").first).to_have_text("bénévoles")
    page.mouse.up()
    page.wait_for_url("**topic=**")
    assert "q=benevol" in page.url
    expect(topic).to_have_attribute("aria-current", "true")
    expect(topic).to_be_focused()
    visitor.assert_clean()


@pytest.mark.parametrize("scripted", [True, False], ids=["with htmx", "plain"])
def test_a_topic_narrows_the_interview_and_back_undoes_it(
    site: RunningSite, visit: Callable[..., Visit], scripted: bool
) -> None:
    visitor = visit(java_script_enabled=scripted)
    page = visitor.go("/entretien/")
    everything = shown(page)
    page.locator('main a[href*="topic="]:visible').first.click()
    page.wait_for_url("**topic=**")
    expect(page.locator("#answers article")).not_to_have_count(everything)
    page.go_back()
    expect(page.locator("#answers article")).to_have_count(everything)
    visitor.assert_clean()


@pytest.mark.parametrize("scripted", [True, False], ids=["with htmx", "plain"])
def test_on_a_phone_a_search_shows_that_something_was_found(
    site: RunningSite, visit: Callable[..., Visit], scripted: bool
) -> None:
    """The field, the count beside it and the first answer are all in the window."""
    phone = {"viewport": {"width": 360, "height": 640}, "reduced_motion": "reduce"}
    page = visit(java_script_enabled=scripted, **phone).go("/entretien/")
    field, count = page.locator("#finder-q"), page.locator("#finder-count")
    field.scroll_into_view_if_needed()
    where = field.bounding_box()
    field.fill("benevole")
    if scripted:
        expect(count).to_have_text(re.compile("réponses? sur"))
        assert field.bounding_box() == where
    field.press("Enter")
    page.wait_for_url("**q=benevole**")
    for seen in (field, count, page.locator("#answers article h2").first):
        expect(seen).to_be_in_viewport()
    expect(count).to_have_text(re.compile("réponses? sur"))


@pytest.mark.parametrize("scripted", [True, False], ids=["with htmx", "plain"])
def test_nothing_found_helps(
    site: RunningSite, visit: Callable[..., Visit], scripted: bool
) -> None:
    page = visit(java_script_enabled=scripted).go("/entretien/")
    page.locator("input[name=q]").fill("xyzzy")
    page.locator("input[name=q]").press("Enter")
    page.wait_for_url("**q=xyzzy**")
    expect(page.locator("#answers article")).to_have_count(0)
    page.locator('#answers a[href$="/entretien/"]').first.click()
    expect(page.locator("#answers article").first).to_be_visible()


def test_the_result_is_announced(site: RunningSite, visit: Callable[..., Visit]) -> None:
    page = visit().go("/entretien/")
    page.locator("input[name=q]").fill("xyzzy")
    page.locator("input[name=q]").press("Enter")
    expect(page.locator("#announcer")).not_to_be_empty()


def test_previous_and_next_walk_through_all_answers(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    page = visit(java_script_enabled=False).go("/entretien/")
    count = shown(page)
    with page.expect_navigation():
        page.locator('#answers a[href^="/entretien/"]:visible').first.click()
    seen = {page.url}
    while (following := page.locator("a[rel=next]")).count():
        with page.expect_navigation():
            following.click()
        seen.add(page.url)
    assert len(seen) == count
    assert page.locator("a[rel=prev]").count() == 1


def test_the_form_opens_in_place_and_takes_the_focus(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    visitor = visit()
    page = visitor.go("/services/")
    page.locator('main a[href^="/services/"]:not([href="/services/"]):visible').first.click()
    page.wait_for_url("**/services/*/")
    visitor.wait_for_htmx()
    before = page.url
    page.locator('main a[href*="contact/?service="]:visible').first.click()
    expect(page.locator("form[method=post] [name=message]")).to_be_visible()
    assert page.url == before
    focused = page.locator("#inquiry-form:focus, #inquiry-form :focus")
    expect(focused).to_have_count(1)
    visitor.assert_clean()


def test_the_questions_follow_the_service_and_the_text_stays(
    site: RunningSite, visit: Callable[..., Visit]
) -> None:
    visitor = visit()
    page = visitor.go("/contact/")
    page.locator("[name=message]").fill("Déjà écrit")
    assert page.locator("[name^=brief_]").count() == 0
    page.locator("select[name=service]").focus()
    page.locator("select[name=service]").select_option(index=1)
    expect(page.locator("[name^=brief_]").first).to_be_visible()
    expect(page.locator("[name=message]")).to_have_value("Déjà écrit")
    assert page.evaluate("document.activeElement.name") == "service"
    visitor.assert_clean()


@pytest.mark.parametrize("scripted", [True, False], ids=["with JavaScript", "without"])
def test_the_suggested_address_takes_one_press_and_the_form_is_still_sent(
    site: RunningSite, visit: Callable[..., Visit], scripted: bool
) -> None:
    visitor = visit(java_script_enabled=scripted)
    page = visitor.go("/contact/")
    page.locator("[name=message]").fill("Déjà écrit")
    page.locator("select[name=service]").select_option(index=1)
    if not scripted:
        page.locator("button[formaction$='/form/service/']").click()
    expect(page.locator("[name^=brief_]").first).to_be_visible()
    page.locator("[name=email]").fill("lea@gmial.com")
    page.locator("[name=email]").press("Tab" if scripted else "Enter")
    page.locator("[name=use_email]").click()
    expect(page.locator("[name=email]")).to_have_value("lea@gmail.com")
    expect(page.locator("[name=message]")).to_have_value("Déjà écrit")
    expect(page.locator("[name^=brief_]").first).to_be_visible()
    assert page.locator("form.inquiry").get_attribute("action") == "/contact/"
    visitor.assert_clean()


def test_a_double_click_is_one_inquiry(
    site: RunningSite,
    visit: Callable[..., Visit],
    wait_for_mail: Callable[[str, int], None],
    owner_page: Page,
) -> None:
    page = visit(java_script_enabled=False).go("/contact/")
    address = "double@client.example"
    page.locator("[name=name]").fill("Double")
    page.locator("[name=email]").fill(address)
    page.locator("[name=message]").fill("Une seule fois.")
    page.locator('form[method=post] button[type="submit"]:not([name])').dblclick()
    expect(page.locator(".sent-reference")).to_be_visible()
    wait_for_mail(address, 1)
    owner_page.goto(f"{site.url}/admin/inquiries/?q={address}")
    expect(owner_page.locator("#listing-results tbody tr")).to_have_count(1)
