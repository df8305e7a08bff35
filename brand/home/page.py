"""The home page: the owner's biography as a dialogue with the visitor."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.images.api.fields import ImageRenditionField
from wagtail.search import index

from brand.core.base_page import BasePage
from brand.core.outline import Outline
from brand.home.blocks import DialogueBlock
from brand.home.permissions import HomePagePermissions
from brand.interview.page import InterviewPage
from brand.text.rich_text import SHORT_FEATURES


class HomePage(BasePage):
    """A first screen (question, headline, portrait), then turns in the owner's order."""

    opening_question = models.CharField(
        _("first question"),
        max_length=120,
        help_text=_("What a visitor wants to know first, such as “What do you do, exactly?”"),
    )
    headline = models.CharField(
        _("headline"),
        max_length=160,
        help_text=_("Your answer in one short sentence. It is shown very large."),
    )
    short_bio = RichTextField(
        _("short biography"),
        features=SHORT_FEATURES,
        help_text=_("Two or three sentences: who you are and who you work for."),
    )
    portrait = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "It stands on the lower edge of the first screen. Upright pictures fit best; open the "
            "picture and frame the face as its focal area, so that no cut misses it. Without a "
            "portrait, a figure is drawn from your initials (Settings → Identity)."
        ),
    )
    availability = models.CharField(
        _("availability"),
        max_length=160,
        blank=True,
        help_text=_("For example, “Available from March”. If left empty, nothing is shown."),
    )
    footer_text = RichTextField(
        _("footer"),
        features=SHORT_FEATURES,
        blank=True,
        help_text=_(
            "A line or two at the foot of every page in this language, such as where you work. "
            "Channels are chosen on the contact page, one by one."
        ),
    )
    turns = StreamField(
        DialogueBlock(),
        verbose_name=_("dialogue"),
        blank=True,
        help_text=_("Each turn is a question and your answer. Drag them into your order."),
    )

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("opening_question"),
                FieldPanel("headline", widget=forms.Textarea({"rows": 2})),
                FieldPanel("short_bio"),
                FieldPanel("portrait"),
                FieldPanel("availability"),
            ],
            heading=_("First screen"),
        ),
        FieldPanel("turns"),
        FieldPanel("footer_text"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("headline"),
        index.SearchField("short_bio"),
        index.SearchField("turns"),
    ]
    api_fields = [
        *BasePage.api_fields,
        APIField("opening_question"),
        APIField("headline"),
        APIField("short_bio"),
        APIField("portrait", serializer=ImageRenditionField("max-1200x1600|format-jpeg")),
        APIField("availability"),
        APIField("turns"),
        APIField("footer_text"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "brand.InterviewPage",
        "brand.StandardPage",
        "brand.LegalNoticePage",
        "brand.PrivacyPage",
        "services.ServiceIndexPage",
        "contact.ContactPage",
    ]
    # One for each language of the site.
    max_count = len(settings.LANGUAGES)

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def permissions_for_user(self, user: Any) -> HomePagePermissions:
        return HomePagePermissions(user, self)

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Answer 404 if the home page is offline, except to a POST.

        A form that a visitor has already opened can still be sent.
        """
        if not self.live and request.method != "POST":
            raise Http404
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        outline = Outline.of(request)
        below = [page for page in outline.below(self) if outline.is_listed(page)]
        # Two are enough to know that there are several; interviews link to each other.
        context["interviews"] = outline.of_type(InterviewPage, below)[:2]
        return context
