"""Makes cells of clients' text: readable, and never a formula (RELIABILITY 24)."""

import re

XLSX_LIMIT = 32_767  # UTF-16 units in one cell

# A spreadsheet takes what begins so for a formula, and may pass over what stands before it. An
# apostrophe counts among that, so that taking one away always gives back what was written.
_FORMULA = re.compile("[\\s'\u200b-\u200f\u2060\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\n]")
# Neither XML nor CSV readers take these; a picture of each control character stands for it.
_CONTROLS = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"} | {
    0x7F: 0x2421,
    0xFFFE: 0xFFFD,
    0xFFFF: 0xFFFD,
}
_SURROGATE = re.compile("[\ud800-\udfff]")
# In XLSX "_x0041_" means "A": its first character has to be written in the same manner.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def readable(text: str) -> str:
    """Return `text` with line feeds only, and with pictures (␀) for control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", text.translate(_CONTROLS))


def like_a_formula(text: str) -> bool:
    """Tell whether a spreadsheet might take `text` for a formula."""
    return _FORMULA.match(text) is not None


def for_csv(text: str) -> str:
    """Return `text` as a CSV cell: what looks like a formula begins with an apostrophe."""
    text = readable(text)
    return f"'{text}" if like_a_formula(text) else text


def for_xlsx(text: str, too_long: str) -> str:
    """Return `text` as an XLSX cell, which is typed as text: nothing is put before it.

    What is longer than a cell can hold ends with `too_long`.
    """
    text = _ESCAPE.sub("_x005F_", readable(text))
    if len(text.encode("utf-16-le")) // 2 <= XLSX_LIMIT:
        return text
    room = 2 * (XLSX_LIMIT - len(too_long))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + too_long
