"""Imports go one way: between rooms, and between the parts of a room.

Every import counts, at the top of a file, inside a function or under `TYPE_CHECKING`.
"""

import ast
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# From low to high: a room imports from those before it.
ORDER = ["ops", "brand", "services", "contact", "config"]
# The same inside rooms. Parts in one tuple do not import each other. Anything not named belongs to
# the room's root (`apps`, `checklist`, `wagtail_hooks`, template tags …), above all parts.
PARTS: dict[str, list[tuple[str, ...]]] = {
    "brand": [
        ("text", "pictures"),
        ("forms", "theme"),
        ("transcript", "core"),
        ("interview",),
        ("home",),
        ("interview_import", "translation", "publishing", "demo", "starter", "editor"),
    ],
    "contact": [("inquiries",), ("form", "export"), ("page",), ("mail",), ("inbox", "demo")],
}
# Imports of the own room inside a function: file → the reason why it is not at the top.
LATE = {
    "contact/export/stream.py": "openpyxl is slow to load, and most exports are CSV",
    "ops/run.py": "it sets Django up itself",
    "ops/processes/web_worker.py": "gunicorn loads the worker class before Django is set up",
}
# Libraries that load slowly and that most processes never use: imported in the function that does.
SLOW = {"babel", "holidays", "mammoth", "markdown_it", "openpyxl"}
# A module that is loaded late as a whole.
LATE_MODULES = {"contact.export.xlsx"}
Graph = dict[str, set[str]]


def files() -> dict[str, Path]:
    """Return every module of every room by its dotted name, without migrations."""
    found = {}
    for room in ORDER:
        for file in (ROOT / room).rglob("*.py"):
            parts = file.relative_to(ROOT).with_suffix("").parts
            if "migrations" not in parts:
                found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


MODULES = files()


def imported(nodes: Iterable[ast.AST]) -> set[str]:
    """Return our own modules that the import statements among `nodes` name."""
    names = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide which room is meant"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                names.add(whole if whole in MODULES else node.module or "")
    return names & set(MODULES)


TREES = {name: ast.parse(file.read_text()) for name, file in MODULES.items()}
GRAPH: Graph = {name: imported(ast.walk(tree)) for name, tree in TREES.items()}


def part_of(module: str) -> str:
    """Return the part: `brand.text` for `brand.text.slugs`; a root module is its own part."""
    return ".".join(module.split(".")[:2])


def circles(graph: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Return every set of nodes that reach each other (Tarjan's algorithm)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in graph.get(node, ()):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            at = stack.index(node)
            found.append(sorted(stack[at:]))
            del stack[at:]

    for node in graph:
        if node not in index:
            visit(node)
    return [circle for circle in found if len(circle) > 1]


@pytest.mark.parametrize("room", ORDER)
def test_a_room_imports_only_rooms_below_it(room: str) -> None:
    allowed = set(ORDER[: ORDER.index(room) + 1])
    climbing = [
        f"{module} imports {other}"
        for module, others in GRAPH.items()
        for other in others
        if module.split(".")[0] == room and other.split(".")[0] not in allowed
    ]
    assert climbing == []


def test_no_circle_of_files() -> None:
    assert circles(GRAPH) == []


def test_no_circle_of_parts() -> None:
    parts: dict[str, set[str]] = defaultdict(set)
    for module, others in GRAPH.items():
        parts[part_of(module)] |= {part_of(other) for other in others} - {part_of(module)}
    assert circles(parts) == []


@pytest.mark.parametrize("room", PARTS)
def test_parts_of_a_room_import_only_parts_below_them(room: str) -> None:
    floors = {f"{room}.{part}": floor for floor, row in enumerate(PARTS[room]) for part in row}
    roof = len(floors)
    climbing = []
    for module, others in GRAPH.items():
        if part_of(module) not in floors:
            continue
        for other in others:
            here, there = part_of(module), part_of(other)
            if other.split(".")[0] != room or here == there:
                continue
            if floors.get(there, roof) >= floors[here]:
                climbing.append(f"{module} imports {other}")
    assert climbing == []


@pytest.mark.parametrize("room", PARTS)
def test_every_part_has_its_place_in_the_order(room: str) -> None:
    folders = {file.parent.name for file in (ROOT / room).glob("*/__init__.py")}
    assert folders - {"migrations", "templatetags"} == {part for row in PARTS[room] for part in row}


@pytest.mark.parametrize("room", ["brand", "contact"])
def test_the_face_of_a_room_is_for_other_rooms(room: str) -> None:
    """Inside the room, a model is imported from its own module."""
    face = f"{room}.models"
    inside = [name for name in GRAPH if name.startswith(f"{room}.") and face in GRAPH[name]]
    assert inside == []


def test_imports_inside_a_function_have_a_reason() -> None:
    """`apps.py` needs them: Django cannot import models before all apps are known."""
    late = set()
    for name, tree in TREES.items():
        hidden = imported(set(ast.walk(tree)) - set(tree.body))
        own = {other for other in hidden if other.split(".")[0] == name.split(".")[0]}
        if own and MODULES[name].name != "apps.py":
            late.add(str(MODULES[name].relative_to(ROOT)))
    assert late == set(LATE)


def test_slow_libraries_are_imported_where_they_are_used() -> None:
    """Each of the site's processes, every command and every test run would wait for them."""
    early = set()
    for name, tree in TREES.items():
        for node in tree.body:
            if isinstance(node, ast.Import):
                found = {alias.name for alias in node.names}
            else:
                found = {getattr(node, "module", None) or ""}
            if SLOW & {each.split(".")[0] for each in found} and name not in LATE_MODULES:
                early.add(name)
    assert early == set()
