"""`manage.py prepare`: everything between the installation and the first visitor, in one go."""

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from typing import Any

import django
import wagtail
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from wagtail.models import Site

from brand.core.site_address import set_site_address
from brand.editor.default_names import rename
from brand.models import HomePage
from ops.preload import preload
from ops.processes.locks import one_at_a_time
from ops.web import static_storage
from ops.web.static_storage import read_manifest_again


def static_digest() -> str:
    """Return a digest of names, sizes and times of all static files, and of how they are stored.

    A change means collect.
    """
    digest = hashlib.sha256(f"{django.__version__} {wagtail.__version__}".encode())
    digest.update(Path(static_storage.__file__).read_bytes())
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


class Command(BaseCommand):
    help = "Migrate, seed an empty database, collect static files, and say where the site is."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare the site, one process at a time: two would write the same files."""
        with one_at_a_time(Path(settings.VAR_DIR), self.say_that_it_waits):
            self.prepare()

    def say_that_it_waits(self) -> None:
        self.stdout.write("Somebody else prepares this site; waiting for them …")
        self.stdout.flush()

    def prepare(self) -> None:
        # Compressing files takes as long as the first migration, so they run in parallel.
        with ThreadPoolExecutor(max_workers=1) as pool:
            static = None if settings.DEBUG else pool.submit(self.collect_static)
            try:
                call_command("migrate", verbosity=0)
            except DatabaseError as error:
                raise CommandError(f"The database cannot be used: {error}") from error
            rename()
            is_new = not HomePage.objects.exists()
            call_command("seed_demo", if_empty=True, verbosity=0)
            site = Site.objects.filter(is_default_site=True).first()
            if site and set_site_address(site):
                site.save()
            if static:
                static.result()
        if is_new:
            # Pictures take much memory to make, which ends with this process.
            preload()
        self.stdout.write(f"\n  {settings.BASE_URL}/\n")
        out = StringIO()
        call_command("setup_link", stdout=out)
        if link := out.getvalue().strip():
            self.stdout.write(
                f"\n  The site is yours: choose your password here (once)\n  {link}\n"
            )
        self.stdout.write("\n  Ctrl-C stops it.\n\n")

    def collect_static(self) -> None:
        stamp = Path(settings.VAR_DIR) / "static.digest"
        digest = static_digest()
        if stamp.exists() and stamp.read_text() == digest:
            return
        self.stdout.write("Preparing the site; the first time takes about a minute …")
        # A process of its own: compressing in a thread would wait for this one.
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--no-input", "--clear", "-v0"],
            check=True,
        )
        read_manifest_again()
        stamp.write_text(digest)
