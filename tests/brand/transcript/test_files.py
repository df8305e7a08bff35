"""Interview files give every word that a person sees and no other, and cannot do harm.

The people below are invented.
"""

import codecs
import html
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from hypothesis import example, given, settings
from hypothesis import strategies as st

from brand.transcript import MAX_BYTES, TranscriptError
from brand.transcript.files import MAX_UPLOAD_BYTES, Source, read_file

TEXT = "Q1 – Pourquoi des phares ?\r\nParce qu’ils tiennent, même l’été.\r\n"


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


# Web pages ----------------------------------------------------------------------------------


def test_blocks_of_a_page() -> None:
    assert page(
        "<h2>One\n two</h2><p>A paragraph\n on   two lines.</p>"
        "<ul><li value=7>x</li><li>y<ol><li>n</li></ol></li></ul>"
        "<ol start=3><li>z</li><li>zz</li></ol>"
        "<blockquote><p>Said.</p><p>Twice.</p></blockquote><hr><div>End<br> of it</div>"
    ) == (
        "## One two\n\nA paragraph on two lines.\n\n- x\n- y\n  1. n\n\n3. z\n4. zz\n\n"
        "> Said.\n>\n> Twice.\n\n---\n\nEnd\nof it"
    )


def test_emphasis_stays_on_its_line() -> None:
    assert page("<p><strong>Why?</strong></p>") == "**Why?**"
    assert page("<p><b>Why?<br></b>So.") == "**Why?**\nSo."
    assert page("<b><p>Why?</p><p>When?</p></b>") == "**Why?**\n\n**When?**"
    assert page("<p><b>Wh</b><strong>y</strong><b>?</b>") == "**Why?**"
    assert page("<p><b><strong>Why?</strong></b> <i><em>So</em></i>") == "**Why?** *So*"
    assert page("<p>a<b> b </b>c") == "a **b** c"
    assert page("<p>a<b> </b>c") == "a c"
    assert page("<h2><b>Why?</b></h2>") == "## Why?"
    assert page("<p><b>Pourquoi&nbsp;</b>?") == "**Pourquoi**\xa0?"


def test_emphasis_by_style() -> None:
    assert page("<p><span style='font-weight:700'>Why?</span>") == "**Why?**"
    assert page("<p><span style='font-style: italic'>So</span>") == "*So*"
    assert page("<b style='font-weight:normal'><p>So</p></b>") == "So"


def test_links_that_lead_somewhere_are_kept() -> None:
    assert page(
        "<p><a href='https://x.example/a b(c)'>one</a> <a href='mailto:a@x.example'>two</a>"
        " <a href='tel:+331'>three</a> <a href='/x'>four</a> <a href='javascript:x()'>five</a>"
        " <a name=six>six</a>"
    ) == (
        "[one](https://x.example/a%20b%28c%29) [two](mailto:a@x.example) [three](tel:+331)"
        " four five six"
    )
    assert page("<a href='https://x.example'><h2>T</h2></a><p>So") == "## T\n\nSo"


@pytest.mark.parametrize(
    "words",
    [
        "Q2 - Pourquoi ?",
        "1. Why?",
        "2) Why?",
        "- said",
        "maud_k@phares.example",
        "5 * 3 = 15",
        "snake_case_name",
        "[sic] (!) #1 ~ `x` \\",
        "Pourquoi\xa0? «\u202fOui\u202f»",
    ],
)
def test_what_was_typed_stays_as_it_reads(words: str) -> None:
    assert page(f"<p>{html.escape(words)}</p>") == words


def test_entities_are_characters() -> None:
    assert page("<p>&eacute;&#233;&#xe9; &lt;b&gt; &amp;amp; &hellip;&nbsp;&#1;!") == (
        "ééé <b> &amp; …\xa0!"
    )


def test_a_table_is_lines_of_cells() -> None:
    table = "<table><tr><th>When<th>Where<tr><td>1990<td>Brest<br>Sein<tr><td><td>Ouessant</table>"
    assert page(f"<p>So:</p>{table}<p>Yes.") == (
        "So:\n\nWhen | Where\n1990 | Brest Sein\nOuessant\n\nYes."
    )


