"""A chooser that lists the pages of one type, in the language of the page being edited.

Wagtail's own chooser walks the whole page tree, in which only a few pages can be chosen. The
dialog's views are in `brand.editor.page_chooser_views`, which models cannot import.
"""

from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.admin.widgets import BaseChooser
from wagtail.models import Page

NAME = "page_list_chooser"


class LanguageMark(Panel):
    """A panel without content, which tells choosers the page's language (`PageListWidget`)."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "brand/language_mark.html"

        def show_panel_furniture(self) -> bool:
            return False


class PageListWidget(BaseChooser):
    """A form field whose dialog lists all pages of `page_type` ("services.ServicePage")."""

    model = "wagtailcore.Page"
    icon = "doc-empty-inverse"
    choose_one_text = _("Choose from the list")
    choose_another_text = _("Choose another")
    link_to_chosen_text = _("Edit this page")
    chooser_modal_url_name = f"{NAME}:choose"
    linked_fields = {"locale": "[data-page-language]"}

    def __init__(self, page_type: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.page_type = page_type

    def get_chooser_modal_url(self) -> str:
        return f"{super().get_chooser_modal_url()}?{urlencode({'page_type': self.page_type})}"

    def get_display_title(self, instance: Page) -> str:
        return instance.get_admin_display_title()
