"""Running the site. This room knows no other: rooms above fill its registries in `ready`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpsConfig(AppConfig):
    name = "ops"
    verbose_name = _("Operations")

    def ready(self) -> None:
        from django.core.management import call_command

        from ops import (
            account_addresses,
            api_tokens,
            backup,
            caches,
            checklist,
            counting,
            guesses,
            health,
            known_devices,
            mail_queue,
            media_types,
            password_reset,
            periodic,
            recovery,
            session_limits,
        )
        from ops.backup import checklist as backup_checklist
        from ops.backup import taking

        media_types.register()
        account_addresses.watch()
        known_devices.watch()
        session_limits.watch()
        api_tokens.watch()
        password_reset.register()
        periodic.register("mail_queue", every=2, run=mail_queue.send_due)
        health.register("mail_queue", mail_queue.overdue)
        periodic.register("guesses", every=3600, run=guesses.purge)
        backup.register_after_restore("mail_queue", recovery.forget_queued_mails)
        periodic.register(
            "publish_scheduled", every=60, run=lambda: call_command("publish_scheduled")
        )
        health.register("cache", caches.answers)
        health.register("backup", taking.problem)
        periodic.register("backup", every=600, run=taking.take_if_due)
        backup.register_after_restore("signs_of_life", recovery.forget_signs_of_life)
        periodic.register("heartbeat", every=30, run=health.beat)
        periodic.register("clear_sessions", every=3600, run=lambda: call_command("clearsessions"))
        periodic.register("purge_counted", every=3600, run=counting.purge)
        checklist.register("backup", backup_checklist.find, order=40)
