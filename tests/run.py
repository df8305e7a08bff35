"""`make test`: install what tests need where that is possible, then run everything.

Once on SQLite; then, on a throwaway PostgreSQL, again what a database can change (see
conftest.py). What cannot be had is skipped and named at the end; with CI=true nothing may be
skipped. The walks in a browser, which share one site, run beside everything else.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

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


def run_pytest(arguments: list[str], **environment: str) -> int:
    """Run the tests with extra environment variables, in two processes; return 0 if all passed."""
    command = [sys.executable, "-m", "pytest", *arguments, "-m"]
    environment = {**os.environ, **environment}
    with tempfile.TemporaryFile("w+") as output:
        browser = subprocess.Popen(
            [*command, "e2e"], env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            others = [*command, "not e2e and not faults"]  # those have `make faults`
            codes = [subprocess.run(others, env=environment, check=False).returncode]
            codes.append(browser.wait())
        finally:
            browser.terminate()
            browser.wait()
        output.seek(0)
        print(f"\n— The same, in a browser\n{output.read()}", flush=True)
    # Whoever names some tests may well name none of one kind.
    empty = pytest.ExitCode.NO_TESTS_COLLECTED
    return next((code for code in codes if code not in {0, empty}), 0 if 0 in codes else int(empty))


def main() -> int:
    install(wanted_packages())
    arguments = sys.argv[1:]
    print("\n— On SQLite", flush=True)
    code = run_pytest(arguments)
    if postgresql_binaries():
        print("\n— On PostgreSQL", flush=True)
        with temporary_postgresql() as url:
            code = run_pytest(arguments, DATABASE_URL=url) or code
    else:
        print("\nSKIPPED: everything on PostgreSQL (no server binaries on this machine)")
        code = code or int(IN_CI)
    return code


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent.parent)
    sys.exit(main())
