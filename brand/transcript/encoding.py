"""Bytes to text, whatever wrote them."""

import codecs
import re

from brand.transcript.lines import BLANK
from brand.transcript.model import MAX_BYTES, TranscriptError

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")  # \v and \f stay: Word's soft breaks


def decode(data: bytes) -> str:
    """Return the text of an uploaded file, without its byte order mark.

    UTF-8 (with or without a mark) and UTF-16 (with one) are read as such; other bytes as
    cp1252, what Windows editors wrote for French and English, and those that this cannot be as
    what Macintosh editors wrote. Raises `TranscriptError`:
    "too_large" over `MAX_BYTES`, "binary" for NUL and other control characters or bytes that
    no encoding explains, "empty" when nothing but blank space is left.
    """
    if len(data) > MAX_BYTES:
        raise TranscriptError("too_large")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif data.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]  # a mark is a promise: no guessing if it is broken
    else:
        encodings = ["utf-8", "cp1252", "mac_roman"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _readable(text)
    raise TranscriptError("binary")


def check(text: str) -> str:
    """Return pasted `text` if it can be read.

    Raises `TranscriptError`: "too_large" over `MAX_BYTES` as UTF-8, "binary" for control
    characters and halves of characters, "empty" when only blank space is left.
    """
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise TranscriptError("binary") from error
    if size > MAX_BYTES:
        raise TranscriptError("too_large")
    return _readable(text)


def _readable(text: str) -> str:
    if _CONTROL.search(text):
        raise TranscriptError("binary")
    if not text.strip(BLANK):
        raise TranscriptError("empty")
    return text
