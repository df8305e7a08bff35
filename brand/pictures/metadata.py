"""Remove metadata from an image file without encoding the image again.

A phone records place, time and camera, and often a second, uncropped picture. EXIF, XMP, IPTC,
maker's notes, comments, embedded previews and anything after the image data are removed. What
affects the appearance stays: colour profile, gamma, animation and orientation. Formats: JPEG (ITU
T.81), PNG (third edition), WebP, GIF89a, HEIC and AVIF (ISO/IEC 14496-12, 23008-12).
"""

import io
import re
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

_JPEG_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])", re.S)
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD pHYs acTL fcTL fdAT".split()
)
_WEBP_DROPPED = frozenset({b"EXIF", b"XMP "})
_GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
# A TIFF header with a single entry: tag 0x0112 (orientation), a SHORT.
_ORIENTATION = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0%c\0\0\0\0\0\0"
# An empty EXIF block for HEIC and AVIF, which store the orientation in the container: the offset of
# a TIFF header, and no entries. Decoders refuse a file in which the block is missing.
_EMPTY_EXIF = b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"


class BadPicture(ValueError):
    """The file is damaged, or not of the format that its first bytes indicate."""


def without_metadata(data: bytes, *, keep_orientation: bool = True) -> bytes:
    """Return the image file `data` (JPEG, PNG, WebP, GIF, HEIC, AVIF) without its metadata.

    With `keep_orientation`, keep the orientation that EXIF gives, as a single tag. Other formats
    are returned unchanged. Raises BadPicture for a truncated or inconsistent file.
    """
    side = _orientation(data) if keep_orientation else 1
    exif = _ORIENTATION % side if side != 1 else b""
    try:
        if data.startswith(b"\xff\xd8"):
            return _jpeg(data, exif)
        if data.startswith(_PNG_SIGNATURE):
            return _png(data, exif)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data, exif)
        if data[:6] in {b"GIF87a", b"GIF89a"}:
            return _gif(data)
        if data[4:8] == b"ftyp":
            return _heif(data)
    except (IndexError, struct.error) as error:
        raise BadPicture("the file is truncated") from error
    return data


def _orientation(data: bytes) -> int:
    """Return the orientation in EXIF (1 to 8), or 1 if there is none."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            side = picture.getexif().get(0x0112, 1)
    except Exception:  # broken EXIF can raise anything in Pillow, and is removed anyway
        return 1
    return side if side in range(1, 9) else 1


def _jpeg(data: bytes, exif: bytes) -> bytes:
    kept = [b"\xff\xd8"]
    if exif:
        body = b"Exif\0\0" + exif
        kept.append(b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body)
    at = 2
    while found := _JPEG_MARKER.search(data, at):
        marker = found[1][0]
        if marker == 0xD9:  # the end; phones append a film or a larger picture
            return b"".join([*kept, data[at : found.end()]])
        (length,) = struct.unpack_from(">H", data, found.end())
        end = found.end() + length
        if length < 2 or end > len(data):
            break
        body = data[found.end() + 2 : end]
        is_needed = (
            not (0xE0 <= marker <= 0xEF or marker == 0xFE)
            or (marker == 0xE0 and body.startswith(b"JFIF\0"))
            or (marker == 0xE2 and body.startswith(b"ICC_PROFILE\0"))
            or (marker == 0xEE and body.startswith(b"Adobe"))  # tells how colours are encoded
        )
        kept.append(data[at : found.start()])  # compressed data of the scan before this marker
        if marker == 0xE0 and is_needed:
            # The header without its thumbnail.
            kept.append(b"\xff\xe0\0\x10" + body[:12] + b"\0\0")
        elif is_needed:
            kept.append(data[found.start() : end])
        at = end
    raise BadPicture("the JPEG has no end marker")


def _png(data: bytes, exif: bytes) -> bytes:
    kept, at = [_PNG_SIGNATURE], len(_PNG_SIGNATURE)
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            break
        if kind in _PNG_KEPT:
            kept.append(data[at:end])
        if kind == b"IHDR" and exif:
            crc = struct.pack(">I", zlib.crc32(b"eXIf" + exif))
            kept.append(struct.pack(">I", len(exif)) + b"eXIf" + exif + crc)
        if kind == b"IEND":
            return b"".join(kept)
        at = end
    raise BadPicture("the PNG has no IEND chunk")


def _webp(data: bytes, exif: bytes) -> bytes:
    (size,) = struct.unpack_from("<I", data, 4)
    stop = 8 + size
    if stop > len(data):
        raise BadPicture("the WebP is truncated")
    kept, at = [], 12
    while at + 8 <= stop:
        kind = data[at : at + 4]
        (length,) = struct.unpack_from("<I", data, at + 4)
        end = at + 8 + length + length % 2
        if at + 8 + length > stop:
            raise BadPicture("a WebP chunk is truncated")
        chunk = data[at:end]
        if kind == b"VP8X":
            # Flags: 0x08 means EXIF is present, 0x04 XMP.
            flags = (chunk[8] & ~0x0C) | (0x08 if exif else 0)
            chunk = chunk[:8] + bytes([flags]) + chunk[9:]
        if kind not in _WEBP_DROPPED:
            kept.append(chunk)
        at = end
    if exif:
        kept.append(b"EXIF" + struct.pack("<I", len(exif)) + exif)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _gif(data: bytes) -> bytes:
    at = 13 + _colours(data[10])
    kept = [data[:at]]
    while data[at] != 0x3B:
        start = at
        if data[at] == 0x2C:  # an image
            at = _blocks(data, at + 11 + _colours(data[at + 9]))
            kept.append(data[start:at])
        elif data[at] == 0x21:  # an extension
            label = data[at + 1]
            at = _blocks(data, at + 2)
            is_known = label == 0xFF and data[start + 3 : start + 14] in _GIF_KEPT
            if label == 0xF9 or is_known:
                kept.append(data[start:at])
        else:
            raise BadPicture("the GIF has an unknown block")
    return b"".join([*kept, b";"])


def _colours(flags: int) -> int:
    """Return the size of a colour table in bytes."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks(data: bytes, at: int) -> int:
    """Return the end of the sequence of sub-blocks that begins at `at`."""
    while size := data[at]:
        at += size + 1
    return at + 1


