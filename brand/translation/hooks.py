"""The hooks that add translation to Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import BaseButton
from wagtail.models import Page

from brand.core.languages import spoken
from brand.translation import buttons, report, state, views
from brand.translation.editor import TranslatedPageViewSet


@hooks.register("register_admin_urls")
def translation_urls() -> list[URLPattern]:
    return views.urls()


@hooks.register("register_admin_viewset", order=1)  # after Wagtail's own, which this replaces
def translated_pages() -> TranslatedPageViewSet:
    return TranslatedPageViewSet()


@hooks.register("register_page_header_buttons")
def translate_header_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[BaseButton]:
    return buttons.buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def translate_listing_button(
    page: Page, user: Any, next_url: str | None = None
) -> Iterator[BaseButton]:
    return buttons.buttons(page, user)


@hooks.register("construct_page_listing_buttons")
def one_way_to_translate(found: list[Any], page: Page, user: Any, context: Any = None) -> None:
    found[:] = buttons.without_wagtails(found)


@hooks.register("register_reports_menu_item")
def report_menu_item() -> report.ReportMenuItem:
    return report.ReportMenuItem(
        _("Translations"), reverse("translation_report"), name="translations", icon_name="globe"
    )


@hooks.register("construct_homepage_panels")
def translations_panel(request: Any, panels: list[Component]) -> None:
    panels.append(report.TranslationsPanel(request))


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    actions.register_action(
        state.CHECKED, _("Check translation"), _("Translation compared, nothing to change")
    )


@hooks.register("after_publish_page")
def warn_of_copied_words(request: Any, page: Page) -> None:
    """Warn at once if a published page still has the text of the other language."""
    if page.live and state.one_state(page)[0] == state.State.UNTRANSLATED:
        messages.warning(
            request,
            _("“%(title)s” is online in %(language)s, but most of its text is not.")
            % {"title": page.title, "language": spoken(page.locale.language_code)},
        )
