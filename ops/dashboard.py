"""Panels of the dashboard: backups, and the checklist of what the site still lacks."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from ops import checklist
from ops.backup import taking


class BackupPanel(Component):
    """Shows the time and folder of the last backup. It comes first when a backup is late."""

    name = "backups"
    template_name = "ops/backup_panel.html"

    def __init__(self) -> None:
        self.late = taking.problem() is not None

    @property
    def order(self) -> int:
        """First when something is wrong, else out of the way."""
        return 11 if self.late else 910

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        last = taking.newest()
        return {
            "late": self.late,
            "folder": settings.BACKUP_DIR,
            "days": settings.BACKUP_KEEP_DAYS,
            "made_at": last[0] if last else None,
            "name": last[1].name if last else "",
            "size": last[1].stat().st_size if last else 0,
        }


class ChecklistPanel(Component):
    """Lists what the site still lacks, with a link to where each is solved."""

    name = "checklist"
    order = 25
    template_name = "ops/checklist_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        names = self._languages()
        found = [(item, names.get(item.language, "")) for item in checklist.items()]
        return {
            "lacking": [line for line in found if not line[0].optional],
            "advice": [line for line in found if line[0].optional],
        }

    def _languages(self) -> dict[str, str]:
        """Return {code: name} of the site's languages; empty if it has only one."""
        homes = Page.objects.filter(depth=2, live=True).values("locale").distinct()
        if homes.count() < 2:
            return {}
        return {code: str(name) for code, name in settings.LANGUAGES}
