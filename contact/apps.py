"""The contact room: channels, and inquiries from intake to archive."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    name = "contact"
    verbose_name = _("Contact")

    def ready(self) -> None:
        from brand.interview_import.channel_receivers import channel_receivers
        from contact import checklist
        from contact.inquiries import audit, restore, retention, throttle
        from contact.mail import delivery
        from contact.page import channel_import
        from ops import health
        from ops.checklist import Finder, todo_finders
        from ops.page_cache.unseen import Unseen, unseen
        from ops.worker.jobs import Job, jobs

        jobs.register("deliver", Job(every=2, run=delivery.deliver_due))
        jobs.register("purge", Job(every=3600, run=retention.purge))
        jobs.register("purge_senders", Job(every=3600, run=throttle.purge))
        health.checks.register("deliveries", delivery.overdue)
        health.checks.register("worker", delivery.unattended)
        unseen.register(
            "inquiries, and what belongs to them",
            Unseen(
                frozenset(
                    {
                        "contact_inquiry",
                        "contact_message",
                        "contact_note",
                        "contact_delivery",
                        "contact_idempotencykey",
                        "contact_recentsender",
                    }
                )
            ),
        )
        audit.watch_deletions()
        restore.register()
        channel_receivers.register("contact", channel_import.receive_channels)
        todo_finders.register("contact", Finder(checklist.find, order=30))
