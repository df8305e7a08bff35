"""A backup file: a restore never writes anything that was not backed up."""

import io
import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.utils.dateparse import parse_datetime
from hypothesis import given, settings
from hypothesis import strategies as st

from ops.backup.archive import MANIFEST as MANIFEST_NAME
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
    migrations=[("contact", "0001_initial")],
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
    """Return what a restore would write."""
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


def with_manifest(path: Path, manifest: object) -> Path:
    """Return the archive with the manifest `manifest`: a value, or text that is no JSON."""
    forged = path.with_name("forged.zip")
    text = manifest if isinstance(manifest, str) else json.dumps(manifest)
    with ZipFile(path) as whole, ZipFile(forged, "w") as other:
        for name in whole.namelist():
            other.writestr(name, text if name == MANIFEST_NAME else whole.read(name))
    return forged


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path to `value` itself and to each value inside it."""
    if isinstance(value, list):
        value = dict(enumerate(value))
    inside = value.items() if isinstance(value, dict) else ()
    deeper = [place for key, each in inside for place in places(each, (*path, key))]
    return [path, *deeper]


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**30, -1, 2**63, "", "x", "9" * 5000, "mysql", "0001-01-01T00:00:00Z"])
    | st.floats()
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_an_odd_manifest_is_refused_or_harmless(data: st.DataObject) -> None:
    """Any value, anywhere or nowhere in the manifest, gives a sentence and never a traceback."""
    with tempfile.TemporaryDirectory() as folder:
        path = made(Path(folder))
        with ZipFile(path) as whole:
            manifest = json.loads(whole.read(MANIFEST_NAME))
        *way, last = data.draw(st.sampled_from([place for place in places(manifest) if place]))
        inner = manifest
        for key in way:
            inner = inner[key]
        if data.draw(st.booleans(), "taken out"):
            del inner[last]
        else:
            inner[last] = data.draw(ODD)
        try:
            with Reader(with_manifest(path, manifest)) as reader:
                reader.check()
                said = reader.manifest
        except BadArchiveError:
            return
        # The rest of a restore relies on this.
        assert said.vendor in {"sqlite", "postgresql"}
        assert said.database in said.files
        assert parse_datetime(said.made_at)
        assert all(len(each) == 2 for each in said.migrations)
        assert sum(said.rows.values()) >= 0
        assert {name: file.bytes for name, file in said.files.items()} == {
            name: len(content) for name, content in FILES.items()
        }


@pytest.mark.parametrize("manifest", ["", "[" * 100_000, "[]", "null", "\x00", '{"format": 2}'])
def test_what_is_no_manifest_is_refused(tmp_path: Path, manifest: str) -> None:
    with pytest.raises(BadArchiveError):
        Reader(with_manifest(made(tmp_path), manifest))


def test_a_size_that_lies_is_found_before_its_end(tmp_path: Path) -> None:
    """300 MB are declared as 10 bytes, for which the free space was checked."""
    path, size = tmp_path / "a.zip", 300_000_000
    writer = Writer(path)
    with (tmp_path / "zeros").open("w+b") as zeros:
        zeros.truncate(size)
        writer.add("database.sqlite3", zeros, compress=True)
    writer.files["database.sqlite3"] = replace(writer.files["database.sqlite3"], bytes=10)
    writer.finish(MANIFEST)
    writer.close()
    done: list[int] = []
    with Reader(path) as reader:
        for read_it in (
            lambda: reader.check(done.append),
            lambda: reader.extract("database.sqlite3", tmp_path / "out", done.append),
        ):
            with pytest.raises(BadArchiveError, match=r"database\.sqlite3"):
                read_it()
    assert done == []
    assert not (tmp_path / "out").exists()


def test_another_file_under_the_same_name_is_found(tmp_path: Path) -> None:
    """The zip's own checksums are right, but it has other content than what was backed up."""
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
    for each in (MANIFEST.database, name):
        writer.add(each, io.BytesIO(b"x"), compress=False)
    writer.finish(MANIFEST)
    writer.close()
    root = tmp_path / "one" / "two"
    with Reader(path) as reader, pytest.raises(BadArchiveError):
        reader.extract_media(reader.media[0], root)
    assert list(tmp_path.rglob("elsewhere*")) == []
