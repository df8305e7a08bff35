"""`make bench` leaves no process behind, however it ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.site import ROOT, WITHIN, family_of, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.any_database]

BENCH = """
import signal, sys
from pathlib import Path
from tests.bench.__main__ import end_in_order
from tests.bench.sites import bare, served
end_in_order()
with served(bare(Path(sys.argv[1]), "bare", ""), "tests.bench.bare:application"):
    print("measuring", flush=True)
    signal.pause()
"""


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_server_is_left(number: signal.Signals, tmp_path: Path) -> None:
    command = [sys.executable, "-c", BENCH, str(tmp_path / "bare")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as bench:
        assert bench.stdout is not None
        assert bench.stdout.readline() == "measuring\n"
        family = family_of(bench.pid)
        assert len(family) == 4  # itself and gunicorn with two processes
        bench.send_signal(number)
        bench.wait(WITHIN)
    try:
        wait_until(lambda: not any(map(runs, family)), "all have ended", within=20)
    finally:
        for pid in filter(runs, family):
            os.kill(pid, signal.SIGKILL)
