"""Additions to Wagtail's admin: highlighter, topics, testimonials, import, checks, look."""

from collections.abc import Iterator
from typing import Any

import wagtail.admin.rich_text.editors.draftail.features as draftail_features
from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.functional import lazy
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button
from wagtail.models import Page, ReferenceIndex
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from brand.checklist import edit_url
from brand.core.example_panel import ExamplePanel
from brand.core.languages import written_in
from brand.core.page_links import PageLinks
from brand.demo import kept_views
from brand.editor import content_checks
from brand.editor.dashboard import PagesPanel
from brand.editor.page_chooser_views import PageListViewSet, page_list
from brand.editor.visits import VisitsPanel
from brand.home.page import HomePage
from brand.home.testimonial import Testimonial
from brand.interview import export_views
from brand.interview.page import InterviewPage
from brand.interview.topic import Topic
from brand.interview_import import entry_points, targets, urls
from brand.publishing import lists_online, main_button, offline_views, page_usage
from brand.text.rich_text import FOREIGN, MARK
from brand.translation import hooks as translation_hooks  # noqa: F401  (registers itself)

# The style of the admin: the brand first, then a sheet for each kind of screen.
ADMIN_STYLE = (
    "admin.css",
    "admin-dashboard.css",
    "admin-identity.css",
    "admin-inquiries.css",
    "admin-start.css",
)


class ForeignWords(draftail_features.Feature):
    """The buttons of the editor for words of another language: `marks` by language code.

    They are one feature, so that a further language is nothing but a setting.
    """

    def __init__(self, marks: dict[str, str]) -> None:
        super().__init__()
        self.marks = marks

    def construct_options(self, options: dict[str, Any]) -> None:
        options.setdefault("inlineStyles", []).extend(
            {
                "type": mark,
                "label": code.upper(),
                "description": lazy(written_in, str)(code),
                "style": {"textDecoration": "underline dotted"},
            }
            for code, mark in self.marks.items()
        )


@hooks.register("register_rich_text_features", order=1)  # in place of Wagtail's own
def register_page_links(features: FeatureRegistry) -> None:
    features.register_link_type(PageLinks)


@hooks.register("register_rich_text_features")
def register_mark(features: FeatureRegistry) -> None:
    """Register the highlighter with the rich text editor and its storage format."""
    features.register_editor_plugin(
        "draftail",
        MARK,
        draftail_features.InlineStyleFeature(
            {"type": "MARK", "icon": "highlighter", "description": _("Marker"), "element": "mark"}
        ),
    )
    features.register_converter_rule(
        "contentstate",
        MARK,
        {
            "from_database_format": {"mark": InlineStyleElementHandler("MARK")},
            "to_database_format": {"style_map": {"MARK": "mark"}},
        },
    )
    features.default_features.append(MARK)


@hooks.register("register_rich_text_features")
def register_foreign_words(features: FeatureRegistry) -> None:
    """Register the marks of foreign words: one button for each language of the site."""
    marks = {code: f"LANGUAGE_{code.upper()}" for code, _name in settings.LANGUAGES}
    features.register_editor_plugin("draftail", FOREIGN, ForeignWords(marks))
    features.register_converter_rule(
        "contentstate",
        FOREIGN,
        {
            "from_database_format": {
                f"span[lang='{code}']": InlineStyleElementHandler(mark)
                for code, mark in marks.items()
            },
            "to_database_format": {
                "style_map": {
                    mark: {"element": "span", "props": {"lang": code}}
                    for code, mark in marks.items()
                }
            },
        },
    )
    features.default_features.append(FOREIGN)


