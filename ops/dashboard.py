"""What the dashboard tells the owner about backups, and what the site still lacks."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from ops import checklist
from ops.backup import taking


class BackupPanel(Component):
    """When the last backup was made and where it is; first of all when it is late."""

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
    """What the site still lacks, each with the way to where it is solved."""

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
        """{code: name} of the site's languages; none where there is but one to speak of."""
        homes = Page.objects.filter(depth=2, live=True).values("locale").distinct()
        if homes.count() < 2:
            return {}
        return {code: str(name) for code, name in settings.LANGUAGES}
