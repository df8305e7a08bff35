"""Machines that share a database agree through it: a page is at most one second old."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from brand.models import Answer, BrandSettings, Topic
from ops.models import ContentGeneration
from ops.page_cache.changes import Watcher
from ops.page_cache.generation import FileGeneration
from ops.page_cache.shared_generation import FRESH, SharedGeneration
from tests.ops.page_cache.conftest import OwnDatabase
from tests.ops.page_cache.processes import Clock
from tests.servers import free_port

pytestmark = pytest.mark.postgresql


class Machine:
    def __init__(self, folder: Path) -> None:
        self.clock, self.files = Clock(), FileGeneration(folder)
        self.generation = SharedGeneration(self.files, self.clock)

    @property
    def name(self) -> str | None:
        return self.generation.current()


@pytest.fixture
def here(database: OwnDatabase, tmp_path: Path) -> Machine:
    """The machine that changes the content."""
    machine = Machine(tmp_path / "here")
    Watcher(connection, machine.generation).begin()
    return machine


@pytest.fixture
def there(database: OwnDatabase, tmp_path: Path) -> Machine:
    return Machine(tmp_path / "there")


def in_a_block() -> None:
    with transaction.atomic():
        BrandSettings.objects.update(name="A")


def at_once() -> None:
    BrandSettings.objects.update(name="B")


def returning() -> None:
    Topic.objects.create(name="Neu", slug="neu", locale_id=1)


@pytest.mark.parametrize("change", [in_a_block, at_once, returning])
def test_another_machine_is_at_most_one_second_behind(
    change: Any, here: Machine, there: Machine
) -> None:
    before = there.name, here.name
    assert None not in before
    change()
    assert here.name not in {before[1], None}
    there.clock.now += FRESH * 0.99
    assert there.name == before[0]
    there.clock.now += FRESH * 0.02
    assert there.name not in {before[0], None}
    assert here.name not in {before[1], None}


@pytest.mark.parametrize("change", [in_a_block, at_once, returning])
def test_a_process_that_is_gone_after_the_commit_has_told_everybody(
    change: Any, here: Machine, there: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = there.name
    monkeypatch.setattr(FileGeneration, "end_change", lambda *_: None)
    change()
    there.clock.now += FRESH
    assert there.name not in {before, None}
    assert here.name is None  # its lock is still held: on this machine nobody is told the old name


@pytest.mark.parametrize("change", [in_a_block, at_once, returning])
def test_nobody_sees_the_name_without_the_change(change: Any, here: Machine) -> None:
    """Somebody looks after each statement: both are as they were, or both are new."""
    state = """
        SELECT name, (SELECT name FROM brand_brandsettings), (SELECT count(*) FROM brand_topic)
        FROM ops_contentgeneration
    """
    seen = []
    told = {name: connection.settings_dict[name.upper()] for name in ("host", "port", "user")}
    BrandSettings.objects.update(name="Before")
    with psycopg.connect(**told, dbname=connection.settings_dict["NAME"], autocommit=True) as other:

        def look(execute: Any, *arguments: Any) -> Any:
            done = execute(*arguments)
            seen.append(other.execute(state).fetchone())
            return done

        with connection.execute_wrapper(look):
            change()
        seen.append(other.execute(state).fetchone())
    assert len(seen) >= 3
    assert len(set(seen)) == 2, "before and after"
    (name, *content), (new_name, *new_content) = seen[0], seen[-1]
    assert name != new_name
    assert content != new_content


def test_who_waits_for_another_change_does_not_keep_it_from_its_commit(here: Machine) -> None:
    """Foreign keys are checked at the commit, and wait for whoever deletes what they name."""
    topic = Topic.objects.create(name="Neu", slug="neu", locale_id=1)
    answer = Answer.objects.first()
    assert answer

    def refer() -> None:
        try:
            with transaction.atomic():
                Answer.topics.through.objects.create(answer=answer, topic=topic)
                referred.set()
                deleted.wait(20)
        finally:
            connection.close()

    def waits() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            return bool(cursor.fetchone()[0])

    referred, deleted = threading.Event(), threading.Event()
    with ThreadPoolExecutor(1) as pool:
        refers = pool.submit(watched(refer, here.generation))
        assert referred.wait(20)
        with transaction.atomic():
            Topic.objects.filter(pk=topic.pk).delete()
            deleted.set()
            while not waits() and not refers.done():
                threading.Event().wait(0.01)
        assert not Topic.objects.filter(pk=topic.pk).exists()
        with pytest.raises(IntegrityError):
            refers.result(20)


def watched(function: Callable[[], None], generation: SharedGeneration) -> Callable[[], None]:
    """Watch the connection of the thread that calls `function`."""

    def watching() -> None:
        Watcher(connection, generation).begin()
        function()

    return watching


def test_what_is_rolled_back_is_no_change(here: Machine, there: Machine) -> None:
    before = there.name
    with transaction.atomic():
        BrandSettings.objects.update(name="A")
        transaction.set_rollback(True)
    there.clock.now += FRESH
    assert there.name == before


def test_what_the_database_refuses_in_the_end_is_no_change(here: Machine, there: Machine) -> None:
    before = there.name
    through = Answer.topics.through
    with pytest.raises(IntegrityError), transaction.atomic():
        through.objects.create(answer_id=1, topic_id=999)
    there.clock.now += FRESH
    assert there.name == before
    assert here.name


def test_a_generation_can_be_begun_by_hand_everywhere(here: Machine, there: Machine) -> None:
    before = here.name, there.name
    here.generation.renew()
    there.clock.now += FRESH
    assert here.name not in {before[0], None}
    assert there.name not in {before[1], None}


def test_before_there_are_tables_nothing_is_kept_and_changes_are_made(
    here: Machine, there: Machine
) -> None:
    with connection.schema_editor() as editor:
        editor.delete_model(ContentGeneration)
    assert there.name is None
    in_a_block()
    assert BrandSettings.objects.get().name == "A"


@pytest.fixture
def unplugged(here: Machine, there: Machine) -> Iterator[None]:
    """The database cannot be reached, until the end of the test."""
    right = connection.settings_dict["PORT"]
    connection.close()
    connection.settings_dict["PORT"] = free_port()
    yield
    connection.settings_dict["PORT"] = right


def test_without_the_database_nothing_is_kept(there: Machine, unplugged: None) -> None:
    assert there.name is None


def test_a_connection_that_broke_is_opened_again(there: Machine) -> None:
    before = there.name
    connection.connection.close()
    there.clock.now += FRESH
    assert there.name == before
