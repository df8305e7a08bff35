"""Read the text of a file: plain text, Markdown, a web page or a Word document.

Pure functions over bytes; nothing is fetched and nothing is written. A web page becomes CommonMark;
a Word document becomes a web page first. Signs that the author typed are not escaped: "Q2 - …" and
"1. …" stay as they are, for people and for `brand.transcript`.
"""

import re
from dataclasses import dataclass
from pathlib import PurePath

from brand.transcript import TranscriptError, check
from brand.transcript.files.encodings import read_plain
from brand.transcript.files.html import read_page
from brand.transcript.files.word import read_word

MAX_UPLOAD_BYTES = 10_000_000
"""The upper size of a web page or Word file, which also contains pictures and layout."""


_TEXT = {".txt", ".text"}
_MARKDOWN = {".md", ".markdown"}
_HTML = {".html", ".htm", ".xhtml"}
_ZIP = b"PK\x03\x04"
_NEVER_TEXT = (b"%PDF-", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"%!PS")


@dataclass(frozen=True)
class Source:
    """The text of a file as a person would see it."""

    text: str
    """Line ends are those of the file."""
    markdown: bool
    """Whether emphasis, headings, links, lists and quotes are marked as in CommonMark."""


def read_file(name: str, data: bytes) -> Source:
    """Return the text of the file `data`. The suffix of `name` gives the format.

    Without a known suffix, a web page or Word document is recognised by its content. Raises
    `TranscriptError`: "too_large" over `MAX_BYTES` of text, over `MAX_UPLOAD_BYTES` of file or when
    it unpacks into much more than an interview; "binary" for other or broken files; "empty" when it
    contains no word.
    """
    suffix = PurePath(name).suffix.lower()
    if len(data) > MAX_UPLOAD_BYTES:
        raise TranscriptError("too_large")
    if data.startswith(_NEVER_TEXT):
        raise TranscriptError("binary")
    if suffix not in _TEXT | _MARKDOWN | _HTML | {".docx"}:
        suffix = _sniffed(data)
    if suffix == ".docx":
        source = Source(check(read_word(data)), markdown=True)
    elif data.startswith(_ZIP):
        raise TranscriptError("binary")
    elif suffix in _HTML:
        source = Source(check(read_page(data)), markdown=True)
    else:
        source = Source(read_plain(data), markdown=suffix in _MARKDOWN)
    if not any(character.isalnum() for character in source.text):
        raise TranscriptError("empty")
    return source


def _sniffed(data: bytes) -> str:
    if data.startswith(_ZIP):
        return ".docx"  # or "binary" if it turns out to be another kind of archive
    return ".html" if _LOOKS_LIKE_HTML.match(data[:2000].replace(b"\0", b"")) else ""


_LOOKS_LIKE_HTML = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)
