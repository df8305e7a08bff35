"""`make test`: install what tests need where that is possible, then run everything.

On SQLite, and on a throwaway PostgreSQL again what a database can change (see conftest.py), in
parts that run side by side. What cannot be had is skipped and named at the end; with CI=true
nothing may be skipped.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.servers import postgresql_binaries, temporary_postgresql

IN_CI = os.environ.get("CI") == "true"


def wanted_packages() -> list[str]:
    """Debian packages whose programs are missing on this machine."""
    programs = {"chromium": shutil.which("chromium"), "gettext": shutil.which("msgfmt")}
    programs["postgresql"] = postgresql_binaries()
    return [package for package, found in programs.items() if not found]


def install(packages: list[str]) -> None:
    """Install Debian packages as root or through sudo; say so where that cannot be done."""
    if not packages:
        return
    apt = shutil.which("apt-get")
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not apt or (sudo and not shutil.which("sudo")):
        print(f"Cannot install {', '.join(packages)} here.")
        return
    print(f"Installing {', '.join(packages)} …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-qq", "--no-install-recommends", *packages]):
        command = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-y", *arguments]
        if subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        ).returncode:
            print(f"apt-get {arguments[0]} failed.")
            return


class Part(NamedTuple):
    """Tests that run in one process: which ones, and on which database."""

    name: str
    marker: str
    on_postgresql: bool = False
    folders: str = ""


# The longest first, so that no process is left alone at the end.
PARTS = (
    Part("In a browser", "e2e"),
    Part("On PostgreSQL", "not e2e and not faults", on_postgresql=True),
    Part("On SQLite: transcripts, pages", "not e2e and not faults", folders="brand house"),
    Part("On SQLite: everything else", "not e2e and not faults", folders="-brand house"),
    Part("In a browser, on PostgreSQL", "e2e", on_postgresql=True),
)


def run_part(part: Part, arguments: list[str], postgresql: str) -> int:
    """Run a part and print what it said once it is over; return pytest's exit code."""
    environment = {**os.environ, "TEST_FOLDERS": part.folders}
    if part.on_postgresql:
        environment["DATABASE_URL"] = postgresql
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments, "-m", part.marker],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    print(f"\n— {part.name}\n{done.stdout.decode(errors='replace')}", flush=True)
    return done.returncode


def run_parts(parts: Iterable[Part], arguments: list[str], postgresql: str) -> int:
    """Run parts side by side, one more than there are cores: each waits for servers, too."""
    print(f"\nRunning {', '.join(part.name for part in parts)} …", flush=True)
    with ThreadPoolExecutor((os.cpu_count() or 1) + 1) as pool:
        codes = list(pool.map(lambda part: run_part(part, arguments, postgresql), parts))
    # Whoever names some tests may well name none of one kind.
    empty = pytest.ExitCode.NO_TESTS_COLLECTED
    return next((code for code in codes if code not in {0, empty}), 0 if 0 in codes else int(empty))


def main() -> int:
    install(wanted_packages())
    arguments = sys.argv[1:]
    if postgresql_binaries():
        with temporary_postgresql() as url:
            return run_parts(PARTS, arguments, url)
    code = run_parts([part for part in PARTS if not part.on_postgresql], arguments, "")
    print("\nSKIPPED: everything on PostgreSQL (no server binaries on this machine)")
    return code or int(IN_CI)


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent.parent)
    sys.exit(main())
