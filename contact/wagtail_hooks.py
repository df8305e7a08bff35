"""Contact in the admin: the inbox and its panels on the dashboard."""

from django.http import HttpRequest
from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.permissions import register_permission_policy

from contact import mail_admin
from contact.dashboard import InquiriesPanel, MailPanel
from contact.inbox import InquiryPermissionPolicy, InquiryViewSet
from contact.models import Inquiry

register_permission_policy(Inquiry, InquiryPermissionPolicy(Inquiry))


@hooks.register("register_admin_viewset")
def register_inbox() -> InquiryViewSet:
    return InquiryViewSet()


@hooks.register("construct_homepage_panels")
def add_dashboard_panels(request: HttpRequest, panels: list[Component]) -> None:
    if not InquiryPermissionPolicy(Inquiry).user_has_permission(request.user, "view"):
        return
    panels[:0] = [MailPanel(), InquiriesPanel()]


@hooks.register("register_admin_urls")
def mail_urls() -> list[URLPattern]:
    return mail_admin.urls()
