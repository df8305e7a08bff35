"""Media types by file extension: a bare machine has no table, or an old one without AVIF.

Browsers are told not to guess (nosniff), so a style sheet or a picture of an unknown type is not
shown at all.
"""

import mimetypes

TYPES = {
    ".avif": "image/avif",
    ".css": "text/css",
    ".gif": "image/gif",
    ".heic": "image/heic",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".vcf": "text/vcard",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


def register() -> None:
    """Let these types win over the table of this machine."""
    for extension, media_type in TYPES.items():
        mimetypes.add_type(media_type, extension)
