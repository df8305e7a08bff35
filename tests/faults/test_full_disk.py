"""RELIABILITY 3: on a full disk the text is given back, with another way to reach the owner."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.faults.database import ON_POSTGRESQL, SERVER, Database
from tests.faults.disk import can_mount, full, no_file_may_grow, small_disk
from tests.faults.load import Visitor
from tests.faults.site import Running, Site

Filled = tuple[Site, Callable[[], AbstractContextManager[None]]]


def a_visitor(site: Site, number: int) -> Visitor:
    # Long, and impossible to compress.
    text = f"disk-{number} <Bonjour> " + os.urandom(4000).hex()
    visitor = Visitor(site.url, text, f"disk-{number}@client.example", htmx=number % 2 == 1)
    visitor.open()
    return visitor


def references(site: Site, visitor: Visitor) -> list[str]:
    sql = "SELECT reference FROM contact_inquiry WHERE email = %s"
    return [str(row[0]) for row in site.database.rows(sql, visitor.email)]


@pytest.fixture
def own_disk(new: Callable[..., Site], tmp_path: Path) -> Iterator[Filled]:
    """A database on a small disk; with SQLite, the site's whole folder is there."""
    # Not below tmp_path, whose parent each new pytest closes to all other users.
    with TemporaryDirectory(prefix="disk-") as place, small_disk(Path(place) / "d", "40m") as disk:
        if ON_POSTGRESQL:
            Path(place).chmod(0o755)
            space = disk / "space"
            space.mkdir()
            shutil.chown(space, "postgres")
            server = Database(SERVER)
            server.rows(f"CREATE TABLESPACE small LOCATION '{space}'")
            site = new(tmp_path / "var", options="TABLESPACE small")
        else:
            site = new(disk / "var")
        try:
            with site.web(WEB_WORKERS="1"):
                yield site, lambda: full(disk)
        finally:
            if ON_POSTGRESQL:
                server.rows(f"DROP DATABASE {site.database.name} WITH (FORCE)")
                server.rows("DROP TABLESPACE small")


@pytest.mark.skipif(not can_mount(), reason="only root may mount a small disk")
def test_on_a_full_disk(own_disk: Filled) -> None:
    the_text_is_given_back(*own_disk)


if not ON_POSTGRESQL:

    def test_when_no_file_may_grow(site: Site, web: Running) -> None:
        the_text_is_given_back(site, lambda: no_file_may_grow(web))


def the_text_is_given_back(site: Site, filled: Callable[[], AbstractContextManager[None]]) -> None:
    crowd = [a_visitor(site, number) for number in range(6)]
    site.database.make_tight()
    with filled():
        answers = [visitor.post() for visitor in crowd]
    refused = []
    for visitor, answer in zip(crowd, answers, strict=True):
        if answer.status == 303 or answer.reference:
            # A success means a stored row, on a full disk too.
            assert len(references(site, visitor)) == 1
            continue
        refused.append(visitor)
        assert references(site, visitor) == []
        assert answer.status == 503
        assert int(answer.headers["retry-after"]) > 0
        assert visitor.text.replace("<Bonjour>", "&lt;Bonjour&gt;") in answer.body
        assert f'value="{visitor.email}"' in answer.body
        assert 'href="mailto:' in answer.body
        visitor.take_token(answer)  # the form in the answer
        reference = visitor.follow(visitor.post())
        assert references(site, visitor) == [reference]
    assert {visitor.htmx for visitor in refused} == {True, False}
