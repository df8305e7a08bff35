"""Running the site. This room knows no other: rooms above fill its registries in `ready`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpsConfig(AppConfig):
    name = "ops"
    verbose_name = _("Operations")

    def ready(self) -> None:
        from django.core.management import call_command

        from ops import backup, checklist, counting, health
        from ops.accounts import (
            addresses,
            api_tokens,
            guesses,
            known_devices,
            password_reset,
            session_limits,
        )
        from ops.backup import checklist as backup_checklist
        from ops.backup import stale_rows, taking
        from ops.mail import queue
        from ops.web import caches, media_types
        from ops.worker import periodic

        media_types.register()
        addresses.watch()
        known_devices.watch()
        session_limits.watch()
        api_tokens.watch()
        password_reset.register()
        periodic.register("mail_queue", every=2, run=queue.send_due)
        health.register("mail_queue", queue.overdue)
        periodic.register("guesses", every=3600, run=guesses.purge)
        backup.register_after_restore("mail_queue", stale_rows.forget_queued_mails)
        periodic.register(
            "publish_scheduled", every=60, run=lambda: call_command("publish_scheduled")
        )
        health.register("cache", caches.answers)
        health.register("backup", taking.problem)
        periodic.register("backup", every=600, run=taking.take_if_due)
        backup.register_after_restore("signs_of_life", stale_rows.forget_signs_of_life)
        periodic.register("heartbeat", every=30, run=health.beat)
        periodic.register("clear_sessions", every=3600, run=lambda: call_command("clearsessions"))
        periodic.register("purge_counted", every=3600, run=counting.purge)
        checklist.register("backup", backup_checklist.find, order=40)
