"""The owner's inbox: what came in, how old it is, whether the mails left, and what to do."""

import logging
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import Any

from django import forms
from django.contrib import messages
from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import (
    BaseColumn,
    BulkActionsCheckboxColumn,
    Column,
    StatusTagColumn,
    TitleColumn,
)
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.models import DeleteView, IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import ModelLogEntry

from contact.export import stream
from contact.inbox.menu import InboxMenuItem
from contact.inquiries import audit, search
from contact.inquiries.models import Delivery, Inquiry, Note
from contact.inquiries.permissions import (
    CHANGE,
    DELETE,
    READ,
    InquiryPermissionPolicy,
    forbidden,
    may,
    only,
)
from contact.inquiries.quarantine import REASONS, quarantine, release
from contact.mail import delivery
from ops.mail.outgoing import mail_leaves_this_machine

logger = logging.getLogger(__name__)

# By hand an inquiry is moved through its life; in and out of quarantine has its own buttons.
State = Delivery.State
STATUSES = [(value, label) for value, label in Inquiry.Status.choices if value != "quarantined"]


class InquiryFilterSet(WagtailFilterSet):
    mail = ChoiceFilter(
        method="with_mail", choices=Delivery.State.choices, label=gettext_lazy("E-mails")
    )

    class Meta:
        model = Inquiry
        fields = ("status", "service")

    def with_mail(self, queryset: Any, name: str, value: str) -> Any:
        """Return those of which a mail has this state. A join would have to be made distinct."""
        return queryset.filter(Exists(Delivery.objects.filter(inquiry=OuterRef("pk"), state=value)))


class NoteForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ("body",)
        labels = {"body": gettext_lazy("Add a note")}
        help_texts = {"body": gettext_lazy("Clients never see it.")}
        error_messages = {"body": {"required": gettext_lazy("Write the note first.")}}
        widgets = {"body": forms.Textarea({"rows": 3})}


def age(inquiry: Inquiry) -> str:
    """Return the age of the inquiry in its largest unit: "3 days"."""
    return timesince(inquiry.created_at, depth=1)


def mail_state(inquiry: Inquiry) -> str:
    """Return the worst state of its mails: a failed one must not hide behind a sent one."""
    states = {item.state for item in inquiry.deliveries.all()}
    for state in (State.FAILED, State.PENDING, State.KEPT, State.SENT, State.SKIPPED):
        if state in states:
            return str(state.label)
    return "–"


class ReplyByColumn(Column):
    """The day by which a waiting client was told to expect an answer."""

    cell_template_name = "contact/inbox/reply_by_cell.html"


class InboxIndexView(IndexView):
    """The list, and what it shows as a file. A fixed number of queries for any number of rows."""

    template_name = "contact/inbox/list.html"
    # In place of Wagtail's own writers, whose CSV has formulas and which hold all in memory.
    FORMATS = tuple(stream.FORMATS)

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("deliveries").defer("search_text")

    def order_queryset(self, queryset: Any) -> Any:
        """Order by the chosen column; those that are equal as they came, in the same direction.

        An order that leaves some open could show one on two pages, and another on none.
        """
        sign = "-" if self.ordering.startswith("-") else ""
        return queryset.order_by(*dict.fromkeys((self.ordering, f"{sign}created_at", f"{sign}pk")))

    def search_queryset(self, queryset: Any) -> Any:
        return search.matching(queryset, self.search_query or "")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        chosen = BulkActionsCheckboxColumn("bulk_actions", obj_type="inquiry")
        columns: list[BaseColumn] = super().columns
        return [chosen, *columns] if may(self.request.user, CHANGE) else columns

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"can_change": may(self.request.user, CHANGE)}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.is_export:
            return super().get(request, *args, **kwargs)
        try:
            return self._download(request.GET["export"])
        except (DatabaseError, OSError) as error:
            logger.error("an export failed: %s", type(error).__name__)
            again = {"again": request.get_full_path(), "back": self.index_url}
            return render(request, "contact/inbox/not_exported.html", again, status=503)

    def _download(self, kind: str) -> FileResponse:
        """Return the chosen inquiries as a file, complete before the first byte is sent."""
        name = f"inquiries-{timezone.localdate()}.{kind}"
        with ExitStack() as stack:
            file = stack.enter_context(TemporaryFile())
            keys = stream.write(self.get_queryset(), kind, file)
            audit.exported(self.request.user, keys, name, self._chosen())
            file.seek(0)
            stack.pop_all()  # the response closes it
        return FileResponse(
            file, as_attachment=True, filename=name, content_type=stream.FORMATS[kind]
        )

    def _chosen(self) -> list[str]:
        """Return the filters in words, without those of a search, which may be a client's name."""
        chosen = [
            _("%(field)s: %(value)s") % {"field": each.field_label, "value": each.value}
            for each in self.active_filters
        ]
        return [*chosen, _("a search")] if self.search_query else chosen

    def get_export_url(self, format: str) -> str:
        """Return the address that downloads the whole list as it is filtered now."""
        query = self.request.GET.copy()
        for name in ("p", "_w_filter_fragment"):
            query.pop(name, None)
        query["export"] = format
        return f"{self.index_url}?{query.urlencode()}"

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [
            Button(
                _("Download %(format)s") % {"format": kind.upper()},
                url=self.get_export_url(kind),
                icon_name="download",
                priority=10 * place,
            )
            for place, kind in enumerate(stream.FORMATS)
        ]


