"""The owner's inbox: what came in, how old it is, whether the mails left, and what to do."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.models import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from contact import abuse, delivery, intake
from contact.models import Delivery, Inquiry, Note

# By hand an inquiry is moved through its life; in and out of quarantine has its own buttons.
State = Delivery.State
STATUSES = [(value, label) for value, label in Inquiry.Status.choices if value != "quarantined"]


class InquiryPermissionPolicy(ModelPermissionPolicy):
    """Inquiries come from the form: nobody adds one by hand, whatever their permissions."""

    def user_has_permission(self, user: AbstractBaseUser | AnonymousUser, action: str) -> bool:
        return action != "add" and super().user_has_permission(user, action)


class InquiryFilterSet(WagtailFilterSet):
    mail = ChoiceFilter(
        field_name="deliveries__state",
        choices=Delivery.State.choices,
        label=gettext_lazy("Mail"),
        distinct=True,
    )

    class Meta:
        model = Inquiry
        fields = ("status", "service")


class NoteForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ("body",)
        labels = {"body": gettext_lazy("Add a note")}
        help_texts = {"body": gettext_lazy("Clients never see it.")}
        widgets = {"body": forms.Textarea({"rows": 3})}


def age(inquiry: Inquiry) -> str:
    """How long ago the inquiry came in, in the largest unit: "3 days"."""
    return timesince(inquiry.created_at, depth=1)


def mail_state(inquiry: Inquiry) -> str:
    """The worst state among the deliveries: a failed mail must not hide behind a sent one."""
    states = {item.state for item in inquiry.deliveries.all()}
    for state in (State.FAILED, State.PENDING, State.SENT, State.SKIPPED):
        if state in states:
            return str(state.label)
    return "–"


class InboxIndexView(IndexView):
    """The list. A fixed number of queries, however many inquiries there are."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("deliveries")


class InboxInspectView(InspectView):
    """One inquiry: everything the client answered, and the owner's few actions as POSTs."""

    template_name = "contact/inbox/inquiry.html"
    page_title = gettext_lazy("Inquiry")
    any_permission_required = ["change", "view"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.user_has_permission("change"):
            raise PermissionDenied
        match request.POST.get("action"):
            case "status":
                self._set_status(request.POST.get("status", ""))
            case "note":
                form = NoteForm(request.POST)
                if not form.is_valid():
                    return self.render_to_response(self.get_context_data(note_form=form))
                Note.objects.create(
                    inquiry=self.object,
                    author_id=request.user.pk,
                    body=form.cleaned_data["body"],
                )
                messages.success(request, _("Your note is kept."))
            case "release":
                intake.release(self.object)
                messages.success(request, _("Taken out of quarantine. Its mails are leaving now."))
            case "resend":
                chosen = self.object.deliveries.all()
                if request.POST.get("delivery", "").isdecimal():
                    chosen = chosen.filter(pk=request.POST["delivery"])
                if delivery.resend(chosen):
                    messages.success(request, _("It will be tried again at once."))
                else:
                    messages.warning(request, _("Nothing to send again, or it is leaving now."))
        return HttpResponseRedirect(request.path)

    def _set_status(self, status: str) -> None:
        if status not in dict(STATUSES) or self.object.is_quarantined:
            messages.error(self.request, _("This status does not exist."))
            return
        self.object.status = status
        self.object.save(update_fields=["status"])
        messages.success(
            self.request,
            _("The status is now “%(status)s”.") % {"status": self.object.get_status_display()},
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inquiry = self.object
        return super().get_context_data(
            **{"note_form": NoteForm()} | kwargs,
            inquiry=inquiry,
            messages_of_client=inquiry.messages.all(),
            reasons=[abuse.REASONS.get(name, name) for name in inquiry.quarantine_reasons],
            notes=inquiry.notes.select_related("author"),
            deliveries=inquiry.deliveries.all(),
            can_change=self.user_has_permission("change"),
            statuses=STATUSES,
            now=timezone.now(),
        )


class InquiryViewSet(ModelViewSet):
    """Registers the inbox in the admin."""

    model = Inquiry
    name = "inquiries"
    url_prefix = "inquiries"
    icon = "mail"
    menu_label = gettext_lazy("Inquiries")
    menu_order = 50
    add_to_admin_menu = True
    inspect_view_enabled = True
    inspect_view_class = InboxInspectView
    index_view_class = InboxIndexView
    filterset_class = InquiryFilterSet
    form_fields = ("status",)
    search_fields = ("reference", "name", "email", "organisation", "messages__body")
    search_backend_name = None
    ordering = "-created_at"
    list_per_page = 50

    @cached_property
    def list_display(self) -> list[Column]:
        return [
            TitleColumn(
                "name", label=gettext_lazy("From"), url_name="inquiries:inspect", sort_key="name"
            ),
            Column("organisation", label=gettext_lazy("Organisation")),
            Column("service_title", label=gettext_lazy("Service")),
            StatusTagColumn(
                "get_status_display",
                label=gettext_lazy("Status"),
                sort_key="status",
                primary=lambda inquiry: inquiry.status == Inquiry.Status.NEW,
            ),
            Column("mails", label=gettext_lazy("Mails"), accessor=mail_state),
            Column("age", label=gettext_lazy("Age"), accessor=age, sort_key="created_at"),
        ]

    @property
    def permission_policy(self) -> InquiryPermissionPolicy:
        return InquiryPermissionPolicy(self.model)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Only what an inbox needs: no adding, no editing of what a client wrote."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("delete/<int:pk>/", self.delete_view, name="delete"),
        ]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(**kwargs) | {"add_url_name": "", "edit_url_name": ""}

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_inspect_view_kwargs(**kwargs) | {"edit_url_name": ""}

    def get_delete_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_delete_view_kwargs(**kwargs) | {"usage_url_name": None}
