"""The contact room: channels, and inquiries from intake to archive."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    name = "contact"
    verbose_name = _("Contact")

    def ready(self) -> None:
        from brand.hooks import channel_receiver
        from contact import checklist
        from contact.inquiries import audit, restore, retention, throttle
        from contact.mail import delivery
        from contact.page import channel_import
        from ops import checklist as registry
        from ops import health
        from ops.worker import periodic

        periodic.register("deliver", every=2, run=delivery.deliver_due)
        periodic.register("purge", every=3600, run=retention.purge)
        periodic.register("purge_senders", every=3600, run=throttle.purge)
        health.register("deliveries", delivery.overdue)
        health.register("worker", delivery.unattended)
        audit.watch_deletions()
        restore.register()
        channel_receiver(channel_import.receive_channels)
        registry.register("contact", checklist.find, order=30)
