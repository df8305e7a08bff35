"""Files of an interview: every word that a person sees, no other.

The people below are invented.
"""

import codecs
import io
import zipfile

import docx
import pytest

from brand.transcript import MAX_BYTES
from brand.transcript.files import MAX_UPLOAD_BYTES, Source, read_file
from tests.brand.transcript.documents import code_of, png, saved

TEXT = "Q1 – Pourquoi des phares ?\r\nParce qu’ils tiennent, même l’été.\r\n"


# Plain text and Markdown --------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
    ],
    ids=["8", "8-bom", "cp1252", "16-bom", "16-be-bom", "16-le", "16-be", "32-le-bom", "32-be-bom"],
)
@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "a", "a.xyz"])
def test_text_of_any_usual_encoding(name: str, data: bytes) -> None:
    assert read_file(name, data) == Source(TEXT, markdown=False)


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "A.MD"])
def test_markdown_is_kept_and_told(name: str) -> None:
    assert read_file(name, b"# T\n\n**Why?**\n") == Source("# T\n\n**Why?**\n", markdown=True)


def test_tags_in_a_text_file_are_text() -> None:
    assert read_file("a.txt", b"<html> is a tag.").text == "<html> is a tag."


# What is no text ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 only letters here",
        b"{\\rtf1 Hello}",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Hello" * 20,
        png(),
        bytes(range(256)),
        b"PK\x03\x04 broken",
    ],
    ids=["pdf", "rtf", "doc", "png", "bytes", "zip"],
)
@pytest.mark.parametrize("suffix", ["", ".txt", ".md", ".html", ".docx", ".doc", ".pdf", ".odt"])
def test_other_files_are_binary(suffix: str, data: bytes) -> None:
    assert code_of("file" + suffix, data) == "binary"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b""),
        ("a.txt", b" \r\n\t"),
        ("a.txt", b"--- ... ---"),
        ("a.md", b"# **\n"),
        ("a.html", b""),
        ("a.html", b"<p>&nbsp;</p><script>words()</script><img alt='words'>"),
        ("a.docx", saved(docx.Document())),
    ],
)
def test_no_word_is_empty(name: str, data: bytes) -> None:
    assert code_of(name, data) == "empty"


def test_text_has_an_upper_size() -> None:
    assert read_file("a.txt", b"a" * MAX_BYTES).text == "a" * MAX_BYTES
    assert code_of("a.txt", b"a" * (MAX_BYTES + 1)) == "too_large"
    assert code_of("a.md", b"a" * (MAX_BYTES + 1)) == "too_large"


def test_of_a_page_its_text_has_an_upper_size() -> None:
    script = b"<script>" + b"x" * (2 * MAX_BYTES) + b"</script>"
    assert read_file("a.html", script + b"<p>Short.").text == "Short."
    assert code_of("a.html", b"<p>" + b"a" * (MAX_BYTES + 1)) == "too_large"
    # Characters count as UTF-8.
    assert code_of("a.html", b"<p>" + b"&eacute;" * (MAX_BYTES // 2 + 1)) == "too_large"


@pytest.mark.parametrize("name", ["a.html", "a.docx", "a.doc", "a"])
def test_a_file_has_an_upper_size(name: str) -> None:
    assert code_of(name, b" " * (MAX_UPLOAD_BYTES + 1)) == "too_large"


# Content says what a name does not ----------------------------------------------------------


@pytest.mark.parametrize("name", ["interview", "interview.doc", "interview.bin"])
def test_web_pages_and_word_documents_are_known_by_their_content(name: str) -> None:
    document = docx.Document()
    document.add_heading("Phares", 1)
    assert read_file(name, saved(document)) == Source("# Phares", markdown=True)
    for start in ("<html>", "\ufeff\n<!DOCTYPE html>", '<?xml version="1.0"?>\n<html lang="fr">'):
        assert read_file(name, f"{start}<h1>Phares</h1>".encode()) == Source(
            "# Phares", markdown=True
        )


def test_another_archive_is_binary() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", "<office>Words</office>")
    assert code_of("a.odt", file.getvalue()) == "binary"
    assert code_of("a.docx", file.getvalue()) == "binary"
