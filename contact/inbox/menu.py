"""The way to the inbox in the admin's menu, with the number of new inquiries."""

from django.http import HttpRequest
from django.utils.translation import ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from contact.inquiries.models import Inquiry
from contact.inquiries.permissions import READ, may

MOST_NEW = 99  # what the badge has room for


class InboxMenuItem(MenuItem):
    """Shown to those who may read inquiries, at the price of one short query a page."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may(request.user, READ)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        shown = super().render_component(request)
        new = Inquiry.objects.filter(status=Inquiry.Status.NEW).count()
        if new:
            label = ngettext("%(count)d new inquiry", "%(count)d new inquiries", new)
            # Wagtail makes one item for all requests: its attributes stay as they are.
            shown.attrs = {
                **shown.attrs,
                "data-v-new": str(min(new, MOST_NEW)),
                "aria-label": f"{self.label}: {label % {'count': new}}",
            }
        return shown
