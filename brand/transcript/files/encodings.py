"""Decode plain text and web pages, in the encodings that they are found in."""

import codecs
import re

from brand.transcript import MAX_BYTES, TranscriptError, decode

_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def read_plain(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise TranscriptError("too_large")
    return decode(_marked(data))


def _marked(data: bytes) -> bytes:
    """Return as UTF-8 what `decode` cannot read: UTF-32, and UTF-16 without a byte order mark."""
    encoding = _wide_encoding(data)
    if not encoding:
        return data
    try:
        return data.decode(encoding).encode()
    except UnicodeError:
        return data


def _wide_encoding(data: bytes) -> str:
    if data.startswith(_UTF32):
        return "utf-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # In Latin text every second byte is NUL, save for typographic characters.
    half = min(len(data), 4000) // 2
    even, odd = data[: 2 * half : 2].count(0), data[1 : 2 * half : 2].count(0)
    if len(data) % 2 == 0 and half and min(even, odd) == 0 and max(even, odd) >= 0.7 * half:
        return "utf-16-le" if odd else "utf-16-be"
    return ""


_CHARSET = re.compile(
    rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]{0,100}encoding=[\"']([\w-]+)",
    re.IGNORECASE,
)
# Only these: some of Python's codecs are no character sets of web pages, and some are slow.
_ENCODING = re.compile(
    r"(?:utf-?8|us-ascii|iso-?8859-\d+|latin-?\d|(?:windows-|cp)125\d|macintosh|koi8-[ru]"
    r"|gbk|gb2312|gb18030|big5|euc-(?:jp|kr)|shift[_-]jis)",
    re.IGNORECASE,
)
_LATIN_1 = re.compile(r"us-ascii|iso-?8859-1|latin-?1", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


_NO_LABELS = {0xFDD0: None, 0xFDD1: None}  # see `LABEL`


def characters_of(data: bytes) -> str:
    """Return the characters of a web page, by byte order mark, declaration, UTF-8 or cp1252."""
    if data.startswith(codecs.BOM_UTF8):
        candidates = ["utf-8-sig"]
    elif wide := _wide_encoding(data):
        candidates = [wide]
    else:
        candidates = ["utf-8", "cp1252"]
        declared = _CHARSET.search(data[:4000])
        encoding = (declared[1] or declared[2]).decode("ascii", "replace") if declared else ""
        if _ENCODING.fullmatch(encoding):
            # Browsers read "latin-1" as cp1252, so that is what pages mean by it.
            candidates.insert(0, "cp1252" if _LATIN_1.fullmatch(encoding) else encoding)
    for candidate in candidates:
        try:
            text = data.decode(candidate)
        except (UnicodeError, LookupError):
            continue
        if "\0" in text:
            break
        return text.translate(_NO_LABELS)
    raise TranscriptError("binary")
