"""Media types of files are known even on a machine without a table of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
# As in a bare container image, where Python 3.11 does not know AVIF and WebP.
BARE = """
import json, mimetypes, sys
mimetypes.knownfiles.clear()
mimetypes.init(files=[])
for table in (*mimetypes._db.types_map, *mimetypes._db.types_map_inv):
    table.clear()
mimetypes.common_types, mimetypes.types_map = mimetypes._db.types_map
import django
django.setup()
from django.conf import settings
from django.test import Client
from pathlib import Path
settings.MEDIA_ROOT = sys.argv[1]
def kind(name):
    return Client().get(f"/media/images/{name}").headers["Content-Type"]
print(json.dumps({path.name: kind(path.name) for path in Path(sys.argv[1], "images").iterdir()}))
"""


@pytest.mark.any_database
def test_files_have_their_type_on_a_bare_machine(tmp_path: Path) -> None:
    expected = {
        "a.avif": "image/avif",
        "a.webp": "image/webp",
        "a.jpg": "image/jpeg",
        "a.png": "image/png",
        "a.gif": "image/gif",
        "a.svg": "image/svg+xml",
        "a.css": "text/css",
        "a.js": "text/javascript",
        "a.woff2": "font/woff2",
    }
    (tmp_path / "images").mkdir()
    for name in expected:
        (tmp_path / "images" / name).write_bytes(b"x")
    done = subprocess.run(
        [sys.executable, "-c", BARE, str(tmp_path)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == expected
