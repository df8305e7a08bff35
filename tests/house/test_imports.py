"""Imports go one way: config → contact → services → brand → ops."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ORDER = ["ops", "brand", "services", "contact", "config"]


def imported_rooms(source: str) -> set[str]:
    """The rooms that a module imports, at its top or inside a function."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide which room is meant"
            names.add((node.module or "").split(".")[0])
    return names & set(ORDER)


@pytest.mark.parametrize("room", ORDER)
def test_a_room_imports_only_rooms_below_it(room: str) -> None:
    allowed = set(ORDER[: ORDER.index(room) + 1])
    climbing = {
        str(file.relative_to(ROOT)): above
        for file in (ROOT / room).rglob("*.py")
        if (above := imported_rooms(file.read_text()) - allowed)
    }
    assert climbing == {}


def test_nobody_imports_config() -> None:
    for room in ORDER[:-1]:
        for file in (ROOT / room).rglob("*.py"):
            assert "config" not in imported_rooms(file.read_text()), file
