"""Contact in the admin: the inbox and its panels on the dashboard."""

from django.http import HttpRequest
from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.permissions import register_permission_policy

from contact.inbox import mail_views
from contact.inbox.bulk_actions import MarkAsSpam, NotSpam
from contact.inbox.dashboard import InquiriesPanel, MailPanel
from contact.inbox.views import InquiryViewSet
from contact.inquiries import audit
from contact.inquiries.models import Inquiry
from contact.inquiries.permissions import READ, InquiryPermissionPolicy, may

register_permission_policy(Inquiry, InquiryPermissionPolicy(Inquiry))


@hooks.register("register_admin_viewset")
def register_inbox() -> InquiryViewSet:
    return InquiryViewSet()


@hooks.register("construct_homepage_panels")
def add_dashboard_panels(request: HttpRequest, panels: list[Component]) -> None:
    if not may(request.user, READ):
        return
    panels[:0] = [MailPanel(), InquiriesPanel()]


@hooks.register("register_admin_urls")
def mail_urls() -> list[URLPattern]:
    return mail_views.urls()


hooks.register("register_bulk_action", MarkAsSpam)
hooks.register("register_bulk_action", NotSpam)
hooks.register("register_log_actions", audit.register_actions)
