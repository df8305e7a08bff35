"""A generation holds from one change to the next, whoever makes it and however they end."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from ops.page_cache.generation import FileGeneration, Mark

CHANGE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from ops.page_cache.generation import FileGeneration
FileGeneration(Path(sys.argv[1])).begin_change()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_all_processes_agree_on_the_name(folder: Path) -> None:
    one, two = FileGeneration(folder), FileGeneration(folder)
    name = one.current()
    assert name
    assert two.current() == name == one.current()


def test_there_is_none_while_somebody_changes_the_content(folder: Path) -> None:
    one, two = FileGeneration(folder), FileGeneration(folder)
    before = one.current()
    first, second = one.begin_change(), two.begin_change()
    assert (one.current(), two.current()) == (None, None)
    one.end_change(first)
    assert (one.current(), two.current()) == (None, None)
    two.end_change(second)
    assert one.current() == two.current() not in {None, before}


def test_a_process_that_is_killed_in_between_does_not_leave_the_old_pages(folder: Path) -> None:
    reader = FileGeneration(folder)
    before = reader.current()
    died = subprocess.run([sys.executable, "-c", CHANGE_AND_DIE, folder], check=False)
    assert died.returncode == -signal.SIGKILL
    assert len(list((folder / "pending").iterdir())) == 1
    assert reader.current() not in {None, before}
    assert not list((folder / "pending").iterdir())


def test_what_a_restart_begins_waits_for_who_is_changing_something(folder: Path) -> None:
    one = FileGeneration(folder)
    pending = one.begin_change()
    FileGeneration(folder).renew()
    assert one.current() is None
    one.end_change(pending)
    assert one.current()


def test_a_folder_that_cannot_be_written_means_no_pages(folder: Path) -> None:
    folder.write_text("a file is in the way")
    assert FileGeneration(folder).current() is None
    with pytest.raises(OSError, match=r"directory|exists"):
        FileGeneration(folder).begin_change()


def test_no_change_is_missed_among_many(folder: Path) -> None:
    """Whoever has ended a change sees another name than before it, or none."""

    def change(number: int) -> bool:
        mine = FileGeneration(folder)
        before = mine.current()
        pending = mine.begin_change()
        during = mine.current()
        mine.end_change(pending)
        after = mine.current()
        return during is None and (after is None or after != before)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(change, range(200)))
    assert FileGeneration(folder).current()


class Model(RuleBasedStateMachine):
    """Three processes begin, end and die in any order; the name is new after each change."""

    pending = Bundle("pending")

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.processes = [FileGeneration(Path(self.folder.name) / "cache") for _ in range(3)]
        self.open = 0
        self.known: set[str | None] = set()
        self.valid: str | None = None  # what the last reader was told, until somebody begins

    @rule(target=pending, who=st.integers(0, 2))
    def begin(self, who: int) -> tuple[int, Mark]:
        self.open += 1
        self.valid = None
        return who, self.processes[who].begin_change()

    @rule(begun=consumes(pending))
    def end(self, begun: tuple[int, Mark]) -> None:
        self.processes[begun[0]].end_change(begun[1])
        self.open -= 1

    @rule(begun=consumes(pending))
    def die(self, begun: tuple[int, Mark]) -> None:
        os.close(begun[1].handle)  # all that the kernel does
        self.open -= 1

    @rule(who=st.integers(0, 2))
    def read(self, who: int) -> None:
        name = self.processes[who].current()
        if self.open:
            assert name is None
        elif self.valid is None:
            assert name is not None
            assert name not in self.known, "an old generation is back"
            self.known.add(name)
            self.valid = name
        else:
            assert name == self.valid

    @invariant()
    def nothing_is_left_over(self) -> None:
        assert len(list(Path(self.folder.name).rglob("new"))) == 0

    def teardown(self) -> None:
        self.folder.cleanup()


TestModel = Model.TestCase
TestModel.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)
