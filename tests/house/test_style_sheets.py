"""Style sheets have one format, and one file for each component (docs/decisions/0046)."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from brand.theme import stylesheet
from tests.house.format_css import STYLE_SHEETS, formatted

# The print styles use the names of the screen's components again.
AGAIN = set(stylesheet.SHEETS["print"])
# Named by others, and dressed here: Django, htmx, a microformat, Wagtail.
FOREIGN = re.compile("helptext|errorlist|htmx-|h-card|w-|form-side--|sidebar|Draft|footer__")
# … and parts of Wagtail's, inside a component of ours.
WAGTAILS = {"title", "bulk-action-checkbox-cell", "icon", "help-block", "struct-block", "ready"}
WAGTAILS |= {"error-message", "left"}
# A state, and what says by itself whose it is.
OTHERWISE = re.compile(f"is-|v-|{FOREIGN.pattern}")

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BLOCK = re.compile(r"([^{};]+)\{")
BETWEEN_SELECTORS = re.compile(r",(?![^(]*\))")
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
LEADING = re.compile(r"(?:[a-z]+)?((?:\.[\w-]+)+)")


# Files that no sheet is joined from, and who asks for each.
APART = {
    "account": "templates/allauth/layouts/base.html",
    "admin": "brand/wagtail_hooks.py",
    "admin-dashboard": "brand/wagtail_hooks.py",
    "admin-identity": "brand/wagtail_hooks.py",
    "admin-inquiries": "brand/wagtail_hooks.py",
    "admin-start": "brand/wagtail_hooks.py",
    "interview-import-admin": "templates/brand/interview_import/base.html",
    "styleguide": "templates/styleguide/index.html",
    "translations-admin": "brand/translation/editor.py",
}


def selectors(text: str) -> Iterator[str]:
    """Every single selector of a style sheet; conditions and key frames are none."""
    for prelude in BLOCK.findall(COMMENT.sub("", text)):
        if not prelude.lstrip().startswith("@"):
            yield from (" ".join(part.split()) for part in BETWEEN_SELECTORS.split(prelude))


def component(name: str) -> str:
    """Return what a class is a part of: "answer" of "answer-body", "v-inquiry" of "v-inquiry-main".

    A list and its items are one component (figures, figure); so is all of the transcripts (t-).
    """
    first, *others = name.split("-")
    if first == "v" and others:
        first = f"v-{others[0]}"
    return first.removesuffix("s") if len(first) > 4 else first


def test_every_style_sheet_has_one_place() -> None:
    """One forgotten in SHEETS would dress no page; twice in a sheet, it would cost twice."""
    for parts in stylesheet.SHEETS.values():
        assert len(parts) == len(set(parts))
    placed = {*chain.from_iterable(stylesheet.SHEETS.values())}
    assert placed.isdisjoint(APART)
    assert placed | APART.keys() == {file.stem for file in STYLE_SHEETS.glob("*.css")}
    for name, asking in APART.items():
        assert f"{name}.css" in (STYLE_SHEETS.parents[1] / asking).read_text()


def test_no_component_is_opened_in_two_style_sheets() -> None:
    """A rule for nothing but a class (`.line { … }`) opens a component; no other file opens it.

    Where it stands in another component (`.hero .avatar`), that one may dress it too.
    """
    opened: dict[str, set[str]] = defaultdict(set)
    for file in STYLE_SHEETS.glob("*.css"):
        for selector in selectors(file.read_text()) if file.stem not in AGAIN else ():
            if CLASS.fullmatch(selector) and not FOREIGN.match(name := selector[1:]):
                opened[component(name)].add(file.name)
    assert len(opened) > 80
    assert {name: files for name, files in opened.items() if len(files) > 1} == {}


def test_the_name_of_every_part_begins_with_its_component() -> None:
    """`.answer .answer-body`, not `.answer .body`; a state is `.is-…`."""
    components: set[str] = set()
    used: dict[str, set[str]] = defaultdict(set)
    for file in STYLE_SHEETS.glob("*.css"):
        for selector in selectors(file.read_text()):
            used[file.name].update(CLASS.findall(selector))
            if leading := LEADING.match(selector):
                components.update(map(component, CLASS.findall(leading[1])))
    strangers = {
        f"{file}: .{name}"
        for file, names in used.items()
        for name in names - WAGTAILS
        if component(name) not in components and not OTHERWISE.match(name)
    }
    assert strangers == set()


def test_style_sheets_are_formatted() -> None:
    """`make format` mends it."""
    files = sorted(STYLE_SHEETS.glob("*.css"))
    assert files
    found = [file.name for file in files if formatted(file.read_text()) != file.read_text()]
    assert found == []
