"""Docstrings say what a thing is or does: none begins as a question would."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The rooms that were reread; the others follow.
ROOMS = ("ops", "config")
QUESTION = re.compile(r"(?:What|How|Where|Who|When)\b")


def docstrings(file: Path) -> list[str]:
    """Every docstring of a file, and the texts that stand below an attribute."""
    return [
        node.value.value
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ]


def test_no_docstring_begins_as_a_question() -> None:
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
    assert len(files) > 80
    found = [
        f"{file.relative_to(ROOT)}: {text.splitlines()[0]}"
        for file in files
        for text in docstrings(file)
        if QUESTION.match(text)
    ]
    assert found == []
