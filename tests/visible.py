"""The text of a page by language: visible text and spoken attributes, each by its own `lang`."""

from html.parser import HTMLParser

INLINE = {"a", "b", "em", "i", "mark", "q", "small", "strong", "sub", "sup", "time"}
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# A visitor's own input is not part of the page's text.
SILENT = {"script", "style", "svg", "template", "textarea"}
SPOKEN = (
    "alt",
    "aria-label",
    "data-announce",
    "data-copied",
    "data-failed",
    "placeholder",
    "title",
)
DESCRIPTIONS = {"description", "og:description", "og:title"}


class Reader(HTMLParser):
    """Collect passages: {language: [text, …]}, one for each block."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, list[str]] = {}
        self.language = ""
        self._open: list[tuple[str, str]] = [("", "")]
        self._line: dict[str, str] = {}
        self._silent = 0
        self.feed(html)
        self._end_line()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        language = given.get("lang") or self._open[-1][1]
        if tag == "html":
            self.language = language
        if tag not in INLINE:
            self._end_line()
        for name in SPOKEN:
            self._say(language, given.get(name) or "")
        if tag == "meta" and (given.get("name") or given.get("property")) in DESCRIPTIONS:
            self._say(language, given.get("content") or "")
        if tag not in VOID:
            self._open.append((tag, language))
            self._silent += tag in SILENT

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self._end_line()
        while len(self._open) > 1:
            closed, _language = self._open.pop()
            self._silent -= closed in SILENT
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._silent:
            language = self._open[-1][1]
            self._line[language] = self._line.get(language, "") + data

    def _end_line(self) -> None:
        for language, text in self._line.items():
            self._say(language, text)
        self._line = {}

    def _say(self, language: str, text: str) -> None:
        # Only plain white space, because no-break spaces are what is tested.
        if words := " ".join(text.replace("\n", " ").replace("\t", " ").split(" ")).strip(" "):
            self.said.setdefault(language, []).append(" ".join(filter(None, words.split(" "))))


def said(html: str) -> dict[str, list[str]]:
    """Return {language: passages} of a page."""
    return Reader(html).said
