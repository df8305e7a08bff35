"""Running the site. This room knows no other: rooms above fill its registries in `ready`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpsConfig(AppConfig):
    name = "ops"
    verbose_name = _("Operations")

    def ready(self) -> None:
        from django.conf import settings
        from django.core.management import call_command

        from ops import backup, counting, health
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
        from ops.checklist import Finder, todo_finders
        from ops.mail import queue
        from ops.page_cache import changes, unseen, warm
        from ops.page_cache import site as page_cache
        from ops.visits import counts
        from ops.web import caches, media_types
        from ops.worker.jobs import Job, jobs

        media_types.register()
        addresses.watch()
        known_devices.watch()
        session_limits.watch()
        api_tokens.watch()
        password_reset.register()
        todo_finders.register("backup", Finder(backup_checklist.find, order=40))
        unseen.register()
        if settings.PAGE_CACHE:
            changes.watch(page_cache.generation())
            jobs.register("page_cache", Job(2, lambda: warm.warmer().run()))
        health.checks.register("mail_queue", queue.overdue)
        health.checks.register("cache", caches.answers)
        health.checks.register("backup", taking.problem)
        backup.after_restore.register("mail_queue", stale_rows.forget_queued_mails)
        backup.after_restore.register("signs_of_life", stale_rows.forget_signs_of_life)
        for name, every, run in (
            ("mail_queue", 2, queue.send_due),
            ("guesses", 3600, guesses.purge),
            ("publish_scheduled", 60, lambda: call_command("publish_scheduled")),
            ("backup", 600, taking.take_if_due),
            ("heartbeat", 30, health.beat),
            ("clear_sessions", 3600, lambda: call_command("clearsessions")),
            ("purge_counted", 3600, counting.purge),
            ("purge_visits", 3600, counts.purge),
        ):
            jobs.register(name, Job(every, run))
