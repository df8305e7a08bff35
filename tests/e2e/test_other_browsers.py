"""The visitor's part of the main job in Firefox and in WebKit, which Safari and Epiphany use."""

from collections.abc import Callable, Iterator

import pytest

from tests.e2e import other_browsers
from tests.e2e.conftest import RunningSite
from tests.e2e.other_browsers import Firefox, OtherBrowser, wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.looks]

SHOWN = "[...document.querySelectorAll('.answer')].filter(a => a.checkVisibility()).length"
FORM = "!!document.querySelector('form[method=post] [name=message]')"
IN_VIEW = "document.documentElement.scrollWidth <= innerWidth"


@pytest.fixture(params=["firefox", "webkit"])
def other(request: pytest.FixtureRequest) -> Iterator[OtherBrowser]:
    if request.param == "firefox":
        if not (program := other_browsers.firefox_program()):
            pytest.skip("Firefox is not installed")
        with other_browsers.firefox(program) as started:
            yield started
    else:
        if not (programs := other_browsers.webkit_programs()):
            pytest.skip("WebKit, its driver or Xvfb is not installed")
        with other_browsers.webkit(*programs) as started:
            yield started


def answer_the_brief(other: OtherBrowser) -> None:
    """Answer every question of the brief: the first choice, or a word."""
    fields = "[...document.querySelectorAll('form[method=post] [name^=brief_]')]"
    asked = other.evaluate(f"{fields}.map(field => field.name + ' ' + field.type).join()")
    for name, kind in {tuple(field.split()) for field in asked.split(",")}:
        if kind in {"radio", "checkbox"}:
            other.click(f"label:has([name={name}])")
        else:
            other.type(f"[name={name}]", "Une douzaine")


def test_a_visitor_reads_searches_and_writes(
    other: OtherBrowser,
    site: RunningSite,
    wait_for_mail: Callable[[str, int], None],
    request: pytest.FixtureRequest,
) -> None:
    client = f"{request.node.callspec.params['other']}@client.example"

    # Read,
    other.open(f"{site.url}/")
    wait_until(other, "window.htmx !== undefined")
    assert other.evaluate(IN_VIEW)
    assert other.evaluate("window.leftForAWhile = true")
    other.click('main a[href="/entretien/"]')
    wait_until(other, "location.pathname === '/entretien/' && window.htmx !== undefined")
    assert other.evaluate(IN_VIEW)
    # The way back leads to the very page that was left, which the browser has kept as it was.
    other.back()
    wait_until(other, "location.pathname === '/' && window.htmx !== undefined")
    assert other.evaluate("window.leftForAWhile === true")
    other.click('main a[href="/entretien/"]')
    wait_until(other, "location.pathname === '/entretien/' && window.htmx !== undefined")
    answers = other.evaluate(SHOWN)

    # … search while typing, and go back to all answers,
    other.type("[name=q]", "membres")
    wait_until(other, f"location.search.includes('membres') && {SHOWN} < {answers}")
    found = other.evaluate(SHOWN)
    assert 0 < found < answers
    other.back()
    wait_until(other, f"location.search === '' && {SHOWN} === {answers}")

    # … and write about a service.
    other.open(f"{site.url}/services/")
    other.click('main a[href^="/services/"]:not([href="/services/"])')
    wait_until(other, "location.pathname.length > '/services/'.length")
    other.click('main a[href*="contact/?service="]')
    wait_until(other, f"window.htmx !== undefined && {FORM}")
    send = 'form[method=post] button[type="submit"]:not([name])'
    other.click(send)
    wait_until(other, "document.activeElement.closest('[role=alert]') !== null")
    other.type("[name=name]", "Léa Martin")
    other.type("[name=email]", client)
    other.type("[name=message]", "Nous sommes douze bénévoles.")
    answer_the_brief(other)
    other.click(send)
    wait_until(other, "document.querySelector('.sent-reference') !== null")
    assert other.evaluate(IN_VIEW)
    wait_for_mail(client, 1)
    reference = other.evaluate("document.querySelector('.sent-reference').textContent.trim()")
    assert reference in site.mailbox.to(client)[0]["Subject"]
    if isinstance(other, Firefox):
        assert other.problems == []
