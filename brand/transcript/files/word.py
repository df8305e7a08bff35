"""Convert a Word document to a web page, after checking the archive."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from brand.transcript import TranscriptError
from brand.transcript.files.html_tree import parsed
from brand.transcript.files.markdown import markdown_of
from brand.transcript.files.word_numbering import Numbering
from brand.transcript.files.word_xml import local, value

# The limit for an unpacked archive.
_MAX_UNPACKED = 50_000_000
_MAX_PART = 20_000_000
_MAX_ELEMENTS = 200_000
# Each takes a tenth of a millisecond to read; the longest interviews have a few hundred.
_MAX_PARAGRAPHS = 10_000

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Titre'] => h1:fresh
p[style-name='Titre 1'] => h1:fresh
p[style-name='Titre 2'] => h2:fresh
p[style-name='Titre 3'] => h3:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Citation'] => blockquote > p:fresh
r[style-name='Emphasis'] => em
"""


def read_word(data: bytes) -> str:
    import mammoth  # loads slowly, and few processes ever read a document

    try:
        parts = _parts(data)
        # mammoth gets a document that was parsed and rewritten here, so it cannot reach other
        # files.
        html = mammoth.convert_to_html(
            io.BytesIO(_rebuilt(parts)),
            style_map=_STYLES + _bold_styles(parts.get("word/styles.xml")),
            convert_image=lambda image: [],
            include_embedded_style_map=False,
            external_file_access=False,
        ).value
    except TranscriptError:
        raise
    except Exception as error:  # zipfile, expat and mammoth raise many kinds for broken files
        raise TranscriptError("binary") from error
    tree = parsed(html)
    for link in tree.find_all("a", href=re.compile(r"^#(?:foot|end)note-ref")):
        link.extract()  # the arrow from a footnote back into the text
    return markdown_of(tree)


def _bold_styles(styles: ET.Element | None) -> str:
    """Return mammoth's rules for custom styles whose paragraphs are bold.

    mammoth only recognises bold that is applied directly, yet many authors give questions a style.
    """
    rules = []
    for style in () if styles is None else styles.iterfind("{*}style[{*}rPr]"):
        identity = value(style, name="styleId") or ""
        bold = style.find("{*}rPr/{*}b")
        if (
            bold is not None
            and value(bold) not in {"0", "false", "off"}
            and value(style, name="customStyle") == "1"
            and value(style, name="type") == "paragraph"
            and re.fullmatch(r"[A-Za-z][\w-]*", identity, re.ASCII)
        ):
            rules.append(f"p.{identity} => p:fresh > strong\n")
    return "".join(rules)


class _Part(ET.TreeBuilder):
    """Build the tree of one XML file, and refuse constructs that no word processor writes."""

    def __init__(self, left: int) -> None:
        super().__init__()
        self.left = left
        """The number of elements that are still allowed."""

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise TranscriptError("binary")  # entities that expand into gigabytes are declared here

    def start(self, tag: Any, attrs: Any) -> ET.Element:
        self.left -= 1
        if self.left < 0:
            raise TranscriptError("too_large")
        return super().start(tag, attrs)


def _parts(data: bytes) -> dict[str, ET.Element]:
    """Return the XML files in the archive `data`; pictures and the like are left out."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if sum(member.file_size for member in members) > _MAX_UNPACKED:
            raise TranscriptError("too_large")
        if "word/document.xml" not in archive.namelist():
            raise TranscriptError("binary")
        left = _MAX_ELEMENTS
        for member in members:
            if not member.filename.endswith((".xml", ".rels")):
                continue
            if member.file_size > _MAX_PART:
                raise TranscriptError("too_large")
            if member.flag_bits & 1 or member.compress_type not in _COMPRESSION:
                raise TranscriptError("binary")
            builder = _Part(left)
            # `_Part` refuses document type declarations, without which XML is harmless.
            parser = ET.XMLParser(target=builder)  # noqa: S314
            parser.feed(archive.read(member))
            parts[member.filename] = parser.close()
            left = builder.left
    return parts


_COMPRESSION = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the only methods that the format allows


def _rebuilt(parts: Mapping[str, ET.Element]) -> bytes:
    """Return a document of `parts`, with its automatic numbers as text in the paragraphs."""
    paragraphs = [one for one in parts["word/document.xml"].iter() if local(one) == "p"]
    if len(paragraphs) > _MAX_PARAGRAPHS:
        raise TranscriptError("too_large")
    numbering = Numbering(parts.get("word/numbering.xml"), parts.get("word/styles.xml"))
    for paragraph in paragraphs:
        if (label := numbering.label(paragraph)) is not None:
            _put_label(paragraph, label)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, root in parts.items():
            archive.writestr(name, ET.tostring(root, encoding="utf-8"))
    return target.getvalue()


def _put_label(paragraph: ET.Element, label: str) -> None:
    namespace = paragraph.tag.removesuffix("p")
    if not any(text.text for text in paragraph.iter(f"{namespace}t")):
        return
    run = ET.Element(f"{namespace}r")
    ET.SubElement(run, f"{namespace}t").text = f"\ufdd0{label}\ufdd1"
    paragraph.insert(1 if local(paragraph[0]) == "pPr" else 0, run)
