"""Word documents of an interview: the text that a person sees, as Markdown.

The people below are invented.
"""

import io
import re

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from brand.transcript.files import read_file
from tests.brand.transcript.documents import png, replaced, saved, word

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