def full_name(inquiry: Inquiry) -> str:
    """Return the title of an inquiry on the owner's screens."""
    return f"{inquiry.name} · {inquiry.reference}"


class InboxInspectView(InspectView):
    """One inquiry: everything the client answered, and the owner's few actions as POSTs."""

    template_name = "contact/inbox/inquiry.html"
    page_title = gettext_lazy("Inquiry")
    any_permission_required = list(READ)

    def get_page_subtitle(self) -> str:
        return full_name(self.object)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        history = Button(
            _("History"),
            url=reverse("inquiries:history", args=(self.object.pk,)),
            icon_name="history",
            priority=10,
        )
        return [history, *super().header_more_buttons]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        audit.record(self.object, audit.READ)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may(request.user, CHANGE):
            return forbidden(request)
        match request.POST.get("action"):
            case "status":
                self._set_status(request.POST.get("status", ""))
            case "note":
                form = NoteForm(request.POST)
                if not form.is_valid():
                    return self.render_to_response(self.get_context_data(note_form=form))
                with transaction.atomic():
                    Note.objects.create(
                        inquiry=self.object,
                        author_id=request.user.pk,
                        body=form.cleaned_data["body"],
                    )
                    search.refresh(self.object)
                    audit.record(self.object, audit.NOTE)
                messages.success(request, _("Your note is saved."))
            case "release":
                release(self.object)
                leaving = mail_leaves_this_machine() and self._mails_wait()
                messages.success(
                    request,
                    _("Taken out of quarantine. Its e-mails are being sent now.")
                    if leaving
                    else _("Taken out of quarantine."),
                )
            case "quarantine":
                quarantine(self.object)
                messages.success(
                    request,
                    _("Put into quarantine. Its e-mails wait there.")
                    if self._mails_wait()
                    else _("Put into quarantine."),
                )
            case "resend":
                chosen = self.object.deliveries.all()
                if request.POST.get("delivery", "").isdecimal():
                    chosen = chosen.filter(pk=request.POST["delivery"])
                with transaction.atomic():
                    resent = not self.object.is_quarantined and delivery.resend(chosen)
                    if resent:
                        audit.record(self.object, audit.RESEND)
                if resent:
                    messages.success(request, _("It will be tried again at once."))
                else:
                    messages.warning(request, _("Nothing to send again, or it is being sent now."))
        return HttpResponseRedirect(request.path)

    def _mails_wait(self) -> bool:
        """Return whether a mail of the inquiry has not left yet.

        A mail that the inquiry causes when it leaves quarantine counts.
        """
        mails = {item.kind: item.state for item in self.object.deliveries.all()}
        return not mails.keys() >= set(Delivery.ON_RECEIPT) or State.PENDING in mails.values()

    def _set_status(self, status: str) -> None:
        if status not in dict(STATUSES) or self.object.is_quarantined:
            messages.error(self.request, _("This status does not exist."))
            return
        before, self.object.status = self.object.status, status
        with transaction.atomic():
            self.object.save(update_fields=["status"])
            audit.record(self.object, audit.STATUS, before=before, after=status)
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
            reasons=[REASONS.get(name, name) for name in inquiry.quarantine_reasons],
            notes=inquiry.notes.select_related("author"),
            deliveries=inquiry.deliveries.all(),
            mails_wait=inquiry.is_quarantined and self._mails_wait(),
            can_change=may(self.request.user, CHANGE),
            statuses=STATUSES,
            now=timezone.now(),
        )