def test_a_table_for_the_layout_is_its_blocks() -> None:
    assert (
        page("<table><tr><td><h2>Why?</h2><p>So.</p><p>And so.</p></td><td>Aside</td></tr></table>")
        == "## Why?\n\nSo.\n\nAnd so.\n\nAside"
    )


def test_definitions_and_dates() -> None:
    assert page("<dl><dt>Why?<dd>So.<dt>When?<dd>Now.</dl>") == (
        "**Why?**\n\nSo.\n\n**When?**\n\nNow."
    )
    assert page("<p>Le <time datetime='2021-05-03'>3 mai</time>") == "Le 3 mai"


def test_preformatted_text_keeps_its_lines() -> None:
    assert page("<pre>Q1 Why?\nSo.\n</pre><p><code>x_y</code> <del>z</del>") == (
        "Q1 Why?\nSo.\n\nx_y z"
    )


def test_only_the_content_is_read() -> None:
    words = "Les phares. " * 20
    text = page(
        f"""<header><h1>The magazine</h1><nav>Menu</nav></header>
        <script>let a = "<p>no</p>"</script>
        <style>p {{}}</style><noscript>no</noscript><article>Teaser</article>
        <main><h1>Phares</h1><p>{words}<!-- no --></p><p hidden>no</p>
        <p style="color: red; DISPLAY : none">no</p><span class="x sr-only">no</span>
        <aside>no</aside><figure><img src=x alt=no><figcaption>Sein</figcaption></figure>
        <iframe>no</iframe><svg><text>no</text></svg><template>no</template>
        <form>no<button>no</button></form><p>Fin.</main><footer>no</footer>"""
    )
    assert text == f"# Phares\n\n{words.strip()}\n\nSein\n\nFin."


def test_a_header_belongs_to_the_content_unless_it_holds_the_menu() -> None:
    header = "<header><h1>The magazine</h1><div><nav>Menu</nav></div></header>"
    assert page(f"{header}<p>So.") == "So."
    assert page("<article><header><h1>Phares</h1></header><p>So.</article>") == "# Phares\n\nSo."


def test_a_heading_beside_the_content_is_its_title() -> None:
    title = "<title>Not this - Site</title>"
    heading = "<div><h1>Les\n<b>phares</b></h1><p>By us</p></div>"
    assert page(f"{title}{heading}<article><p>So it is for them.</article>") == (
        "# Les phares\n\nSo it is for them."
    )
    assert page(f"{title}<article><p>So.</article>") == "So."


def test_a_teaser_is_not_the_content() -> None:
    words = "Les phares. " * 20
    assert page(f"<div>{words}</div><article>Teaser</article>") == f"{words.strip()}\n\nTeaser"


def test_tags_that_were_left_open() -> None:
    assert page("<p>a<p>b<ul><li>c<li>d</ul><b>e<p>f") == "a\n\nb\n\n- c\n- d\n\n**e**\n\n**f**"
    assert read_file("a.html", b"<html><head><title>t</title><body><p>a").text == "a"
    assert page("a</p>b</div></i>c<br/>d</br>e <b/>f") == "a\nbc\nd\ne **f**"
    assert page("<p><b>Why?<p>So.") == "**Why?**\n\nSo."
    many = "<p>Q ?<p><b>R." * 2000
    assert page(many).count("Q ?") == 2000


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li", "table><tr><td", "pre", "dl"])
def test_ten_thousand_levels_lose_no_word(tag: str) -> None:
    text = page(f"<{tag}>" * 10_000 + "<p>one</p><p>two</p>" + "</div>" * 10_000 + "three")
    assert re.findall(r"\w+", text) == ["one", "two", "three"]


def test_too_many_tags_are_too_large() -> None:
    assert code_of("a.html", b"words" + b"<b>" * 100_001) == "too_large"