def _heif(data: bytes) -> bytes:
    """Overwrite metadata in place, because everything else is addressed by file offset."""
    cleaned = bytearray(data)
    for start, end in _boxes(data, 0, len(data)):
        if data[start + 4 : start + 8] != b"meta":
            continue
        parts = dict(_named(data, _body(data, start) + 4, end))
        if not {b"iinf", b"iloc"} <= parts.keys():
            continue
        hidden = dict(_metadata_items(data, *parts[b"iinf"]))
        idat = _body(data, parts[b"idat"][0]) if b"idat" in parts else 0
        for item, first, length in _locations(data, _body(data, parts[b"iloc"][0]), idat):
            if item in hidden:
                if first + length > len(data):
                    raise BadPicture("metadata lies beyond the end of the file")
                empty = _EMPTY_EXIF if hidden[item] == b"Exif" else b""
                cleaned[first : first + length] = empty.ljust(length, b"\0")[:length]
    for start, end in _boxes(data, 0, len(data)):
        # XMP of some programs, and unreferenced data.
        if data[start + 4 : start + 8] in {b"uuid", b"udta", b"free", b"skip"}:
            cleaned[start + 4 : start + 8] = b"free"
            cleaned[start + 8 : end] = bytes(end - start - 8)
    return bytes(cleaned)


def _boxes(data: bytes, at: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each box between `at` and `stop`."""
    while at + 8 <= stop:
        (size,) = struct.unpack_from(">I", data, at)
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, at + 8)
        end = at + size if size else stop
        if size and (size < 8 or end > stop):
            raise BadPicture("a box is truncated")
        yield at, end
        at = end


def _named(data: bytes, at: int, stop: int) -> Iterator[tuple[bytes, tuple[int, int]]]:
    for start, end in _boxes(data, at, stop):
        yield data[start + 4 : start + 8], (start, end)


def _body(data: bytes, start: int) -> int:
    """Return the offset of a box's content."""
    return start + (16 if data[start : start + 4] == b"\0\0\0\x01" else 8)


def _metadata_items(data: bytes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Yield (number, kind) of the items that are EXIF, XMP or other text."""
    at = _body(data, start)
    at += 4 + (2 if data[at] == 0 else 4)
    for entry, _ in _boxes(data, at, end):
        body = _body(data, entry)
        version = data[body]
        if version < 2:
            continue
        size = 2 if version == 2 else 4
        number = int.from_bytes(data[body + 4 : body + 4 + size], "big")
        kind = data[body + 6 + size : body + 10 + size]
        if kind in {b"Exif", b"mime", b"uri "}:
            yield number, kind


def _locations(data: bytes, at: int, idat: int) -> Iterator[tuple[int, int, int]]:
    """Yield (item, position, length) of each extent of each item."""
    version = data[at]
    sizes = int.from_bytes(data[at + 4 : at + 6], "big")
    offset_size, length_size = sizes >> 12, sizes >> 8 & 15
    base_size, index_size = sizes >> 4 & 15, sizes & 15 if version else 0
    at += 6

    def number(size: int) -> int:
        nonlocal at
        if at + size > len(data):
            raise BadPicture("the item location box is truncated")
        at += size
        return int.from_bytes(data[at - size : at], "big")

    wide = 4 if version == 2 else 2
    for _ in range(number(wide)):
        item = number(wide)
        method = number(2) & 15 if version else 0
        number(2)
        base = number(base_size) + (idat if method == 1 else 0)
        for _ in range(number(2)):
            number(index_size)
            yield item, base + number(offset_size), number(length_size)
