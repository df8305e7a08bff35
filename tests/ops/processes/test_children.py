"""A forked process is like a new one: it keeps what is loaded, and nothing else of its parent."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from multiprocessing.context import ForkProcess
from pathlib import Path

import pytest

from ops.processes.children import STOPS, Child, fork, run_here, supervise

pytestmark = pytest.mark.any_database


@pytest.fixture
def stops() -> Iterator[threading.Event]:
    """Handle signals as a supervisor does; the event is set by them."""
    event, before = threading.Event(), {number: signal.getsignal(number) for number in STOPS}
    for number in STOPS:
        signal.signal(number, lambda *_: event.set())
    yield event
    for number, handler in before.items():
        signal.signal(number, handler)


def exit_code(process: ForkProcess) -> int | None:
    process.join(30)
    code = process.exitcode
    process.kill()  # one that waits for ever would keep the test run from ending
    return code


def test_a_signal_ends_it_from_its_first_moment(stops: threading.Event, tmp_path: Path) -> None:
    """One that came while it still had its parent's handlers would be lost."""
    for _ in range(20):
        process = fork(signal.pause)
        process.terminate()
        assert exit_code(process) == -signal.SIGTERM
    assert not stops.is_set()


def test_it_does_not_get_what_is_not_for_it(tmp_path: Path) -> None:
    lock = os.open(tmp_path, os.O_RDONLY)

    def has_none() -> None:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(lock)

    assert exit_code(fork(has_none, (lock,))) == 0
    assert exit_code(fork(has_none)) == 1
    os.close(lock)


def test_a_command_is_done_as_if_typed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    script = tmp_path / "script.py"
    script.write_text("import sys; print(__name__, *sys.argv[1:]); sys.exit(3)")

    assert exit_code(fork(lambda: run_here(str(script), "one", "two"))) == 3
    assert exit_code(fork(lambda: run_here("-m", "this", "one"))) == 0
    said = capfd.readouterr().out
    assert said.startswith("__main__ one two\n")
    assert "Zen" in said
    assert sys.argv[0] != str(script)


def test_children_are_stopped_even_if_the_supervisor_fails(tmp_path: Path) -> None:
    class FailingEvent(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            raise RuntimeError

    child = Child("The child", signal.pause)
    with pytest.raises(RuntimeError):
        supervise([child], FailingEvent())
    assert child.process is not None
    assert child.process.exitcode == -signal.SIGTERM
