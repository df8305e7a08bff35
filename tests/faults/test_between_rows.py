"""RELIABILITY 6: a fault between two rows of an inquiry leaves all of them or none."""

import pytest

from tests.faults import witness
from tests.faults.load import ROUNDS, BrokenError, Visitor
from tests.faults.site import Running, Site, wait_until

# Rows of each table, in the order of writing. The first is the throttle's.
ROWS = {
    "contact_recentsender": 1,
    "contact_inquiry": 1,
    "contact_message": 1,
    "contact_idempotencykey": 1,
    "contact_delivery": 2,
}


def counts(site: Site) -> dict[str, int]:
    return {table: site.database.count(table) for table in ROWS}


def after_one_more(before: dict[str, int]) -> dict[str, int]:
    return {table: before[table] + ROWS[table] for table in before}


def sabotage(site: Site, fault: str) -> None:
    witness.fault_file(site.var).write_text(fault)


def a_visitor(site: Site, tag: str) -> Visitor:
    visitor = Visitor(site.url, f"{tag} <Bonjour> à tous", f"{tag}@client.example")
    visitor.open()
    return visitor


def test_these_are_all_the_rows_there_are(site: Site, web: Running) -> None:
    """Otherwise a gap would not be tested."""
    visitor = a_visitor(site, "rows")
    sabotage(site, "answer list")
    assert visitor.post().status == 303
    assert witness.rows_file(site.var).read_text().split() == list(ROWS)


GAPS = range(1, len(ROWS) + 1)
# A killed process needs time to restart: test each gap if there is time, else three.
KILLS = GAPS if ROUNDS > 1 else (1, 2, len(ROWS))


@pytest.mark.parametrize(
    ("gap", "how"), [*((gap, "raise") for gap in GAPS), *((gap, "kill") for gap in KILLS)]
)
def test_a_fault_after_any_row_leaves_none(site: Site, web: Running, gap: int, how: str) -> None:
    visitor = a_visitor(site, f"gap-{gap}-{how}")
    before = counts(site)
    sabotage(site, f"{gap} {how}")
    if how == "kill":
        with pytest.raises(BrokenError):
            visitor.post()
    else:
        answer = visitor.post()
        assert answer.status == 503
        assert "&lt;Bonjour&gt; à tous" in answer.body
    assert not witness.fault_file(site.var).exists()  # the fault did happen
    assert counts(site) == before
    assert visitor.post().status == 303
    assert counts(site) == after_one_more(before)


def test_an_answer_that_is_lost_on_its_way_is_given_again(site: Site, web: Running) -> None:
    """The process is killed between commit and answer; the client's retry gets the same inquiry."""
    visitor = a_visitor(site, "answer")
    before = counts(site)
    sabotage(site, "answer kill")
    with pytest.raises(BrokenError):
        visitor.post()
    wait_until(lambda: counts(site) == after_one_more(before), "everything is stored")
    assert visitor.follow(visitor.post())
    assert counts(site) == after_one_more(before)