class InboxDeleteView(DeleteView):
    """Deletes one inquiry; contact.inquiries.audit logs it."""

    def get_page_subtitle(self) -> str:
        return full_name(self.object)

    def delete_action(self) -> None:
        # Wagtail's own action would leave a second entry.
        self.object.delete()


class InboxHistoryView(HistoryView):
    """The log of one inquiry, with the exports that it was in."""

    any_permission_required = list(READ)
    header_buttons: list[Button] = []

    def get_base_queryset(self) -> Any:
        exports = ModelLogEntry.objects.filter(pk__in=audit.exports_of(self.object))
        return super().get_base_queryset() | exports

    def get_page_subtitle(self) -> str:
        return full_name(self.object)


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
    delete_view_class = InboxDeleteView
    history_view_class = InboxHistoryView
    filterset_class = InquiryFilterSet
    form_fields = ("status",)
    search_fields = ("search_text",)  # how: InboxIndexView.search_queryset
    search_backend_name = None
    menu_item_class = InboxMenuItem
    ordering = "-created_at"
    list_per_page = 50

    @cached_property
    def list_display(self) -> list[Column]:
        return [
            TitleColumn(
                "name",
                label=gettext_lazy("From"),
                url_name="inquiries:inspect",
                sort_key="name",
                get_title_id=lambda inquiry: f"inquiry_{inquiry.pk}_title",
            ),
            Column(
                "organisation",
                label=gettext_lazy("Organisation"),
                classname="v-inbox-organisation",
            ),
            Column("service_title", label=gettext_lazy("Service")),
            ReplyByColumn("reply_by", label=gettext_lazy("Answer by"), sort_key="reply_by"),
            StatusTagColumn(
                "get_status_display",
                label=gettext_lazy("Status"),
                sort_key="status",
                primary=lambda inquiry: inquiry.status == Inquiry.Status.NEW,
            ),
            Column(
                "mails",
                label=gettext_lazy("E-mails"),
                accessor=mail_state,
                classname="v-inbox-mails",
            ),
            Column(
                "age",
                label=gettext_lazy("Age"),
                accessor=age,
                sort_key="created_at",
                classname="v-inbox-age",
            ),
        ]

    @property
    def permission_policy(self) -> InquiryPermissionPolicy:
        return InquiryPermissionPolicy(self.model)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Only what an inbox needs: no adding, no editing of what a client wrote."""
        return [
            path("", only(READ, self.index_view), name="index"),
            path("results/", only(READ, self.index_results_view), name="index_results"),
            path("inspect/<int:pk>/", only(READ, self.inspect_view), name="inspect"),
            path("history/<int:pk>/", only(READ, self.history_view), name="history"),
            path(
                "history/<int:pk>/results/",
                only(READ, self.history_results_view),
                name="history_results",
            ),
            path("delete/<int:pk>/", only(DELETE, self.delete_view), name="delete"),
        ]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(**kwargs) | {"add_url_name": "", "edit_url_name": ""}

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_inspect_view_kwargs(**kwargs) | {"edit_url_name": ""}

    def get_history_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_history_view_kwargs(**kwargs) | {"edit_url_name": "inquiries:inspect"}

    @property
    def url_finder_class(self) -> type[ModelAdminURLFinder]:
        """Return the finder by which reports link to an inquiry: it has no form to edit it."""
        return type(
            "InboxURLFinder", (ModelAdminURLFinder,), {"edit_url_name": "inquiries:inspect"}
        )

    def get_delete_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_delete_view_kwargs(**kwargs) | {"usage_url_name": None}
