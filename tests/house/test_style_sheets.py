"""Each component has a class of its own: two sheets with the same class affect each other."""

import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The print styles use the names of the screen's components again.
AGAIN = {"print"}
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SELECTORS = re.compile(r"([^{};]+)\{")
BETWEEN_SELECTORS = re.compile(r",(?![^(]*\))")
BARE_CLASS = re.compile(r"\.[\w-]+")


def test_no_class_is_the_root_of_a_component_in_two_style_sheets() -> None:
    """A rule for a single class (`.line { … }`) opens a component, which no other file may open."""
    opened: dict[str, set[str]] = defaultdict(set)
    for file in (ROOT / "static/css").glob("*.css"):
        text = COMMENT.sub("", file.read_text())
        for selectors in SELECTORS.findall(text) if file.stem not in AGAIN else ():
            for selector in map(str.strip, BETWEEN_SELECTORS.split(selectors)):
                if BARE_CLASS.fullmatch(selector):
                    opened[selector].add(file.name)
    assert len(opened) > 100
    assert {name: files for name, files in opened.items() if len(files) > 1} == {}
