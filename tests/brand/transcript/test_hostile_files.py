"""Files that mean harm, and any bytes at all: text, or refused."""

import html
import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import example, given, settings
from hypothesis import strategies as st

from brand.transcript import TranscriptError
from brand.transcript.files import read_file
from tests.brand.transcript.documents import code_of, page, replaced, saved, small

# Documents that mean harm -------------------------------------------------------------------


@pytest.mark.parametrize("member", ["word/document.xml", "word/styles.xml", "_rels/.rels"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(member: str, encoding: str) -> None:
    doctype = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'

    def declared(xml: bytes) -> bytes:
        text = re.sub(r"<\?xml.*?\?>", "", xml.decode())
        return f'<?xml version="1.0" encoding="{encoding}"?>{doctype}{text}'.encode(encoding)

    assert code_of("a.docx", replaced(small(), member, declared)) == "binary"


def test_bombs_are_too_large() -> None:
    for member, size in (("word/media/a.png", 50_000_000), ("word/document.xml", 20_000_001)):
        bomb = replaced(small(), member, lambda _, size=size: b" " * size)
        assert len(bomb) < 100_000
        assert code_of("a.docx", bomb) == "too_large"


@pytest.mark.parametrize(
    "never_ended",
    ["<a b ", "<a href='x ", "<!-- ", "<![CDATA[ ", "<![if ", "<?x ", "</p ", "<!doctype "],
)
def test_what_never_ends_takes_no_word_with_it(never_ended: str) -> None:
    text = page(f"<p>Un mot</p> {never_ended}puis <b>un autre</b> puis")
    assert all(word in text for word in ("Un mot", "puis", "un autre"))
    assert "amp;" not in page(f"<p>Un mot {never_ended}")


def test_more_paragraphs_than_any_interview_has_are_too_large() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Un mot")
    for _ in range(10_000):
        paragraph._p.addnext(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>a</w:t></w:r></w:p>"))
    assert code_of("a.docx", saved(document)) == "too_large"


def test_too_many_elements_are_too_large() -> None:
    def filled(count: int) -> bytes:
        end = b"</w:body>"
        return replaced(
            small(), "word/document.xml", lambda xml: xml.replace(end, b"<w:p/>" * count + end)
        )

    assert code_of("a.docx", filled(200_001)) == "too_large"
    shared = replaced(
        filled(101_000), "word/more.xml", lambda _: b"<a>" + b"<b/>" * 99_000 + b"</a>"
    )
    assert code_of("a.docx", shared) == "too_large"


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: b"",
        lambda xml: xml[: len(xml) // 2],
        lambda xml: b"<w:document/>",
        lambda xml: b"not xml",
        lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b"<w:p>" * 9_000),
        lambda xml: xml.replace(b"<w:p>", b"<w:sdt>" * 5_000 + b"<w:p>").replace(
            b"</w:p>", b"</w:p>" + b"</w:sdt>" * 5_000
        ),
    ],
    ids=["nothing", "half", "prefix", "words", "open", "deep"],
)
def test_a_broken_document_is_binary(change: Callable[[bytes], bytes]) -> None:
    assert code_of("a.docx", replaced(small(), "word/document.xml", change)) == "binary"


def test_an_archive_that_is_cut_encrypted_or_packed_otherwise_is_binary() -> None:
    data = small()
    assert code_of("a.docx", data[: len(data) // 2]) == "binary"
    assert code_of("a.docx", data[:-10]) == "binary"
    encrypted = bytearray(data)
    for found in re.finditer(b"PK\x01\x02", data):
        encrypted[found.start() + 8] |= 1
    assert code_of("a.docx", bytes(encrypted)) == "binary"
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", 14) as new:  # LZMA
        for member in old.namelist():
            new.writestr(member, old.read(member))
    assert code_of("a.docx", file.getvalue()) == "binary"


# Any input ----------------------------------------------------------------------------------

suffixes = st.sampled_from(["", ".txt", ".md", ".html", ".htm", ".docx", ".doc", ".pdf", "."])
PIECES = """
    <p> </p> <b> </b> <i> <ul> <ol> <li> </li> <table> <tr> <td> <th> <br> <a <!-- --> <![ <? </
    <!doctype &amp; &#0; &# <h1> </h1> <main> <nav> <header> <pre> <dl> <dt> <dd> <script> href= "
    ' > word 1. ** \x00 é"""
pieces = st.sampled_from(PIECES.split())
tags = st.lists(pieces | st.text(max_size=3), max_size=30).map(" ".join)


@given(suffixes, st.binary() | st.text().map(str.encode) | tags.map(str.encode))
@example(".docx", b"PK\x05\x06" + bytes(18))
@settings(deadline=None, max_examples=300)
def test_any_bytes_are_text_or_refused(suffix: str, data: bytes) -> None:
    try:
        source = read_file("file" + suffix, data)
    except TranscriptError:
        return
    assert any(character.isalnum() for character in source.text)


@given(st.integers(min_value=0), st.integers(0, 255), st.booleans())
@settings(deadline=None, max_examples=100)
def test_any_changed_document_is_text_or_refused(place: int, byte: int, inside: bool) -> None:
    def change(data: bytes) -> bytes:
        position = place % len(data)
        return data[:position] + bytes([byte]) + data[position + 1 :]

    data = replaced(SMALL, "word/document.xml", change) if inside else change(SMALL)
    try:
        read_file("a.docx", data)
    except TranscriptError:
        return


SMALL = small()
words = st.text(st.characters(categories=["L", "N", "P", "S"], max_codepoint=0xFFFF), min_size=1)
paragraphs = st.lists(st.lists(words, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=5)


@given(paragraphs)
@example(["* a", "# b", "> c", "<b>", "&amp;", "`", "1. d", "_e_", "[f](g)", "|"])
@settings(deadline=None, max_examples=300)
def test_the_words_of_a_page_come_back_in_order(texts: list[str]) -> None:
    data = "".join(f"<p>{html.escape(text)}</p>\n" for text in texts).encode()
    if any(character.isalnum() for character in "".join(texts)):
        assert read_file("a.html", data).text == "\n\n".join(texts)
    else:
        assert code_of("a.html", data) == "empty"
