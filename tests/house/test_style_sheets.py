"""Style sheets have one form and one home for each component."""

import re
from collections import defaultdict

from tests.house.format_css import STYLE_SHEETS, formatted

# On paper the components of the screen are dressed once more, by their own names.
AGAIN = {"print"}
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SELECTORS = re.compile(r"([^{};]+)\{")
BETWEEN_SELECTORS = re.compile(r",(?![^(]*\))")
BARE_CLASS = re.compile(r"\.[\w-]+")


def test_no_class_is_the_root_of_a_component_in_two_style_sheets() -> None:
    """A rule for nothing but a class (`.line { … }`) opens a component; no other file opens it."""
    opened: dict[str, set[str]] = defaultdict(set)
    for file in STYLE_SHEETS.glob("*.css"):
        text = COMMENT.sub("", file.read_text())
        for selectors in SELECTORS.findall(text) if file.stem not in AGAIN else ():
            for selector in map(str.strip, BETWEEN_SELECTORS.split(selectors)):
                if BARE_CLASS.fullmatch(selector):
                    opened[selector].add(file.name)
    assert len(opened) > 100
    assert {name: files for name, files in opened.items() if len(files) > 1} == {}


def test_style_sheets_are_formatted() -> None:
    """`make format` mends it."""
    files = sorted(STYLE_SHEETS.glob("*.css"))
    assert files
    found = [file.name for file in files if formatted(file.read_text()) != file.read_text()]
    assert found == []
