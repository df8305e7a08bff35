"""What the dashboard says about inquiries and mail: what to answer today, what is wrong."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from wagtail.admin.ui.components import Component

from contact.models import Delivery, Inquiry
from ops import health


def mail_leaves_this_machine() -> bool:
    """Whether mails go to a server, rather than to files or a console."""
    return settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")


class MailPanel(Component):
    """Warns while mails go to files, deliveries failed, or no worker is running."""

    name = "mail"
    order = 10
    template_name = "contact/inbox/mail_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "mail_leaves": mail_leaves_this_machine(),
            "mail_folder": getattr(settings, "EMAIL_FILE_PATH", ""),
            "failed": Delivery.objects.filter(state=Delivery.State.FAILED).count(),
            "worker_is_silent": health.worker_is_silent(),
        }


class InquiriesPanel(Component):
    """The inquiries that wait for an answer, the oldest first."""

    name = "inquiries"
    order = 20
    template_name = "contact/inbox/inquiries_panel.html"
    SHOWN = 5

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        waiting = Inquiry.objects.filter(status__in=[Inquiry.Status.NEW, Inquiry.Status.OPEN])
        return {
            "inquiries": waiting.order_by("created_at")[: self.SHOWN],
            "count": waiting.count(),
            "quarantined": Inquiry.objects.filter(status=Inquiry.Status.QUARANTINED).count(),
        }
