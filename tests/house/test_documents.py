"""Every document, section and file that is cited exists in this repository."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BINARY = {".png", ".woff2", ".mo", ".jpg", ".webp"}


def tracked() -> list[str]:
    """Return the paths of all files in the working tree."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [line for line in listing.splitlines() if (ROOT / line).is_file()]


TRACKED = tracked()
FOLDERS = {str(folder) for path in TRACKED for folder in Path(path).parents}
TEXTS = {
    path: (ROOT / path).read_text(encoding="utf-8", errors="replace")
    for path in TRACKED
    if Path(path).suffix not in BINARY and path != "tests/house/test_documents.py"
}
OURS = {".py", ".md", ".html", ".css", ".js", ".toml", ".po"}
DOCUMENTS = sorted(path for path in TEXTS if path.endswith(".md"))


def test_every_promise_that_is_cited_is_written_down() -> None:
    """`RELIABILITY 8, 9 and 40` are lines of docs/reliability.md, whose numbers ascend."""
    numbers = re.findall(r"^(\d+)\. ", TEXTS["docs/reliability.md"], re.M)
    assert numbers == sorted(numbers, key=int)
    cited = {
        (path, number)
        for path, text in TEXTS.items()
        for list_ in re.findall(r"RELIABILITY ((?:\d+(?:, | and |, and )?)+)", text)
        for number in re.findall(r"\d+", list_)
    }
    assert len(cited) > 40
    assert {(path, number) for path, number in cited if number not in numbers} == set()


def test_every_section_of_the_law_that_is_cited_is_written_down() -> None:
    sections = set(re.findall(r"^## (.+)$", TEXTS["docs/law-fr.md"], re.M))
    cited = {
        (path, section)
        for path, text in TEXTS.items()
        for section in re.findall(r'LAW-FR, "?([A-Z][a-z ]+\w)', text)
    }
    assert len(cited) > 3
    assert {(path, section) for path, section in cited if section not in sections} == set()


def test_no_file_cites_what_a_stranger_does_not_have() -> None:
    """Nothing cites a folder beside the repository, or a document that is not in it."""
    here = {Path(path).name for path in TRACKED}
    outside = [
        (path, name)
        for path, text in TEXTS.items()
        for name in re.findall(r"\.\./sha" r"red\S*|\b[A-Z][A-Z-]{3,}\.md\b", text)
        if name not in here
    ]
    assert outside == []


def test_every_variable_of_the_environment_is_documented() -> None:
    documented = set(re.findall(r"`([A-Z][A-Z_]+)`", TEXTS["docs/configuration.md"]))
    reading = re.compile(r'(?:\b(?:env|variables)\.\w+|\bos\.environ\.get)\(\s*"([A-Z][A-Z_]+)"')
    read = {
        name
        for path, text in TEXTS.items()
        if path.endswith(".py") and path.split("/")[0] in {"config", "ops"}
        for name in reading.findall(text)
    }
    assert len(read) > 15
    assert read - documented - {"DJANGO_SETTINGS_MODULE"} == set()


def named_in(text: str) -> set[str]:
    """Return files and folders in backticks, in links, and at the start of lines in listings."""
    spans = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text) + re.findall(r"\]\(([^)#\s]+)\)", text)
    for listing in re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S):
        spans += re.findall(r"^(\w+/)\s", listing, re.M)
    paths = {re.sub(r":\d+$", "", span) for span in spans if "://" not in span}
    return {path for path in paths if re.fullmatch(r"\.?[\w-]+(?:[/.][\w.-]+)*/?", path)}


def is_there(path: str, folder: Path) -> bool:
    whole = path.rstrip("/")
    return (
        whole in TRACKED
        or whole in FOLDERS
        or (ROOT / folder / whole).exists()
        or any(name.endswith(f"/{whole}") for name in [*TRACKED, *FOLDERS])
    )


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_is_named_exists(document: str) -> None:
    rooms = {path.split("/")[0] for path in TRACKED if "/" in path}
    missing = [
        path
        for path in sorted(named_in(TEXTS[document]))
        # Only what looks like a file of ours: `ops.dates` or `var/` is none.
        if Path(path).suffix in OURS or ("/" in path and path.split("/")[0] in rooms)
        if not is_there(path, Path(document).parent)
    ]
    assert missing == []
