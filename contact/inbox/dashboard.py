"""Panels of the dashboard: inquiries to answer, and trouble with mail."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from wagtail.admin.ui.components import Component

from contact.inbox import mail_views
from contact.inquiries.models import Inquiry
from contact.mail import delivery
from ops import health
from ops.mail.outgoing import mail_folder, mail_leaves_this_machine


class MailPanel(Component):
    """Warns while mails go to files, failed or wait, or no worker is running; sends a test."""

    name = "mail"
    template_name = "contact/inbox/mail_panel.html"

    def __init__(self) -> None:
        self.troubles = {
            "failed": delivery.failed().count(),
            # Without a mail server none leaves at all; the panel says so elsewhere.
            "held_back": delivery.held_back().count() if mail_leaves_this_machine() else 0,
            "worker_is_silent": health.worker_is_silent(),
        }
        self.all_is_well = mail_leaves_this_machine() and not any(self.troubles.values())

    @property
    def order(self) -> int:
        """Place the panel first when something is wrong, else last."""
        return 900 if self.all_is_well else 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        return self.troubles | {
            "panel_id": "mail-works" if self.all_is_well else "mail-panel",
            "all_is_well": self.all_is_well,
            "mail_leaves": mail_leaves_this_machine(),
            "mail_folder": mail_folder(),
            "mail_server": settings.EMAIL_HOST,
            "mail_sender": settings.DEFAULT_FROM_EMAIL,
            "may_send": mail_views.may_send(user),
            "request": parent_context["request"],
            "user": user,
            "csrf_token": parent_context.get("csrf_token"),
        }


class InquiriesPanel(Component):
    """The inquiries that wait for an answer, the earliest `reply_by` on top."""

    name = "inquiries"
    order = 20
    template_name = "contact/inbox/inquiries_panel.html"
    SHOWN = 5

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        waiting = Inquiry.objects.filter(status__in=Inquiry.WAITING).defer("search_text")
        return {
            "inquiries": waiting.order_by("reply_by", "created_at")[: self.SHOWN],
            "count": waiting.count(),
            "quarantined": Inquiry.objects.filter(status=Inquiry.Status.QUARANTINED).count(),
        }
