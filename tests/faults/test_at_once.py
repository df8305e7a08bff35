"""RELIABILITY 8, 9, 10: a form is one inquiry, however often and in whatever way it is sent.

And 18: however many forms somebody sends, to whichever process, thirty are accepted.
"""

from collections.abc import Callable
from functools import partial

import pytest

from tests.faults.load import Answer, Visitor, ask, at_once, visitors
from tests.faults.site import Running, Site

TIMES = 50


def a_visitor(site: Site, tag: str, *, htmx: bool = False) -> Visitor:
    visitor = Visitor(site.url, f"{tag} Bonjour, une question.", f"{tag}@client.example", htmx)
    visitor.open()
    return visitor


def stored(site: Site, visitor: Visitor) -> list[tuple[str, str, int]]:
    """Return (text, reference, number of mails) of what `visitor` has sent, oldest first."""
    return site.database.rows(  # type: ignore[return-value]
        "SELECT m.body, i.reference,"
        " (SELECT count(*) FROM contact_delivery d WHERE d.inquiry_id = i.id)"
        " FROM contact_inquiry i JOIN contact_message m ON m.inquiry_id = i.id"
        " WHERE i.email = %s ORDER BY i.id",
        visitor.email,
    )


def told(visitor: Visitor, answers: list[object]) -> set[str | None]:
    """Return the references that came back; the status for anything but a success."""
    return {
        visitor.follow(answer) or str(answer.status)
        for answer in answers
        if isinstance(answer, Answer)
    }


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_fifty_times_at_once_is_one_inquiry(site: Site, web: Running, htmx: bool) -> None:
    visitor = a_visitor(site, f"fifty-{htmx}", htmx=htmx)
    references = told(visitor, at_once(*[visitor.post] * TIMES))
    ((_, reference, mails),) = stored(site, visitor)
    assert references == {reference}
    assert mails == 2


def test_other_content_under_the_same_key_is_linked(site: Site, web: Running) -> None:
    """Both at once, many times: neither is dropped, overwritten or doubled."""
    visitor = a_visitor(site, "linked")
    first, second = visitor.text, "linked Et encore ceci."
    calls = [partial(visitor.post, message=text) for text in (first, second)] * (TIMES // 2)
    answers = at_once(*calls)
    rows = stored(site, visitor)
    assert sorted((text, mails) for text, _, mails in rows) == sorted([(first, 2), (second, 2)])
    references = {text: reference for text, reference, _ in rows}
    assert told(visitor, answers[0::2]) == {references[first]}
    assert told(visitor, answers[1::2]) == {references[second]}
    linked = site.database.rows(
        "SELECT a.reference, b.reference FROM contact_inquiry a"
        " JOIN contact_inquiry b ON a.linked_to_id = b.id WHERE a.email = %s",
        visitor.email,
    )
    assert len(linked) == 1
    assert set(linked[0]) == set(references.values())


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_double_click_back_and_reload(site: Site, web: Running, htmx: bool) -> None:
    visitor = a_visitor(site, f"click-{htmx}", htmx=htmx)
    answers = at_once(visitor.post, visitor.post)  # a double click
    answers.append(visitor.post())  # as after going back: the same form
    if not htmx:
        location = answers[0].headers["location"]
        assert "click" not in location
        assert "client.example" not in location
        answers += [ask(site.url + location)] * 2  # reload
    assert len(told(visitor, answers)) == 1
    ((_, reference, mails),) = stored(site, visitor)
    assert told(visitor, answers) == {reference}
    assert mails == 2


@pytest.mark.any_database
def test_all_processes_count_together(new: Callable[..., Site]) -> None:
    """With the default settings: thirty in ten minutes, from one address."""
    site = new()
    del site.environment["INQUIRY_RATE"]
    with site.web() as running:
        assert len(running.children) == 2
        crowd = visitors(site.url, "many", 40)
        answers = at_once(*(visitor.post for visitor in crowd))
    refused = [answer for answer in answers if isinstance(answer, Answer) and answer.status == 429]
    assert (len(refused), site.database.count("contact_inquiry")) == (10, 30)
    assert all(0 < int(answer.headers["retry-after"]) <= 600 for answer in refused)
