"""Two starts in one folder: the second waits, or says what the first is doing."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from ops.processes.locks import one_at_a_time
from tests import migrated
from tests.servers import free_port

pytestmark = pytest.mark.any_database
ROOT = Path(__file__).resolve().parents[3]
WAITS = "Somebody else prepares this site; waiting for them …\n"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a site with a data folder and a port of its own."""
    migrated.copy_sqlite(tmp_path / "vitrine.sqlite3")
    clean = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "BASE_URL"}}
    own = {"VAR_DIR": str(tmp_path), "PORT": str(free_port()), "DEBUG": "1"}
    return clean | own | {"PYTHONUNBUFFERED": "1"}


@contextmanager
def started(*command: str, **how: Any) -> Iterator[subprocess.Popen[str]]:
    """Start a process in a group of its own, and stop it at the end."""
    process = subprocess.Popen(
        command,
        cwd=how.pop("cwd", ROOT),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        **how,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def run(environment: dict[str, str]) -> Any:
    return started(sys.executable, "-m", "ops.run", env=environment)


def test_who_comes_second_hears_that_the_site_is_being_prepared_or_runs(
    environment: dict[str, str], tmp_path: Path
) -> None:
    address = f"http://localhost:{environment['PORT']}/"
    # While this test locks the folder, the first start cannot get beyond its preparation.
    with one_at_a_time(tmp_path, pytest.fail), run(environment) as first:
        assert first.stdout.readline() == WAITS

        with run(environment) as second:
            said = second.communicate()[0]
        assert (second.returncode, said) == (
            1,
            "This site is being prepared already, in another terminal: wait until its address, "
            f"{address}, is printed there.\n",
        )

        taken = socket.create_server(("127.0.0.1", int(environment["PORT"])))
        with taken, run(environment) as third:
            said = third.communicate()[0]
        assert third.returncode == 1
        assert said.startswith(f"This site runs already: {address} ")

        # A killed process leaves no lock behind.
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
        with run(environment) as again:
            assert again.stdout.readline() == WAITS


def test_two_preparations_come_one_after_the_other(
    environment: dict[str, str], tmp_path: Path
) -> None:
    prepare = (sys.executable, "manage.py", "prepare")
    with started(*prepare, env=environment) as one, started(*prepare, env=environment) as other:
        said = [process.communicate()[0] for process in (one, other)]

    assert [one.returncode, other.returncode] == [0, 0], said
    assert all("/welcome/" in each for each in said)
    assert "Traceback" not in "".join(said)


def test_one_installs_and_the_other_waits(tmp_path: Path) -> None:
    alone = (sys.executable, str(ROOT / "ops/processes/one_at_a_time.py"))
    hold = "echo installing; read line"
    with started(*alone, "sh", "-c", hold, cwd=tmp_path, stdin=subprocess.PIPE) as first:
        assert first.stdout.readline() == "installing\n"
        with started(*alone, "echo", "installed", cwd=tmp_path) as second:
            assert "waiting for it" in second.stdout.readline()
            first.communicate("\n")
            assert second.communicate()[0] == "installed\n"


def test_everything_that_installs_does_so_alone() -> None:
    """Commands that people type use the environment only through the two targets with a lock."""
    rules = [line for line in (ROOT / "Makefile").read_text().splitlines() if "##" in line]
    direct = [line for line in rules if "$(VENV)/." in line.partition("##")[0]]

    assert direct == []
