"""The contact page: channels, and the form, which is rendered fresh at each request."""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from brand.core.htmx import VARY
from brand.core.link_panel import LinkPanel
from brand.models import BasePage
from brand.text.rich_text import SHORT_FEATURES
from contact.form import page_interface, views
from contact.form.page_interface import FormPage
from contact.page import channel_kinds
from ops.visits.page_mark import unmark

# The scheme of an address, which says nothing to a reader.
_SCHEME = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)


class ContactPage(RoutablePageMixin, BasePage):
    """A page with channels and the inquiry form, whose views are in `contact.form.views`."""

    question = models.CharField(
        _("question"),
        max_length=120,
        help_text=_("The heading above the form, in the visitor’s voice."),
    )
    intro = RichTextField(
        _("introduction"),
        features=SHORT_FEATURES,
        blank=True,
        help_text=_("What happens after somebody wrote, in your words."),
    )

    allowed_http_methods = [*BasePage.allowed_http_methods, "POST"]

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("question"),
        FieldPanel("intro"),
        InlinePanel("channels", heading=_("Channels"), label=_("Channel")),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]
    api_fields = [
        *BasePage.api_fields,
        APIField("question"),
        APIField("intro"),
        APIField("channels"),
    ]
    parent_page_types = ["brand.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    offline_consequence = _(
        "it is no longer there, nor are the buttons that lead here: nobody can write to you from"
        " the site in this language."
    )

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.redirect_to_own_language(request) or super().serve(request, *args, **kwargs)

    @path("", name="form")
    def form_view(self, request: HttpRequest) -> HttpResponse:
        return _fresh(views.inquiry_form(request, self))

    @path(page_interface.CHANGE_SERVICE, name="change_service")
    def change_service_view(self, request: HttpRequest) -> HttpResponse:
        return self._action(views.change_service, request)

    @path(page_interface.SUGGEST_EMAIL, name="suggest_email")
    def suggest_email_view(self, request: HttpRequest) -> HttpResponse:
        return self._action(views.suggest_email, request)

    @path(page_interface.ACCEPT_EMAIL, name="accept_email")
    def accept_email_view(self, request: HttpRequest) -> HttpResponse:
        return self._action(views.accept_email, request)

    def _action(
        self, view: Callable[[HttpRequest, FormPage], HttpResponse], request: HttpRequest
    ) -> HttpResponse:
        """Run the view of a button of the form.

        Whoever opens its address (a bookmark, a tab that is restored) is led to the form.
        """
        if request.method != "POST":
            return HttpResponseRedirect(self.get_url(request) or "/")
        return _fresh(view(request, self))

    def action_path(self, action: str) -> str:
        """Return the path of a button of the form: the `name` of a route above."""
        # A preview of a page that was never saved has no address yet.
        return f"{self.get_url() or '/'}{self.reverse_subpage(action)}"

    @path("merci/<path:receipt>/", name="merci")
    @path("thanks/<path:receipt>/", name="thanks")
    def thanks_view(self, request: HttpRequest, receipt: str) -> HttpResponse:
        unmark(request.META)  # its address stands for one inquiry
        return _fresh(views.thanks(request, self, receipt))

    def thanks_path(self, receipt: str) -> str:
        """Return the path of the thank-you page for a signed receipt, in this page's language."""
        name = "merci" if self.locale.language_code == "fr" else "thanks"
        return f"{self.get_url()}{self.reverse_subpage(name, args=[receipt])}"

    @cached_property
    def all_channels(self) -> list["ContactChannel"]:
        return list(self.channels.all())

    @cached_property
    def open_channels(self) -> list["ContactChannel"]:
        """Return the channels that are not archived, the preferred one first."""
        alive = [channel for channel in self.all_channels if not channel.archived]
        return sorted(alive, key=lambda channel: not channel.preferred)

    @cached_property
    def footer_channels(self) -> list["ContactChannel"]:
        """Return the open channels with a link that the owner wants at the foot of every page."""
        return [channel for channel in self.open_channels if channel.in_footer and channel.href]

    @cached_property
    def archived_channels(self) -> list["ContactChannel"]:
        return [channel for channel in self.all_channels if channel.archived]


def _fresh(response: HttpResponse) -> HttpResponse:
    """Keep `response` out of caches: a cached form would share its token between visitors."""
    add_never_cache_headers(response)
    response["Vary"] = VARY
    return response


class ContactChannel(TranslatableMixin, Orderable):
    """A way to reach the owner, or one that no longer exists and says so."""

    page = ParentalKey(ContactPage, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=channel_kinds.CHOICES,
        help_text=_("The address is checked for this kind."),
    )
    address = models.CharField(
        _("address"),
        max_length=300,
        help_text=_("An e-mail address, a telephone number, a web address, or a name as @name."),
    )
    label = models.CharField(
        _("label"),
        max_length=80,
        blank=True,
        help_text=_("What visitors read. If left empty, the address is shown."),
    )
    preferred = models.BooleanField(
        _("preferred"), default=False, help_text=_("The one on which you answer best.")
    )
    archived = models.BooleanField(
        pgettext_lazy("channel", "archived"),
        default=False,
        help_text=_(
            "The network is gone, or you have left it: shown for the record, without a link."
        ),
    )

    in_footer = models.BooleanField(
        _("in the footer"),
        default=True,
        help_text=_("Also at the foot of every page."),
    )

    panels = [
        FieldRowPanel([FieldPanel("kind"), LinkPanel("address")]),
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("preferred"), FieldPanel("archived"), FieldPanel("in_footer")]),
    ]
    api_fields = [
        APIField("kind"),
        APIField("address"),
        APIField("label"),
        APIField("href"),
        APIField("preferred"),
        APIField("archived"),
        APIField("in_footer"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("channel")
        verbose_name_plural = _("channels")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.address}"

    def clean(self) -> None:
        super().clean()
        if self.kind and self.address:
            try:
                channel_kinds.href_of(self.kind, self.address)
            except ValidationError as error:
                raise ValidationError({"address": error}) from error

    @property
    def href(self) -> str | None:
        """Return the link, or None for an archived channel or an address that is not valid."""
        if self.archived:
            return None
        try:
            return channel_kinds.href_of(self.kind, self.address)
        except ValidationError:
            return None

    @property
    def icon(self) -> str:
        return channel_kinds.KINDS[self.kind].icon

    @property
    def text(self) -> str:
        """Return the name of the channel in a list: its label, else the address without scheme."""
        shown = (self.label or self.address).strip()
        return _SCHEME.sub("", shown, count=1).rstrip("/")

    @property
    def is_profile(self) -> bool:
        return channel_kinds.KINDS[self.kind].is_profile
