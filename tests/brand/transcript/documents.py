"""Files of an interview, as tests make, change and read them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import nsdecls

from brand.transcript import TranscriptError
from brand.transcript.files import read_file


def page(body: str) -> str:
    """Return the Markdown of a web page with this body."""
    source = read_file("page.html", f"<!doctype html><body>{body}</body>".encode())
    assert source.markdown
    return source.text


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def word(document: Document) -> str:
    source = read_file("interview.docx", saved(document))
    assert source.markdown
    return source.text


def code_of(name: str, data: bytes) -> str:
    with pytest.raises(TranscriptError) as caught:
        read_file(name, data)
    return caught.value.code


def replaced(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the archive `data` with the member `name` changed or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, change(old.read(name) if name in old.namelist() else b""))
    return file.getvalue()


def png() -> bytes:
    """Return a PNG of one red pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + header
        + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
        + chunk(b"IEND", b"")
    )


def small() -> bytes:
    """A document with few parts, so that many can be read."""
    document = docx.Document()
    document.add_paragraph("Oui.")
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(document))) as old, zipfile.ZipFile(file, "w", 8) as new:
        for name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml"):
            new.writestr(name, old.read(name))
        new.writestr("word/styles.xml", f"<w:styles {nsdecls('w')}/>")
    return file.getvalue()
