"""Decode bytes to text, in the encodings that text editors use."""

import codecs
import re

from brand.transcript.lines import BLANK
from brand.transcript.model import MAX_BYTES, TranscriptError

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")  # \v and \f are kept, as Word's soft breaks


def decode(data: bytes) -> str:
    """Return the text of an uploaded file, without its byte order mark.

    UTF-8 (with or without a mark) and UTF-16 (with a mark) are recognised. Other bytes are read as
    cp1252, which Windows editors wrote for French and English, and bytes that are invalid there as
    the encoding of Macintosh editors. Raises `TranscriptError`: "too_large" over `MAX_BYTES`,
    "binary" for NUL and other control characters or bytes that no encoding explains, "empty" when
    nothing but blank space is left.
    """
    if len(data) > MAX_BYTES:
        raise TranscriptError("too_large")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif data.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]  # with a mark, no other encoding is tried
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
    """Return the pasted `text` unchanged if it can be read.

    Raises `TranscriptError`: "too_large" over `MAX_BYTES` as UTF-8, "binary" for control characters
    and lone surrogates, "empty" when only blank space is left.
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
