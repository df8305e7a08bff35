"""A name for everything that pages depend on beside the content: code, templates and settings."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import wagtail
from django.utils.translation import override

ROOMS = ("ops", "brand", "services", "contact", "config")
OURS = (*ROOMS, "templates", "static")
SUFFIXES = {".py", ".html", ".mo", ".svg", ".css", ".js"}


def version_of(base: Path, settings: Any) -> str:
    """Return twelve characters that differ when the code in `base` or a setting does.

    Two processes of one site agree on it; an old one that still runs beside its successor does not
    keep pages where the new one looks. `settings` is the module of the settings.
    """
    with override("en"):  # some settings are texts to translate
        values = {name: value for name, value in vars(settings).items() if name.isupper()}
        said = json.dumps(values, default=str, sort_keys=True)
    digest = hashlib.sha256(f"{django.__version__} {wagtail.__version__} {said}".encode())
    for path in _files(base):
        status = path.stat()
        digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:12]


def _files(base: Path) -> Iterator[Path]:
    for folder in OURS:
        yield from sorted(p for p in (base / folder).rglob("*") if p.suffix in SUFFIXES)
