"""The inline Markdown that an interview may contain: bold, italic, links, escapes.

Everything else stays text: HTML, images and entities.
"""

from functools import cache
from html import escape
from typing import TYPE_CHECKING

from brand.text.links import WEB_SCHEMES, scheme_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_TAGS = {
    "strong_open": "<b>",
    "strong_close": "</b>",
    "em_open": "<i>",
    "em_close": "</i>",
    "link_close": "</a>",
}


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # loads slowly, and few processes ever import an interview

    parser = MarkdownIt("zero").enable(["emphasis", "link", "escape"])
    # "ftp:" and relative addresses, which Markdown would allow, stay text.
    parser.validateLink = lambda url: scheme_of(url) in (*WEB_SCHEMES, "mailto")  # type: ignore[method-assign]
    return parser


def to_rich_text(line: str) -> str:
    """Return one line of Markdown as rich text."""
    parts = []
    for token in _tokens(line):
        if token.type == "link_open":
            parts.append(f'<a href="{escape(str(token.attrs["href"]))}">')
        else:
            parts.append(_TAGS.get(token.type) or escape(token.content, quote=False))
    return "".join(parts)


def to_text(line: str) -> str:
    """Return one line of Markdown without its signs. Of a link, only the words remain."""
    return "".join(token.content for token in _tokens(line))


def _tokens(line: str) -> "list[Token]":
    return [child for token in _parser().parseInline(line) for child in token.children or ()]
