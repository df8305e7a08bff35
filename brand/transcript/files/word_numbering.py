"""Count Word's automatic numbers, which are not part of the document's text."""

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from brand.transcript.files.markdown import integer
from brand.transcript.files.word_xml import value


@dataclass(frozen=True)
class _Level:
    format: str
    text: str
    """A pattern such as "%1." or "Q%1 -", in which "%1" is the number on the first level."""
    start: int


@dataclass
class _List:
    """A sequence of paragraphs that are counted together (`w:abstractNum`)."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Count as Word does: across other paragraphs, level by level, until told to restart."""

    def __init__(self, numbering: ET.Element | None, styles: ET.Element | None) -> None:
        self.lists: dict[str | None, _List] = {}
        self.uses: dict[str | None, ET.Element] = {}
        """`w:num`, by which a paragraph or style names its list and where that restarts."""
        self.used: set[str | None] = set()
        self.styles: dict[str | None, ET.Element] = {}
        linked = {}
        for style in () if styles is None else styles.iterfind("{*}style"):
            self.styles.setdefault(value(style, name="styleId"), style)
        for one in () if numbering is None else numbering.iterfind("{*}abstractNum"):
            key = value(one, name="abstractNumId")
            self.lists[key] = _List(_levels(one))
            linked[key] = value(one, "{*}numStyleLink")
        for one in () if numbering is None else numbering.iterfind("{*}num"):
            self.uses[value(one, name="numId")] = one
        for key, link in linked.items():
            if link in self.styles:
                use = self.uses.get(value(self.styles[link], "{*}pPr/{*}numPr/{*}numId"))
                if use is not None:
                    self.lists[key] = self.lists.get(value(use, "{*}abstractNumId"), _List({}))

    def label(self, paragraph: ET.Element) -> str | None:
        """Count `paragraph`, and return its number as Word shows it; None if it has none."""
        if paragraph.find("{*}pPr/{*}rPr/{*}del") is not None:
            return None
        number, level = self._place(paragraph)
        use = self.uses.get(number)
        if use is None:
            return None
        items = self.lists.get(value(use, "{*}abstractNumId"))
        if items is None or level not in items.levels:
            return None
        if number not in self.used:
            self.used.add(number)
            for override in use.iterfind("{*}lvlOverride"):
                depth = integer(value(override, name="ilvl"), 0)
                items.levels |= _levels(override)
                if (start := value(override, "{*}startOverride")) is not None:
                    items.counts[depth] = integer(start, 1) - 1
        if items.levels[level].format == "bullet":
            return None
        count = items.counts.get(level, items.levels[level].start - 1) + 1
        items.counts = {depth: n for depth, n in items.counts.items() if depth < level}
        items.counts[level] = count
        return _INDEX.sub(
            lambda index: self._number(items, int(index[1]) - 1), items.levels[level].text
        )

    def _place(self, paragraph: ET.Element) -> tuple[str | None, int]:
        """Return the list that `paragraph` is in, directly or by its style, and the level."""
        number = value(paragraph, "{*}pPr/{*}numPr/{*}numId")
        depth = value(paragraph, "{*}pPr/{*}numPr/{*}ilvl")
        style, seen = value(paragraph, "{*}pPr/{*}pStyle"), set[str | None]()
        while number is None and style in self.styles and style not in seen:
            seen.add(style)
            element = self.styles[style]
            number = value(element, "{*}pPr/{*}numPr/{*}numId")
            depth = depth or value(element, "{*}pPr/{*}numPr/{*}ilvl")
            style = value(element, "{*}basedOn")
        return number, integer(depth, 0)

    @staticmethod
    def _number(items: _List, depth: int) -> str:
        level = items.levels.get(depth)
        if level is None:
            return ""
        return _written(items.counts.get(depth, level.start), level.format)


_INDEX = re.compile(r"%([1-9])")


def _levels(element: ET.Element) -> dict[int, _Level]:
    return {
        integer(value(level, name="ilvl"), 0): _Level(
            value(level, "{*}numFmt") or "decimal",
            value(level, "{*}lvlText") or "",
            integer(value(level, "{*}start"), 1),
        )
        for level in element.iterfind("{*}lvl")
    }


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _written(number: int, form: str) -> str:
    text = str(number)
    if form == "none":
        return ""
    if form == "decimalZero":
        return text.zfill(2)
    if form.endswith("Letter") and 0 < number <= 260:
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif form.endswith("Roman") and 0 < number < 4000:
        text = ""
        for value, letters in _ROMAN:
            text += letters * (number // value)
            number %= value
    return text.upper() if form.startswith("upper") else text