def test_a_broken_declaration_is_binary() -> None:
    assert code_of("a.html", b"<p>words<![broken[ x ]]>") == "binary"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "utf-16-le"),
        ("", "cp1252"),
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset='iso-8859-1'>", "cp1252"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">',
            "iso-8859-15",
        ),
        ("<meta charset=koi8-r>", "koi8-r"),
        ("<meta charset=utf-8>", "cp1252"),  # a wrong declaration
        ("<meta charset=koi8-r>", "utf-8-sig"),  # the byte order mark takes precedence
        ("<meta charset=rot13>", "utf-8"),
        ("<meta charset=unicode_escape>", "utf-8"),
    ],
)
def test_encodings_of_a_page(head: str, encoding: str) -> None:
    words = "Привет" if encoding == "koi8-r" else "L’été" if "1252" in encoding else "L'été, \\n"
    data = f"<!doctype html><html>{head}<p>{words}".encode(encoding)
    assert read_file("a.html", data).text == words


# Word documents -----------------------------------------------------------------------------


def test_a_word_document() -> None:
    document = docx.Document()
    document.add_heading("Les phares", 0)
    document.add_heading("Première partie", 1)
    document.add_paragraph().add_run("Pourquoi\xa0?").bold = True
    answer = document.add_paragraph("Ils ")
    answer.add_run("tiennent").italic = True
    answer.add_run(".")
    answer.add_run().add_break()
    answer.add_run("Tous.")
    document.add_picture(io.BytesIO(png()))
    document.add_paragraph("la pierre", "List Bullet")
    document.add_paragraph("le silence", "List Bullet")
    document.add_paragraph("Dit-il.", "Quote")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "1990", "Brest"
    assert word(document) == (
        "# Les phares\n\n# Première partie\n\n**Pourquoi\xa0?**\n\nIls *tiennent*.\nTous.\n\n"
        "- la pierre\n- le silence\n\n> Dit-il.\n\n1990 | Brest"
    )


def test_bold_runs_and_what_was_typed() -> None:
    document = docx.Document()
    question = document.add_paragraph()
    question.add_run("Q1 - Pour").bold = True
    question.add_run("quoi ?").bold = True
    document.add_paragraph("2. <b> x_y * z & [a](b)")
    assert word(document) == "**Q1 - Pourquoi ?**\n\n2. <b> x_y * z & [a](b)"


def test_a_style_of_ones_own_that_is_bold() -> None:
    document = docx.Document()
    style = document.styles.add_style("Question", WD_STYLE_TYPE.PARAGRAPH)
    style.font.bold = True
    document.add_paragraph("Pourquoi ?", "Question")
    document.add_paragraph("Pour rien.")
    assert word(document) == "**Pourquoi ?**\n\nPour rien."


def test_styles_of_a_french_word() -> None:
    """Word translates style identifiers ("Titre1"), LibreOffice and others translate names."""
    document = docx.Document()
    for style, identity in (("Heading 1", "Titre1"), ("Title", "Titre"), ("Quote", "Citation")):
        document.styles[style].element.set(qn("w:styleId"), identity)
    other = document.styles.add_style("Titre 2", WD_STYLE_TYPE.PARAGRAPH)
    for style in (document.styles["Title"], document.styles["Heading 1"], other):
        document.add_paragraph(style.style_id, style)
    document.add_paragraph("Dit-il.", document.styles["Quote"])
    assert word(document) == "# Titre\n\n# Titre1\n\n## Titre2\n\n> Dit-il."


def numbered(document: Document, text: str, number: int, level: int = 0) -> Paragraph:
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number
    return paragraph


def numbering(document: Document, *levels: tuple[str, str], restarts: bool = False) -> int:
    """Define a list of (format, text) by level; return the number that paragraphs use."""
    root = document.part.numbering_part.element
    key = 900 + len(root)
    parts = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    root.insert(
        0,
        parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">{parts}</w:abstractNum>'),
    )
    return use(document, key)


def use(document: Document, key: int, restart: int | None = None) -> int:
    root = document.part.numbering_part.element
    number = 9000 + len(root)
    override = (
        ""
        if restart is None
        else f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{restart}"/></w:lvlOverride>'
    )
    root.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{key}"/>'
            f"{override}</w:num>"
        )
    )
    return number


