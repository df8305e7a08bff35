"""Checks by tools: lint, types, templates, migrations, translations, safe rich text."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.catalogues import LANGUAGES, missing

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


def run(*command: str | Path) -> str:
    """Run a tool in the project folder; return its output, or "" if it succeeded."""
    result = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    return "" if result.returncode == 0 else result.stdout + result.stderr


def tracked(*patterns: str) -> list[Path]:
    """Return the matching files under version control, as they are in the working tree."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [ROOT / line for line in listing.splitlines() if (ROOT / line).is_file()]


@pytest.fixture(scope="module")
def types() -> Iterator["Future[str]"]:
    """The output of mypy, which runs beside the other tests of this file: it takes longest."""
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(run, BIN / "mypy", "ops", "brand", "services", "contact", "config")


@pytest.mark.usefixtures("types")
def test_ruff_finds_nothing() -> None:
    assert run(BIN / "ruff", "check", ".") == ""


def test_code_is_formatted() -> None:
    assert run(BIN / "ruff", "format", "--check", ".") == ""


def test_templates_are_formatted() -> None:
    templates = tracked("templates/*.html")
    assert templates
    assert run(BIN / "djade", "--check", "--target-version", "5.2", *templates) == ""


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_nothing_from_the_database_is_marked_safe() -> None:
    unsafe = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for file in tracked("templates/*.html", "templates/*.txt")
        for line in file.read_text().splitlines()
        if re.search(r"\|\s*safe\b", line)
    ]
    marks = [
        str(file.relative_to(ROOT))
        for file in tracked("*.py")
        if "tests" not in file.parts and "mark_safe(" in file.read_text()
    ]
    assert unsafe == []
    # Used for JSON-LD, which is escaped on the line above.
    assert marks == ["brand/templatetags/text_tags.py"]


def test_no_cursor_stays_open_while_rows_are_dealt_with() -> None:
    """On SQLite a write beside an open cursor fails at once if another process wrote meanwhile.

    Code with many rows reads their keys first, or one short query for each batch.
    """
    found = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file in tracked("*.py")
        if "tests" not in file.parts
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in {"iterator", "aiterator", "fetchmany"}
    ]
    assert found == []


def test_no_inline_style_or_script_in_a_visitors_template() -> None:
    # Browsers do not run application/json, from which allauth's scripts read their options.
    script = r"<script(?![^>]*\b(?:src=|type=\"application/json\"))"
    inline = re.compile(rf"\sstyle=|<style|\son[a-z]+=|hx-on|javascript:|{script}", re.I)
    found = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for file in tracked("templates/*.html")
        # Mails cannot link to a style sheet, because they load nothing.
        if file.parent.name != "email"
        for line in file.read_text().splitlines()
        if inline.search(line)
    ]
    assert found == []


def test_attributes_of_htmx_are_valid_html() -> None:
    """To validators `hx-get` is an error, and `data-hx-get` a custom attribute."""
    bare = re.compile(r"\shx-[\w:-]+=")
    found = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for file in tracked("templates/*.html")
        for line in file.read_text().splitlines()
        if bare.search(line)
    ]
    assert found == []


def test_what_htmx_does_is_readable() -> None:
    """A long tag of an htmx element has a line for each attribute; djade leaves these alone."""
    found = [
        f"{file.relative_to(ROOT)}:{number}: {len(line)} characters"
        for file in tracked("templates/*.html")
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if len(line) > 120 and re.search(r"\sdata-(?:hx-|announce)", line)
    ]
    assert found == []


def test_no_registry_host_or_machine_path_is_committed() -> None:
    # In pieces, so that this file does not match.
    hosts = re.compile("(py" r"pi|pythonhost" r"ed|npm" r"js)\.(org|com)|/wo" "rk/|/ro" "ot/")
    text = [f for f in tracked() if f.suffix not in {".png", ".woff2", ".mo", ".jpg", ".webp"}]
    found = [str(f.relative_to(ROOT)) for f in text if hosts.search(f.read_text(errors="replace"))]
    assert found == []


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
def test_translations_are_complete_and_compiled(tmp_path: Path) -> None:
    """makemessages finds nothing new, no entry is empty or fuzzy, and .mo files are current."""
    copy = tmp_path / "copy"
    shutil.copytree(
        ROOT, copy, ignore=shutil.ignore_patterns(".venv", "var", ".git", "node_modules")
    )
    environment = {**os.environ, "VAR_DIR": str(tmp_path / "var")}
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--all", "--no-obsolete", "--no-wrap",
         "--add-location", "file", "--ignore", "tests", "--verbosity", "0"],
        cwd=copy, env=environment, check=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    for language in LANGUAGES:
        catalogue = copy / "config/locale" / language / "LC_MESSAGES/django.po"
        assert missing(catalogue) == [], f"{language}: make messages, then fill these in"
        # msgmerge puts the hour into the header; what is committed has none, to stay the same.
        undated = re.sub(r'"(POT-Creation|PO-Revision)-Date:.*\n', "", catalogue.read_text())
        catalogue.write_text(undated)
        subprocess.run(
            ["msgfmt", "--check", "-o", tmp_path / "django.mo", catalogue],
            capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
        committed = ROOT / "config/locale" / language / "LC_MESSAGES/django.mo"
        same = committed.read_bytes() == (tmp_path / "django.mo").read_bytes()
        assert same, f"{language}: the .mo file is not that of the .po file; make messages"


def test_dates_in_words_are_written_in_one_place() -> None:
    """Only `ops.dates` knows that the first of a month is "1er décembre"."""
    in_words = re.compile(r"""\|date:["'](?=[^"']*[FNMblD])(?!SHORT_)|date_format\(|dateformat\b""")
    found = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for file in tracked("*.py", "templates/*.html", "templates/*.txt")
        if "tests" not in file.parts and file != ROOT / "ops/dates.py"
        for line in file.read_text().splitlines()
        if in_words.search(line)
    ]
    assert found == []


def test_no_french_word_before_a_name_depends_on_its_first_letter() -> None:
    """ "de Anaïs" should be "d’Anaïs", so sentences with names need another construction."""
    catalogue = (ROOT / "config/locale/fr/LC_MESSAGES/django.po").read_text()
    elided = re.compile(
        r"\b(?:[dljmnst]|qu)[e’']? ?%\((?:name|names|owner|title|titles|email|question)\)|"
        r"\b(?:de|que|le|la|je|me|ne|se|te)\s%\((?:name|names|owner|title|titles|email|question)\)"
    )
    assert [line for line in catalogue.splitlines() if elided.search(line)] == []


def test_no_test_file_is_longer_than_500_lines() -> None:
    """A longer one has several subjects, each of which gets a file."""
    long = {
        str(file.relative_to(ROOT)): lines
        for file in tracked("tests/*.py")
        if (lines := len(file.read_text().splitlines())) > 500
    }
    assert long == {}


def test_types_hold(types: "Future[str]") -> None:
    """The last test of this file, so that it waits as little as possible."""
    assert types.result() == ""
