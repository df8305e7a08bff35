"""Write the tree of a web page as CommonMark: one paragraph per line, nothing escaped."""

import re
from collections.abc import Iterable

from bs4 import PageElement, Tag
from markdownify import ATX, MarkdownConverter

from brand.transcript import TranscriptError
from brand.transcript.files.html_tree import attribute

# Word's paragraph number, passed through mammoth, which would count each list from 1.
LABEL = re.compile("\ufdd0([^\ufdd1]*)\ufdd1")
_CELL = "\x1f"  # separates cells of a row; `Tree` removes this character from text
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_MORE_LINES = re.compile(r"\n{3,}")
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)", re.IGNORECASE)
_SLANT = re.compile(r"font-style\s*:\s*(\w+)", re.IGNORECASE)
_BOLD = ("b", "strong")
_ITALIC = ("i", "em")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MULTILINE = [*_HEADINGS, "p", "div", "br", "li", "blockquote", "pre", "table", "dt"]


class _Markdown(MarkdownConverter):
    """CommonMark without hard wraps. Signs that the source contains as text are not escaped."""

    def __init__(self) -> None:
        super().__init__(
            heading_style=ATX,
            bullets="-",
            wrap=True,  # line ends of the source become spaces …
            wrap_width=None,  # … and none are added
            escape_asterisks=False,
            escape_underscores=False,
            escape_misc=False,
        )

    def convert_b(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return text if parent_tags.intersection((*_BOLD, "dt")) else _emphasised(text, "**")

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return text if parent_tags.intersection(_ITALIC) else _emphasised(text, "*")

    convert_strong = convert_b
    convert_i = convert_em

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return " " if "_inline" in parent_tags else "\n"

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href = attribute(el, "href").strip()
        words = text.strip(" \n")
        if not words or "\n" in text or not _SAFE_LINK.match(href):
            return text
        for character in " \t\r\n()<>":
            href = href.replace(character, f"%{ord(character):02X}")
        before, after = text[: text.index(words)], text[text.index(words) + len(words) :]
        return f"{before}[{words}]({href}){after}"

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = text.strip(" \n")
        if not text:
            return "\n"
        label = LABEL.match(text)
        if label:  # the number that Word shows
            text = text[label.end() :]
            sign = label[1]
        else:
            number = attribute(el, "value") if el.parent and el.parent.name == "ol" else ""
            sign = f"{number}." if number else "-"
        sign = f"{sign} " if sign else ""
        first, *others = text.split("\n")
        indent = " " * min(len(sign), 4)  # a label like "Question 1:" is wider than a list's sign
        return "\n".join([sign + first, *(indent + line if line else "" for line in others)]) + "\n"

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return "\n\n" + _emphasised(text.strip(" \n"), "**") + "\n\n"

    def convert_dd(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return "\n\n" + text.strip(" \n") + "\n\n"

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_inline" in parent_tags or not text.strip():
            return text
        lines = _MORE_LINES.sub("\n\n", text.strip(" \n")).split("\n")
        return "\n\n" + "\n".join(f"> {line}".rstrip(" ") for line in lines) + "\n\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return " ".join(text.split("\n")) + _CELL

    convert_th = convert_td

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return " | ".join(cell.strip(" \n") for cell in text.split(_CELL) if cell.strip()) + "\n"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return "\n\n" + text.strip("\n") + "\n\n"

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return text

    convert_kbd = convert_samp = convert_del = convert_s = convert_code


def _emphasised(text: str, sign: str) -> str:
    """Return `text` with `sign` around each of its lines, because emphasis ends with a line."""
    lines = []
    for line in text.split("\n"):
        words = line.strip(" \t\u00a0\u202f")
        before, _, after = line.partition(words) if words else (line, "", "")
        lines.append(f"{before}{sign}{words}{sign}{after}" if words else line)
    return "\n".join(lines)


def markdown_of(content: Tag) -> str:
    _simplify(content)
    try:
        text = str(_Markdown().convert_soup(content))
    except RecursionError as error:
        raise TranscriptError("binary") from error
    text = LABEL.sub(lambda label: f"{label[1]} " if label[1] else "", text)
    lines = [line.rstrip(" \t") for line in text.split("\n")]
    # One space before a line remains of a <br>; more are the indent of a list.
    lines = [line.lstrip(" ") if re.match(r" \S", line) else line for line in lines]
    return _MORE_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def _simplify(content: Tag) -> None:
    """Turn other ways of formatting into tags, and remove tags without effect."""
    for span in content.find_all(["span", "font", *_BOLD, *_ITALIC]):
        style = attribute(span, "style")
        weight, slant = _WEIGHT.search(style), _SLANT.search(style)
        heavy = weight and weight[1].lower() in {"bold", "bolder", "600", "700", "800", "900"}
        if span.name in _BOLD and weight and not heavy:
            span.name = "span"
        elif span.name not in (*_BOLD, *_ITALIC) and (heavy or slant):
            slanted = slant and slant[1].lower() in {"italic", "oblique"}
            span.name = "strong" if heavy else "em" if slanted else "span"
    for heading in content.find_all(_HEADINGS):
        for mark in heading.find_all([*_BOLD, *_ITALIC]):
            mark.name = "span"
    for mark in content.find_all([*_BOLD, *_ITALIC]):
        _join(mark, _BOLD if mark.name in _BOLD else _ITALIC)
    for items in content.find_all("ol"):
        number(items)
    for row in content.find_all("tr"):
        cells = row.find_all(["td", "th"], recursive=False)
        # A layout table: its cells hold paragraphs.
        if any(len(cell.find_all(_MULTILINE, limit=2)) > 1 for cell in cells):
            for cell in cells:
                cell.name = "div"
            row.name = "div"


def _join(mark: Tag, names: Iterable[str]) -> None:
    """Merge adjacent elements of one kind: "**Wh****y?**" would not be read as emphasis."""
    following: PageElement | None = mark.next_sibling
    while mark.parent and isinstance(following, Tag) and following.name in names:
        for child in list(following.contents):
            mark.append(child.extract())
        following.extract()
        following = mark.next_sibling


def number(items: Tag) -> None:
    number = integer(attribute(items, "start"), 1)
    for item in items.find_all("li", recursive=False):
        number = integer(attribute(item, "value"), number)
        item["value"] = str(number)
        number += 1


def integer(value: str | None, default: int) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 7 else default
