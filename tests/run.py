"""`make test`: install what tests need if possible, then run everything.

All tests run on SQLite, and those that a database can affect (see conftest.py) again on a temporary
PostgreSQL, in parallel parts. `--only faults` runs the parts of one kind, one after the other.
Tests whose tools are missing are skipped and listed at the end; with CI=true nothing may be
skipped.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.e2e.other_browsers import firefox_program, webkit_programs
from tests.migrated import migrated_databases, new_database
from tests.servers import HEADLESS, chromium, postgresql_binaries, temporary_postgresql

IN_CI = os.environ.get("CI") == "true"


def install_what_is_missing() -> None:
    """Install Debian packages as root or through sudo, or say that this is not possible."""
    programs = {
        "firefox-esr": firefox_program(),
        "gettext": shutil.which("msgfmt"),
        "libimage-exiftool-perl": shutil.which("exiftool"),
        "postgresql": postgresql_binaries(),
        "redis-server": shutil.which("redis-server"),
        "webkit2gtk-driver": webkit_programs(),
        "xvfb": shutil.which("Xvfb"),
    }
    missing = [package for package, found in programs.items() if not found]
    if not chromium() or (IN_CI and not shutil.which(HEADLESS)):
        missing.append(HEADLESS)
    if not missing:
        return
    print(f"Installing {', '.join(missing)} …", flush=True)
    if not apt_get("update", "-qq"):
        return
    for package in missing:
        # Not every Debian release has a package of the headless Chromium.
        if not install(package) and package == HEADLESS and not chromium():
            install("chromium")


def install(package: str) -> bool:
    return apt_get("install", "-qq", "--no-install-recommends", package)


def apt_get(*arguments: str) -> bool:
    """Run apt-get as root or through sudo; return whether it succeeded."""
    apt = shutil.which("apt-get")
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not apt or (sudo and not shutil.which("sudo")):
        print("Packages cannot be installed here.")
        return False
    done = subprocess.run(
        [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-y", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        print(f"apt-get {' '.join(arguments)} failed.")
    return done.returncode == 0


TESTS = Path(__file__).resolve().parent
REST = "not e2e and not faults"


class Part(NamedTuple):
    """The tests of one process, their folders, and their database."""

    name: str
    marker: str
    folders: str  # a part collects only these, because collecting all takes long
    on_postgresql: bool = False

    def paths(self, named: Sequence[str]) -> list[str]:
        """Return pytest's paths: the part's folders, or the `named` tests that are in them."""
        folders = [TESTS / folder for folder in self.folders.split()]
        if not named:
            return [str(folder.relative_to(TESTS.parent)) for folder in folders]
        files = {test: Path(test.split("::")[0]).resolve() for test in named}
        return [
            test
            for test, file in files.items()
            if any(file.is_relative_to(folder) or folder.is_relative_to(file) for folder in folders)
        ]


def other_folders(*named: str) -> str:
    """Return the folders of tests/ that are not `named`, so that a new folder is run too."""
    found = {file.relative_to(TESTS).parts[0] for file in TESTS.rglob("test_*.py")}
    return " ".join(sorted(found - set(named)))


# Longest first, so that no process runs alone at the end.
PARTS = (
    Part("Faults, on SQLite", "faults", "faults bench"),
    Part("In a browser", "e2e", "e2e"),
    Part("On SQLite: inquiries", REST, "contact"),
    Part("On SQLite: the whole site", REST, "config"),
    Part("On PostgreSQL", REST, other_folders("e2e", "faults"), on_postgresql=True),
    Part("On SQLite: transcripts, pages", REST, "brand house"),
    Part("Faults, on PostgreSQL", "faults", "faults bench", on_postgresql=True),
    Part(
        "On SQLite: everything else",
        REST,
        other_folders("brand", "house", "contact", "config", "e2e", "faults"),
    ),
    Part("In a browser, on PostgreSQL", "e2e", "e2e", on_postgresql=True),
)


def run_part(part: Part, arguments: list[str], environment: dict[str, str]) -> int:
    """Run a part, print its output when it is finished, and return pytest's exit code."""
    named = [argument for argument in arguments if Path(argument.split("::")[0]).exists()]
    paths = part.paths(named)
    if not paths:
        return int(pytest.ExitCode.NO_TESTS_COLLECTED)
    options = [argument for argument in arguments if argument not in named]
    environment = {**os.environ, **environment}
    # Hundreds of processes are started, which should share compiled files.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.monotonic()
    print(f"{part.name} …", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-m", part.marker, *paths],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    minutes, seconds = divmod(int(time.monotonic() - began), 60)
    print(
        f"\n— {part.name}: {minutes}:{seconds:02d}\n{done.stdout.decode(errors='replace')}",
        flush=True,
    )
    return done.returncode


def run_parts(parts: Sequence[Part], arguments: list[str], postgresql: str, beside: int) -> int:
    """Run the parts, `beside` of them at a time.

    `postgresql` is the address of a server, if any.
    """
    with migrated_databases(postgresql) as environment, ThreadPoolExecutor(beside) as pool:

        def run(numbered: tuple[int, Part]) -> int:
            number, part = numbered
            own = dict(environment)
            if part.on_postgresql:
                # Test databases are named after this one, and parts must not share them.
                own["DATABASE_URL"] = new_database(postgresql, f"part_{number}")
            return run_part(part, arguments, own)

        codes = list(pool.map(run, enumerate(parts)))
    # A selection of tests may have none of one kind.
    empty = pytest.ExitCode.NO_TESTS_COLLECTED
    return next((code for code in codes if code not in {0, empty}), 0 if 0 in codes else int(empty))


def main() -> int:
    parser = argparse.ArgumentParser(description="Run the tests; other arguments are pytest's.")
    parser.add_argument("--only", metavar="MARKER", help="parts of one kind, alone: e2e, faults")
    options, arguments = parser.parse_known_args()
    install_what_is_missing()
    parts = [part for part in PARTS if options.only in {None, part.marker}]
    # One more than there are cores, as each also waits for servers.
    beside = 1 if options.only else (os.cpu_count() or 1) + 1
    if postgresql_binaries():
        with temporary_postgresql() as url:
            return run_parts(parts, arguments, url, beside)
    parts = [part for part in parts if not part.on_postgresql]
    code = run_parts(parts, arguments, "", beside)
    print("\nSKIPPED: everything on PostgreSQL (no server binaries on this machine)")
    return code or int(IN_CI)


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent.parent)
    sys.exit(main())