@register_snippet
class TopicViewSet(SnippetViewSet):
    """Topics, with a menu item of their own, because owners need them while they edit answers."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    menu_order = 320
    add_to_admin_menu = True
    list_display = ("name", "slug")
    search_fields = ("name",)
    panels = (FieldPanel("name"), FieldPanel("slug"))


@register_snippet
class TestimonialViewSet(SnippetViewSet):
    """Testimonials, written once and chosen on any page."""

    model = Testimonial
    icon = "openquote"
    menu_label = _("Testimonials")
    menu_order = 330
    add_to_admin_menu = True
    list_display = ("author", "role", "is_example")
    search_fields = ("author", "quote")
    panels = (
        FieldPanel("quote"),
        FieldPanel("author"),
        FieldPanel("role"),
        ExamplePanel("is_example"),
    )


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def tell_where_testimonials_are_chosen(request: HttpRequest, instance: Model) -> None:
    """Tell the owner, if no page shows the testimonial, that visitors do not see it yet."""
    if not isinstance(instance, Testimonial) or _is_shown(instance):
        return
    home = HomePage.objects.filter(locale=instance.locale).first()
    if home:
        messages.info(
            request,
            _("Visitors see it once you choose it in a turn “Testimonials” of the home page."),
            buttons=[messages.button(edit_url(home), _("Open the home page"))],
        )


def _is_shown(testimonial: Testimonial) -> bool:
    return ReferenceIndex.get_references_to(testimonial).exists()


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "icons/highlighter.svg"]


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    links = ((static(f"css/{sheet}"),) for sheet in ADMIN_STYLE)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', links)


@hooks.register("register_admin_urls")
def transcript_urls() -> list[URLResolver]:
    return [path("interviews/import/", include(urls))]


@hooks.register("construct_homepage_panels")
def add_pages_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(PagesPanel(request.user))


@hooks.register("construct_homepage_panels")
def add_visits_panel(request: HttpRequest, panels: list[Component]) -> None:
    if request.user.is_superuser:
        panels.append(VisitsPanel())


@hooks.register("construct_homepage_panels")
def add_import_panel(request: HttpRequest, panels: list[Component]) -> None:
    if targets.may_import(request.user):
        panels.append(entry_points.ImportPanel(request.user))


@hooks.register("register_page_header_buttons")
def import_header_button(
    page: Page, user: targets.User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    return entry_points.buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def import_listing_button(
    page: Page, user: targets.User, next_url: str | None = None
) -> Iterator[Button]:
    return entry_points.buttons(page, user)


@hooks.register("register_admin_urls")
def export_urls() -> list[URLPattern]:
    return export_views.urls()


@hooks.register("register_page_header_buttons")
def export_header_buttons(
    page: Page, user: targets.User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    return export_views.buttons(page, user, priority=46)


@hooks.register("register_page_listing_more_buttons")
def export_listing_buttons(
    page: Page, user: targets.User, next_url: str | None = None
) -> Iterator[Button]:
    return export_views.buttons(page, user, priority=46)


@hooks.register("register_admin_urls")
def page_screens() -> list[URLPattern]:
    return [*offline_views.urls(), *kept_views.urls()]


@hooks.register("register_page_header_buttons")
def offline_header_button(
    page: Page, user: targets.User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    return offline_views.buttons(page, user, priority=90)


@hooks.register("register_page_listing_more_buttons")
def offline_listing_button(
    page: Page, user: targets.User, next_url: str | None = None
) -> Iterator[Button]:
    return offline_views.buttons(page, user, priority=90)


@hooks.register("after_publish_page")
def tell_what_is_online(request: HttpRequest, page: Page) -> None:
    lists_online.add_published_messages(request, page)


@hooks.register("before_publish_page")
def tell_where_answers_stood(request: HttpRequest, page: Page) -> None:
    if isinstance(page, InterviewPage) and page.live:
        page_usage.tell_where_answers_stood(request, page)


@hooks.register("after_unpublish_page")
@hooks.register("after_delete_page")
@hooks.register("after_move_page")
def tell_what_went_offline(request: HttpRequest, page: Page) -> None:
    lists_online.add_unpublished_messages(request, [page])


@hooks.register("after_bulk_action")
def tell_what_many_did(
    request: HttpRequest, action_type: str, objects: list[Model], action: object
) -> None:
    pages = [each for each in objects if isinstance(each, Page)]
    if action_type == "publish":
        lists_online.add_published_messages(request, *pages)
    elif pages:
        lists_online.add_unpublished_messages(request, pages)


@hooks.register("construct_wagtail_userbar")
def content_checker(request: HttpRequest, items: list[Component], page: Page | None) -> None:
    content_checks.replace_checker(items)


@hooks.register("register_admin_viewset")
def page_list_chooser() -> PageListViewSet:
    return page_list


# Runs after the hooks of all other rooms, because the first item becomes the button.
hooks.register("construct_page_action_menu", main_button.arrange_buttons, order=100)
hooks.register("insert_editor_js", main_button.editor_script)
