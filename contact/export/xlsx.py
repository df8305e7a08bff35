"""Inquiries as a workbook (XLSX)."""

from collections.abc import Iterable, Sequence
from typing import IO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from contact.export import cell_text


def write(
    file: IO[bytes], headings: Sequence[str], rows: Iterable[Sequence[str]], too_long: str
) -> None:
    """Write one sheet of text cells to `file`; `too_long` ends a text that no cell can hold."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=_("Inquiries"))
    sheet.freeze_panes = "B2"
    for number in range(len(headings)):
        sheet.column_dimensions[chr(ord("A") + number)].width = 26
    for letter in "LM":  # brief and messages
        sheet.column_dimensions[letter].width = 70
    bold, wrapped = Font(bold=True), Alignment(vertical="top", wrap_text=True)

    def cell(text: str, font: Font | None = None) -> WriteOnlyCell:
        made = WriteOnlyCell(sheet, cell_text.for_xlsx(text, too_long))
        # Never a formula or an error value, nor when somebody edits the cell and leaves it.
        made.data_type = "s"
        made.quotePrefix = int(cell_text.like_a_formula(text))
        made.alignment = wrapped
        if font:
            made.font = font
        return made

    try:
        sheet.append([cell(heading, bold) for heading in headings])
        for row in rows:
            sheet.append([cell(text) for text in row])
    finally:
        book.save(file)  # whatever happened: it also removes the sheet's own file
