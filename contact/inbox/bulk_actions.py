"""Several inquiries at once: into quarantine, and out of it with their mails."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_list_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.views.bulk_action import BulkAction

from contact.inquiries.models import Inquiry
from contact.inquiries.permissions import CHANGE, forbidden, may
from contact.inquiries.quarantine import quarantine, release


class InquiryBulkAction(BulkAction):
    """The common part of both actions: permission, selection and confirmation."""

    models = [Inquiry]
    template_name = "contact/inbox/bulk.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may(request.user, CHANGE):
            return forbidden(request)
        return super().dispatch(request, *args, **kwargs)

    def check_perm(self, obj: Inquiry) -> bool:
        return may(self.request.user, CHANGE)

    @classmethod
    def get_queryset(cls, model: type[Inquiry], object_ids: list[str]) -> list[Inquiry]:
        """Return exactly the chosen inquiries; 404 for none.

        "all" is ignored: Wagtail takes it for all inquiries that exist, whatever the filter.
        """
        chosen = [each for each in object_ids if each.isdecimal() and len(each) < 19]
        return get_list_or_404(model.objects.all(), pk__in=chosen)

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> list[str]:
        return []

    @classmethod
    def execute_action(cls, objects: list[Inquiry], **kwargs: Any) -> tuple[int, int]:
        return sum(cls.act(inquiry) for inquiry in objects), 0

    @classmethod
    def act(cls, inquiry: Inquiry) -> bool:
        """Act on one inquiry; return False if there was nothing to do."""
        raise NotImplementedError

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        if not num_parent_objects:
            return _("Nothing had to be changed.")
        return self.told(num_parent_objects) % {"count": num_parent_objects}

    def told(self, count: int) -> str:
        """Return the message of success, with a place for the count."""
        raise NotImplementedError


class MarkAsSpam(InquiryBulkAction):
    display_name = gettext_lazy("Mark as spam")
    action_type = "spam"
    aria_label = gettext_lazy("Mark the chosen inquiries as spam")
    action_priority = 10
    question = gettext_lazy("Put these inquiries into quarantine?")
    consequence = gettext_lazy(
        "Their e-mails that have not been sent wait there. You can take them out "
        "again; after the number of days set in Settings → Inquiries, they are deleted."
    )
    yes = gettext_lazy("Yes, this is spam")

    @classmethod
    def act(cls, inquiry: Inquiry) -> bool:
        return quarantine(inquiry)

    def told(self, count: int) -> str:
        return ngettext(
            "%(count)d inquiry is in quarantine now.",
            "%(count)d inquiries are in quarantine now.",
            count,
        )


class NotSpam(InquiryBulkAction):
    display_name = gettext_lazy("Not spam")
    action_type = "not_spam"
    aria_label = gettext_lazy("Take the chosen inquiries out of quarantine")
    action_priority = 20
    question = gettext_lazy("Take these inquiries out of quarantine?")
    consequence = gettext_lazy(
        "E-mails that waited there are sent at once: the announcement to you, and the "
        "acknowledgement to each client."
    )
    yes = gettext_lazy("Yes, let them in")

    @classmethod
    def act(cls, inquiry: Inquiry) -> bool:
        return release(inquiry)

    def told(self, count: int) -> str:
        return ngettext(
            "%(count)d inquiry was taken out of quarantine.",
            "%(count)d inquiries were taken out of quarantine.",
            count,
        )
