"""Inquiries are not much slower than a bare Django form: a ratio is checked, never seconds.

Ours has a token, a throttle and six rows in one transaction, on disk before the answer; the bare
one has one row. Both use the same gunicorn, one after the other, in the same run.
"""

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults.database import ON_POSTGRESQL, SERVER, Database
from tests.faults.load import Visitor, visitors
from tests.faults.site import GUNICORN, Site, new_site
from tests.migrated import new_database

pytestmark = [pytest.mark.faults, pytest.mark.any_database]

POSTS, ROUNDS = 60, 3


def posts_per_second(crowd: list[Visitor]) -> float:
    """Send the forms of `crowd`, eight at a time, and return the rate."""
    began = time.perf_counter()
    with ThreadPoolExecutor(8) as pool:
        statuses = {answer.status for answer in pool.map(Visitor.post, crowd)}
    assert statuses <= {200, 303}
    return len(crowd) / (time.perf_counter() - began)


def test_an_inquiry_beside_a_bare_form(new: Callable[..., Site], tmp_path: Path) -> None:
    ours = new()
    database = Database(f"sqlite:///{tmp_path}/bare.sqlite3")
    if ON_POSTGRESQL:
        database = Database(new_database(SERVER, "bare"))
    bare = new_site(tmp_path, database)
    bare.run_python("from tests.bench import bare_form; bare_form.make_table()")
    rates: dict[str, list[float]] = {"ours": [], "bare": []}
    with ours.web(), bare.run([*GUNICORN, "tests.bench.bare_form:application"]) as running:
        bare.wait_until_it_answers(running)
        for number in range(ROUNDS):
            plain = [
                Visitor(bare.url, f"{n} Bonjour.", f"{n}@client.example") for n in range(POSTS)
            ]
            rates["bare"].append(posts_per_second(plain))
            crowd = visitors(ours.url, f"bench{number}", POSTS)
            rates["ours"].append(posts_per_second(crowd))
    best = {name: max(measured) for name, measured in rates.items()}
    ratio = best["ours"] / best["bare"]
    sys.stdout.write(
        f"\ndurable inquiries a second: {best['ours']:.0f}; bare form: {best['bare']:.0f};"
        f" ratio {ratio:.2f}\n"
    )
    # Far below the usual ratio. This fails when something slow gets into the request.
    assert ratio > 0.02
