"""Static files as a site prepares them, made once per set of files: compressing them takes long."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from config.management.commands.prepare import static_digest
from tests.migrated import KEPT, ROOT


def collect(var: Path) -> None:
    """Collect and compress static files into `var`, with the stamp that `prepare` looks for."""
    environment = os.environ | {"VAR_DIR": str(var), "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment.pop("DEBUG", None)
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        check=True,
    )
    stamp = var / "static.digest"
    stamp.touch(mode=0o600)
    stamp.write_text(static_digest())


def kept_static_files() -> Path:
    """Return the folder with the files and their stamp, and make it if it is missing."""
    folder = KEPT / f"static-{static_digest()[:16]}"
    if not folder.exists():
        KEPT.mkdir(exist_ok=True)
        for old in KEPT.glob("static-*"):
            shutil.rmtree(old, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=KEPT) as name:
            made = Path(name) / "var"
            made.mkdir()
            collect(made)
            with suppress(OSError):  # somebody else was faster
                made.rename(folder)
    return folder


def copy_static_files(var: Path) -> None:
    """Put the files and their stamp into the data folder of a site."""
    kept = kept_static_files()
    shutil.copytree(kept / "static", var / "static")
    shutil.copy(kept / "static.digest", var)
