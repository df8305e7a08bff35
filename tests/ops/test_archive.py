"""The file of a backup: whatever happens to it, nothing comes out that did not go in."""

import io
import tempfile
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ops.backup.archive import BadArchiveError, Manifest, Reader, Writer

FILES = {
    "database.sqlite3": b"row " * 900,
    "media/original_images/portrait.png": bytes(range(256)),
    "media/empty.txt": b"",
}
MANIFEST = Manifest(
    made_at="2026-11-24T02:00:00+00:00",
    versions={},
    vendor="sqlite",
    database="database.sqlite3",
    migrations=[["contact", "0001_initial"]],
    rows={"contact_inquiry": 3},
    landmarks={"newest inquiry": "7K2M-9QXP-4TWB"},
)


def made(folder: Path) -> Path:
    path = folder / "a.zip"
    writer = Writer(path)
    for name, content in FILES.items():
        writer.add(name, io.BytesIO(content), compress=name.startswith("database"))
    writer.finish(MANIFEST)
    writer.close()
    return path


def read(path: Path) -> dict[str, bytes]:
    """What a restore would write."""
    with Reader(path) as reader:
        reader.check()
        assert reader.manifest.rows == MANIFEST.rows
        assert reader.manifest.landmarks == MANIFEST.landmarks
        out = path.parent / "out"
        out.mkdir()
        found = {}
        for name in reader.manifest.files:
            reader.extract(name, out / "file")
            found[name] = (out / "file").read_bytes()
        return found


def test_what_went_in_comes_out(tmp_path: Path) -> None:
    path = made(tmp_path)
    assert read(path) == FILES
    assert path.stat().st_mode & 0o077 == 0


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_damage_is_found_or_harmless(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = made(Path(folder))
        whole = path.read_bytes()
        if data.draw(st.booleans(), "cut off"):
            path.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
        else:
            broken = bytearray(whole)
            broken[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
            path.write_bytes(broken)
        try:
            found = read(path)
        except BadArchiveError:
            return
        assert found == FILES


def test_another_file_under_the_same_name_is_found(tmp_path: Path) -> None:
    """A zip whose own checksums are right, with what was not backed up."""
    forged = tmp_path / "forged.zip"
    with ZipFile(made(tmp_path)) as whole, ZipFile(forged, "w") as other:
        for name in whole.namelist():
            content = whole.read(name)
            other.writestr(name, b"X" + content[1:] if name.startswith("database") else content)
    with Reader(forged) as reader, pytest.raises(BadArchiveError):
        reader.check()


@pytest.mark.parametrize("name", ["media/../../elsewhere", "media//etc/elsewhere"])
def test_nothing_is_written_outside_its_folder(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.zip"
    writer = Writer(path)
    writer.add(name, io.BytesIO(b"x"), compress=False)
    writer.finish(MANIFEST)
    writer.close()
    root = tmp_path / "one" / "two"
    with Reader(path) as reader, pytest.raises(BadArchiveError):
        reader.extract_media(reader.media[0], root)
    assert list(tmp_path.rglob("elsewhere*")) == []