def test_automatic_numbers_count_on() -> None:
    document = docx.Document()
    questions = numbering(document, ("decimal", "%1."))
    for question in ("Pourquoi ?", "Et demain ?"):
        numbered(document, question, questions)
        document.add_paragraph("Trois raisons :")
        reasons = numbering(document, ("decimal", "%1."))
        for reason in ("la pierre", "le silence"):
            numbered(document, reason, reasons)
        document.add_paragraph("Voilà.")
    numbered(document, "Fin ?", questions)
    answer = "Trois raisons :\n\n1. la pierre\n2. le silence\n\nVoilà."
    assert word(document) == (
        f"1. Pourquoi ?\n\n{answer}\n\n2. Et demain ?\n\n{answer}\n\n3. Fin ?"
    )


def test_numbers_of_a_style_count_on() -> None:
    document = docx.Document()
    for question in ("Pourquoi ?", "Et demain ?"):
        document.add_paragraph(question, "List Number")
        document.add_paragraph("Oui.")
    assert word(document) == "1. Pourquoi ?\n\nOui.\n\n2. Et demain ?\n\nOui."


def test_numbers_are_written_as_word_shows_them() -> None:
    document = docx.Document()
    questions = numbering(document, ("decimal", "Q%1 -"), ("lowerLetter", "%1%2)"))
    numbered(document, "Pourquoi ?", questions)
    document.add_paragraph("Oui.")
    numbered(document, "Et demain ?", questions)
    numbered(document, "matin", questions, 1)
    numbered(document, "soir", questions, 1)
    document.add_paragraph("Non.")
    numbered(document, "Et après ?", questions)
    numbered(document, "midi", questions, 1)
    document.add_paragraph("Si.")
    roman = numbering(document, ("upperRoman", "%1/"))
    for _ in range(4):
        numbered(document, "x", roman)
    assert word(document) == (
        "Q1 - Pourquoi ?\n\nOui.\n\nQ2 - Et demain ?\n    2a) matin\n    2b) soir\n\nNon.\n\n"
        "Q3 - Et après ?\n    3a) midi\n\nSi.\n\n"
        "I/ x\nII/ x\nIII/ x\nIV/ x"
    )


def test_a_list_that_was_told_to_restart() -> None:
    document = docx.Document()
    first = numbering(document, ("decimal", "%1."))
    key = int(document.part.numbering_part.element[0].get(qn("w:abstractNumId")))
    numbered(document, "a", first)
    document.add_paragraph("x")
    numbered(document, "b", use(document, key))
    document.add_paragraph("x")
    again = use(document, key, restart=7)
    numbered(document, "c", again)
    document.add_paragraph("x")
    numbered(document, "d", again)
    assert word(document) == "1. a\n\nx\n\n2. b\n\nx\n\n7. c\n\nx\n\n8. d"


def test_a_numbered_heading_keeps_its_number() -> None:
    document = docx.Document()
    questions = numbering(document, ("decimal", "%1."))
    for question in ("Pourquoi ?", "Et demain ?"):
        numbered(document, question, questions).style = "Heading 2"
    assert word(document) == "## 1. Pourquoi ?\n\n## 2. Et demain ?"


def test_deleted_words_are_gone_and_inserted_ones_are_there() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Ils tiennent")
    for kind, tag, text in (("w:del", "w:delText", " mal"), ("w:ins", "w:t", " bon")):
        change, run, words = OxmlElement(kind), OxmlElement("w:r"), OxmlElement(tag)
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    document.add_comment(paragraph.runs, "Une remarque")
    assert word(document) == "Ils tiennent bon"


def test_pictures_elsewhere_are_not_fetched() -> None:
    document = docx.Document()
    document.add_picture(io.BytesIO(png()))
    document.add_paragraph("Oui.")
    data = replaced(
        saved(document),
        "word/document.xml",
        lambda xml: re.sub(rb'r:embed="\w+"', b'r:link="rId1"', xml),
    )
    assert read_file("a.docx", data).text == "Oui."


def test_links_of_a_document() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Voir ")
    link = OxmlElement("w:hyperlink")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link.set(qn("r:id"), document.part.relate_to("https://phares.example/", kind, is_external=True))
    link.append(paragraph.add_run("ici")._r)
    paragraph._p.append(link)
    assert word(document) == "Voir [ici](https://phares.example/)"


# Documents that mean harm -------------------------------------------------------------------


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
