"""Middleware, views and forms stand in the files in which Django's documentation has them."""

import re
import subprocess
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("brand", "config", "contact", "ops", "services")
# Elsewhere, and why.
ELSEWHERE = {"ops/web/compression.py": "compression is a subject of its own, longer than the rest"}


def test_middleware_stands_in_middleware_py() -> None:
    files = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *ROOMS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    found = {
        file
        for file in files
        if file.endswith(".py")
        and (ROOT / file).exists()
        and re.search(r"^class \w+Middleware\b", (ROOT / file).read_text(), re.MULTILINE)
    }
    assert {file for file in found if not file.endswith("/middleware.py")} == set(ELSEWHERE)


def test_middleware_that_is_named_is_ours_or_a_librarys() -> None:
    ours = [name for name in settings.MIDDLEWARE if name.startswith(ROOMS)]
    assert len(ours) > 10
    files = {name.rpartition(".")[0].replace(".", "/") + ".py" for name in ours}
    assert {file for file in files if not file.endswith("/middleware.py")} == set(ELSEWHERE)


def test_strengths_of_recognisers_stand_in_one_table() -> None:
    """A number beside "strength" in another file would be compared with what nobody sees."""
    folder = ROOT / "brand/transcript"
    files = [file for file in folder.rglob("*.py") if file.name != "strengths.py"]
    number = re.compile(r"(?:strength\b[^=<>]*[=<>]+ ?\(?|Candidate\([\w.]+, )0\.(?!0\b)\d")
    found = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for file in files
        for line in file.read_text().splitlines()
        if number.search(line)
    ]
    assert found == []
