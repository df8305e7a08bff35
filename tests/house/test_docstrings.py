"""Docstrings begin with what is returned, what is done, or the name of the thing."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("brand", "contact", "services", "ops", "config", "tests")
QUESTION_WORD = re.compile(r"\s*(What|How|Where|Who|Whose|Whom|When|Which|Why)\b")
WHETHER = re.compile(r"\s*Whether\b")


def docstrings(source: str) -> Iterator[tuple[int, str, str]]:
    """Yield (line, text, type) of each docstring of a module, class, function or attribute.

    The type is that which a function returns or an attribute has, "" if there is none.
    """
    for node in ast.walk(ast.parse(source)):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        for before, statement in pairwise([node, *body]):
            match statement:
                case ast.Expr(value=ast.Constant(value=str(text))):
                    kind = getattr(before, "returns", None) or getattr(before, "annotation", None)
                    yield statement.lineno, text, ast.unparse(kind) if kind else ""


def indirect(source: str) -> list[str]:
    """Return "line: first line" of each docstring that begins with a question word.

    "Whether …" may describe a value of the type bool, as it does in Django's documentation.
    """
    return [
        f"{line}: {text.splitlines()[0]}"
        for line, text, kind in docstrings(source)
        if QUESTION_WORD.match(text) or (WHETHER.match(text) and kind != "bool")
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_docstrings_do_not_begin_with_a_question_word(room: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted((ROOT / room).rglob("*.py"))
        for line in indirect(path.read_text(encoding="utf-8"))
    ]
    assert not found, "Begin with “Return …”, “Write …” or “A page …”:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ('"""What a visitor may read."""', True),
        ('class Place:\n    """Where it is."""', True),
        ('class Place:\n    at: int\n    """How far down it is."""', True),
        ('class Place:\n    at: bool\n    """Whether it is down."""', False),
        ('def day():\n    """When it leaves."""', True),
        ('def day():\n    """Return when it leaves."""', False),
        ('def is_late() -> bool:\n    """Whether it is late."""', False),
        ('def lateness() -> int:\n    """Whether it is late."""', True),
        ('"""Whatever it takes."""', False),
    ],
)
def test_a_question_word_is_seen(source: str, is_found: bool) -> None:
    assert bool(indirect(source)) is is_found
