"""Pages of plain text, and the two pages that the law requires."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index

from brand.core.base_page import BasePage
from brand.core.blocks import ProseBlock


class ProsePage(BasePage):
    """Abstract: an introduction and a body of text blocks."""

    intro = models.TextField(
        _("introduction"), blank=True, help_text=_("One or two sentences under the title.")
    )
    body = StreamField(
        ProseBlock(),
        verbose_name=_("text"),
        blank=True,
        help_text=_("Paragraphs, pictures and quotes, in your order."),
    )

    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
    ]
    api_fields = [*BasePage.api_fields, APIField("intro"), APIField("body")]
    subpage_types: list[str] = []

    class Meta:
        abstract = True


class StandardPage(ProsePage):
    """A page for anything else."""

    parent_page_types = ["brand.HomePage", "brand.StandardPage"]
    subpage_types = ["brand.StandardPage"]

    class Meta:
        verbose_name = _("text page")
        verbose_name_plural = _("text pages")


class LegalNoticePage(ProsePage):
    """Legal notice (mentions légales, LCEN). The publisher's details come from the settings."""

    content_panels = [
        HelpPanel(
            content=_(
                "Who publishes and hosts the site is taken from Settings → Publisher. "
                "What you write here appears below it. A lawyer should read this page."
            )
        ),
        *ProsePage.content_panels,
    ]
    parent_page_types = ["brand.HomePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("legal notice")
        verbose_name_plural = _("legal notices")


class PrivacyPage(ProsePage):
    """Privacy notice (GDPR, article 13). The retention period comes from the settings."""

    content_panels = [
        HelpPanel(
            content=_(
                "Who is responsible is taken from Settings → Publisher, and how long "
                "inquiries are kept from Settings → Inquiries. What you write here "
                "appears below it. A lawyer should read this page."
            )
        ),
        *ProsePage.content_panels,
    ]
    parent_page_types = ["brand.HomePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("privacy page")
        verbose_name_plural = _("privacy pages")
