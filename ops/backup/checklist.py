"""Items of the checklist about backups: that there are any, and that some are elsewhere."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ops.backup import taking
from ops.checklist import Item


def find() -> Iterator[Item]:
    """Return what is lacking, without any query."""
    url = f"{reverse('wagtailadmin_home')}#backup-made-section"
    folder = taking.folder()
    if folder is None:
        yield Item(
            "backups",
            _("Backups"),
            _("They are switched off here (BACKUP_DIR is empty)."),
            url,
            optional=True,
        )
    elif _device(folder) == _device(Path(settings.VAR_DIR)):
        yield Item(
            "backups-elsewhere",
            _("Backups somewhere else"),
            _("They are on the same disk as the site: copy them elsewhere, or set BACKUP_DIR."),
            url,
            optional=True,
        )


def _device(path: Path) -> int:
    """Return the device of a folder, or of the first one above it that exists."""
    return os.stat(next(p for p in (path, *path.absolute().parents) if p.exists())).st_dev
