"""Our own scripts, as they are stored for visitors."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from ops.web.static_storage import StaticStorage, read_manifest_again

pytestmark = pytest.mark.any_database

SCRIPT = b"""/* For whom
   it is. */

// Why.
function greet() {
  // Two slashes in a text are no comment.
  return "https://example.org"; /* Nor is this a line. */
}
"""
STORED = b"""
function greet() {
return "https://example.org"; /* Nor is this a line. */
}
"""


@pytest.mark.parametrize("name", ["js/greet.js", "js/greet.0123456789ab.js"])
def test_visitors_do_not_load_what_is_for_readers_of_the_source(tmp_path: Path, name: str) -> None:
    storage = StaticStorage(location=tmp_path)
    content = ContentFile(SCRIPT)
    content.read()  # as Django does for the digest in the name
    assert (tmp_path / storage.save(name, content)).read_bytes() == STORED


def test_other_files_are_stored_as_they_are(tmp_path: Path) -> None:
    storage = StaticStorage(location=tmp_path)
    for name in ("js/notes.txt", "django_htmx/htmx.js"):
        assert (tmp_path / storage.save(name, ContentFile(SCRIPT))).read_bytes() == SCRIPT


def test_files_that_were_collected_after_the_start_are_found(tmp_path: Path, settings: Any) -> None:
    ours = "ops.web.static_storage.StaticStorage"
    place = {"BACKEND": ours, "OPTIONS": {"location": tmp_path, "base_url": "/static/"}}
    settings.STORAGES = settings.STORAGES | {"staticfiles": place}
    loaded = storages["staticfiles"]
    in_another_process = StaticStorage(location=tmp_path)
    in_another_process.hashed_files = {"mark.svg": "mark.0123456789ab.svg"}
    in_another_process.save_manifest()
    with pytest.raises(ValueError, match="manifest"):
        loaded.url("mark.svg")
    read_manifest_again()
    assert loaded.url("mark.svg") == "/static/mark.0123456789ab.svg"
