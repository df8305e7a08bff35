"""One form for every style sheet: `make format` writes it, test_style_sheets.py holds it.

One declaration a line, one selector a line, an empty line between rules. cssbeautifier does the
work; `formatted` adds what it leaves undone.
"""

import re
import sys
from pathlib import Path

import cssbeautifier

STYLE_SHEETS = Path(__file__).resolve().parents[2] / "static/css"
OPTIONS = {
    "indent_size": 2,
    "end_with_newline": True,
    "newline_between_rules": True,
    "selector_separator_newline": True,
    "space_around_combinator": True,
    "preserve_newlines": True,
}
# It begins a block with an empty line where the first rule has several selectors, keeps any number
# of empty lines, and leaves a last declaration without its semicolon.
MENDED = (
    (re.compile(r"\{\n\n+"), "{\n"),
    (re.compile(r"\n\n+(\s*\})"), r"\n\1"),
    (re.compile(r"\n{3,}"), "\n\n"),
    (re.compile(r"([^;{}/\s])(\n\s*\})"), r"\1;\2"),  # a comment ends in a stroke
)


def formatted(text: str) -> str:
    """Return the CSS `text` in the form that every style sheet has."""
    text = cssbeautifier.beautify(text, OPTIONS)
    for pattern, replacement in MENDED:
        text = pattern.sub(replacement, text)
    return text


def main() -> int:
    """Rewrite the files that are named, or all style sheets."""
    for file in map(Path, sys.argv[1:]) if sys.argv[1:] else sorted(STYLE_SHEETS.glob("*.css")):
        text = file.read_text(encoding="utf-8")
        if (wanted := formatted(text)) != text:
            file.write_text(wanted, encoding="utf-8")
            print(f"{file.name} rewritten")
    return 0


if __name__ == "__main__":
    sys.exit(main())
