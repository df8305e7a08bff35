"""The file of a backup: a zip with the database, the pictures and a manifest of hashes."""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Annotated, Literal
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import AfterValidator, Field, StringConstraints, TypeAdapter, ValidationError

from ops.progress import Tell, silently

FORMAT: Literal[1] = 1
MANIFEST = "manifest.json"
MEDIA = "media/"
CHUNK = 1 << 20
MANIFEST_LIMIT = 50_000_000  # bytes; a hundred thousand pictures take half of it


class BadArchiveError(Exception):
    """Raised for a file that is no backup, or is damaged. The text tells the operator why."""


def _moment(text: str) -> str:
    """Return `text` if it is a date and time that can be shown; else raise ValueError."""
    timezone.localtime(datetime.fromisoformat(text))
    return text


Count = Annotated[int, Field(ge=0, lt=2**63)]


@dataclass(frozen=True)
class File:
    """A file as the manifest describes it."""

    sha256: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    bytes: Count


@dataclass(frozen=True)
class Manifest:
    """The contents of a backup. It is written last, when everything else is in the archive."""

    made_at: Annotated[str, AfterValidator(_moment)]  # ISO 8601, UTC
    versions: dict[str, str]
    vendor: Annotated[str, StringConstraints(pattern="^(sqlite|postgresql)$")]
    database: str  # its name in the archive
    migrations: list[tuple[str, str]]  # app and name, as applied
    rows: dict[str, Count]  # by table
    landmarks: dict[str, str | None]
    files: dict[str, File] = field(default_factory=dict)  # by name
    format: Literal[1] = FORMAT


_manifest = TypeAdapter(Manifest)


@contextmanager
def _damage_means(words: str) -> Iterator[None]:
    """Turn every error that reading a damaged zip file can raise into BadArchiveError.

    That is more than `zipfile` documents: errors of zlib, of struct, of seeking. A disk that
    fails while a file is written is another matter and stays what it is.
    """
    try:
        yield
    except BadArchiveError:
        raise
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise BadArchiveError(words) from error
    except Exception as error:
        raise BadArchiveError(words) from error


class Writer:
    """Writes the new file `path`, readable by its owner only. It must not exist."""

    def __init__(self, path: Path, progress: Tell = silently) -> None:
        self._progress = progress
        self._file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")
        self._zip = ZipFile(self._file, "w", ZIP_DEFLATED)
        self.files: dict[str, File] = {}

    def add(self, name: str, source: IO[bytes], *, compress: bool) -> None:
        """Add the rest of `source`, from its current position, as `name`."""
        info = ZipInfo(name)
        info.compress_type = ZIP_DEFLATED if compress else ZIP_STORED
        info.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as target:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                target.write(chunk)
                size += len(chunk)
                self._progress(len(chunk))
        self.files[name] = File(digest.hexdigest(), size)

    def finish(self, manifest: Manifest) -> None:
        """Write `manifest` with the files that were added, and flush everything to the disk."""
        whole = asdict(replace(manifest, files=self.files))
        text = json.dumps(whole, indent=1, ensure_ascii=False)
        self._zip.writestr(MANIFEST, text)
        self._zip.close()
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file, whether it is complete or not."""
        self._file.close()


def _read(text: bytes) -> Manifest:
    """Return the manifest in `text`. Raises BadArchiveError, or whatever reading it ends in."""
    try:
        manifest = _manifest.validate_json(text, strict=True)
    except ValidationError as error:
        places = {".".join(str(part) for part in each["loc"][:2]) for each in error.errors()}
        if "format" in places:
            raise BadArchiveError(_("it has a format that this version does not know")) from error
        raise BadArchiveError(
            _("its manifest cannot be read: %(places)s")
            % {"places": ", ".join(sorted(places)[:3]) or MANIFEST}
        ) from error
    if manifest.database not in manifest.files or manifest.database.startswith(MEDIA):
        raise BadArchiveError(_("it has no database"))
    return manifest


class Reader:
    """Reads a backup. Raises BadArchiveError when `path` is none."""

    def __init__(self, path: Path) -> None:
        with _damage_means(_("this is not a backup, or it was cut off")):
            self._zip = ZipFile(path)
            with self._zip.open(MANIFEST) as file:
                text = file.read(MANIFEST_LIMIT)
        try:
            with _damage_means(_("its manifest cannot be read")):
                self.manifest = _read(text)
        except BadArchiveError:
            self._zip.close()
            raise

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *error: object) -> None:
        self._zip.close()

    @property
    def size(self) -> int:
        """Return the size of all files in bytes, unpacked."""
        return sum(each.bytes for each in self.manifest.files.values())

    @property
    def media(self) -> list[str]:
        """Return the names of the pictures and documents, relative to the folder of media."""
        names = [name for name in self.manifest.files if name.startswith(MEDIA)]
        return [name.removeprefix(MEDIA) for name in names]

    def check(self, progress: Tell = silently) -> None:
        """Compare every file with its hash. Raises BadArchiveError for the first that differs."""
        held = set(self._zip.namelist()) - {MANIFEST}
        if held != set(self.manifest.files):
            raise BadArchiveError(_("its files are not those of its manifest"))
        for name in self.manifest.files:
            self._copy(name, None, progress)

    def extract(self, name: str, target: Path, progress: Tell = silently) -> None:
        """Write the file `name` to `target`, whole or not at all.

        Raises BadArchiveError if it is not what the manifest says.
        """
        part = target.with_name(target.name + ".part")
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as to:
                self._copy(name, to, progress)
                to.flush()
                os.fsync(to.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)

    def extract_media(self, name: str, root: Path, progress: Tell = silently) -> None:
        """Write one picture or document below `root`, where it stood."""
        place = PurePosixPath(name)
        if place.is_absolute() or ".." in place.parts:
            raise BadArchiveError(
                _("%(name)s would be written outside its folder") % {"name": name}
            )
        target = root / place
        target.parent.mkdir(parents=True, exist_ok=True)
        self.extract(MEDIA + name, target, progress)

    def differs(self, name: str, path: Path) -> bool:
        """Whether `path` exists and is not the picture or document `name`."""
        if not path.exists():
            return False
        said = self.manifest.files[MEDIA + name]
        if not path.is_file() or path.stat().st_size != said.bytes:
            return True
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() != said.sha256

    def _copy(self, name: str, to: IO[bytes] | None, progress: Tell) -> None:
        said = self.manifest.files[name]
        digest, size = hashlib.sha256(), 0
        with (
            _damage_means(_("%(name)s is damaged") % {"name": name}),
            self._zip.open(name) as source,
        ):
            while chunk := source.read(CHUNK):
                size += len(chunk)
                if size > said.bytes:
                    # The check of free space relied on the size in the manifest.
                    raise BadArchiveError(
                        _("%(name)s is larger than its manifest says") % {"name": name}
                    )
                digest.update(chunk)
                progress(len(chunk))
                if to:
                    to.write(chunk)
        if size != said.bytes or digest.hexdigest() != said.sha256:
            raise BadArchiveError(_("%(name)s is not what was backed up") % {"name": name})


def sync_folder(folder: Path) -> None:
    """Flush the directory `folder` to the disk (fsync)."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def room_for(folder: Path, size: int) -> bool:
    """Whether `size` more bytes fit beside what is in `folder`."""
    return shutil.disk_usage(folder).free > size
