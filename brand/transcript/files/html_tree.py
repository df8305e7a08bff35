"""Parse a web page into a tree of limited depth, without elements that are no content."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from bs4 import BeautifulSoup, NavigableString, Tag

from brand.transcript import TranscriptError
from brand.transcript.files.encodings import CONTROL

# Far more tags than an interview has.
_MAX_TAGS = 100_000
_MAX_DEPTH = 100


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_BLOCKS = _names(
    """address article aside blockquote body caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu
    nav ol p pre section summary table tbody td tfoot th thead tr ul"""
)
# The elements that a tag closes when their end tags are missing, and the elements at which that
# stops.
_ENDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "body": (_names("head"), _names("body")),
    "li": (_names("li"), _names("ul ol menu dir")),
    "dt": (_names("dt dd"), _names("dl")),
    "dd": (_names("dt dd"), _names("dl")),
    "td": (_names("td th"), _names("tr table")),
    "th": (_names("td th"), _names("tr table")),
    "tr": (_names("tr"), _names("table")),
    "thead": (_names("thead tbody tfoot"), _names("table")),
    "tbody": (_names("thead tbody tfoot"), _names("table")),
    "tfoot": (_names("thead tbody tfoot"), _names("table")),
}
_PARAGRAPH = _names("p")
_DROPPED = _names(
    """title meta link base script style nav footer form aside noscript iframe svg template img
    picture video audio canvas object embed map math button select textarea input dialog"""
)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOR_SCREEN_READERS = frozenset({"sr-only", "screen-reader-text", "visually-hidden"})


def _dropped(element: Tag) -> bool:
    """Whether `element` is no content, or invisible."""
    return (
        element.name in _DROPPED
        or element.has_attr("hidden")
        or bool(_INVISIBLE.search(attribute(element, "style")))
        or not _FOR_SCREEN_READERS.isdisjoint(attribute(element, "class").split())
    )


def attribute(element: Tag, name: str) -> str:
    value = element.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""


class Tree(HTMLParser):
    """Build a tree as browsers do where it matters here: old pages omit end tags.

    bs4's own builder nests unclosed elements, so a thousand paragraphs would be a thousand levels.
    Here the depth is limited: deeper elements become siblings, and no word is lost.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.soup = BeautifulSoup("", "html.parser")
        self.open: list[Tag] = [self.soup]
        self.menus: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._end(_PARAGRAPH, _BLOCKS - _PARAGRAPH)
        if tag in _ENDS:
            self._end(*_ENDS[tag])
        if len(self.open) > _MAX_DEPTH:
            self.open.pop()
        if tag == "nav":
            self.menus.extend(one for one in self.open if one.name == "header")
        element = self.soup.new_tag(tag, attrs={key: value or "" for key, value in attrs})
        if not _dropped(element):  # a dropped element is not attached to the tree
            self.open[-1].append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if "-" in tag or ":" in tag or tag in {"path", "circle", "rect", "use"}:
            self.handle_endtag(tag)  # elsewhere, browsers ignore the slash of <b/>

    def handle_endtag(self, tag: str) -> None:
        if tag == "br":
            self.handle_starttag(tag, [])
        elif not self._end(frozenset({tag}), frozenset()) and tag == "p":
            self.handle_starttag("br", [])  # an end tag without a start tag separates words, too

    def handle_data(self, data: str) -> None:
        data = CONTROL.sub("", data).replace("\x0c", " ")
        if data:
            self.open[-1].append(NavigableString(data))

    def _end(self, names: frozenset[str], boundary: frozenset[str]) -> bool:
        """Close elements up to one of `names`, below `boundary`; return whether there was one."""
        for position in range(len(self.open) - 1, 0, -1):
            name = self.open[position].name
            if name in names:
                del self.open[position:]
                return True
            if name in boundary:
                break
        return False


# Openings for which html.parser searches an end. Without one, it searches the rest of the page
# again for each opening, and finally takes it as text: Python before 3.11.14, which most machines
# have, takes hours for 500 kB.
_UNENDED = (
    (re.compile(r"<!--"), re.compile(r"--\s*>")),
    (
        re.compile(r"<!\[(?=\s*(?:temp|cdata|ignore|include|rcdata))", re.I),
        re.compile(r"\]\s*\]\s*>"),
    ),
    (re.compile(r"<!\["), re.compile(r"\]\s*>")),
    (re.compile(r"<(?=[a-zA-Z/?!])"), re.compile(r">")),
)


def _ended(page: str) -> str:
    """Return `page` with "&lt;" for each "<" of an opening that has no end."""
    for begin, end in _UNENDED:
        last = 0
        for found in end.finditer(page):
            last = found.start()
        page = page[:last] + begin.sub(lambda sign: f"&lt;{sign[0][1:]}", page[last:])
    return page


def parsed(page: str) -> BeautifulSoup:
    """Return the tree of `page` without dropped elements."""
    if page.count("<") > _MAX_TAGS:
        raise TranscriptError("too_large")
    tree = Tree()
    try:
        tree.feed(_ended(page))
        tree.close()
    except AssertionError as error:  # raised for a declaration such as "<![x"
        raise TranscriptError("binary") from error
    for header in tree.menus:
        header.extract()
    return tree.soup
