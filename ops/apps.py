"""Running the site. This room knows no other: rooms above fill its registries in `ready`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpsConfig(AppConfig):
    name = "ops"
    verbose_name = _("Operations")

    def ready(self) -> None:
        from django.core.management import call_command

        from ops import caches, health, periodic

        periodic.register(
            "publish_scheduled", every=60, run=lambda: call_command("publish_scheduled")
        )
        health.register("cache", caches.answers)
        periodic.register("heartbeat", every=30, run=health.beat)
        periodic.register("clear_sessions", every=3600, run=lambda: call_command("clearsessions"))
