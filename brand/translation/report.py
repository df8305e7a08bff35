"""The report and dashboard panel of pages whose versions are missing, drafts or out of date."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Locale, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from brand.core import language_versions
from brand.translation import state
from brand.translation.buttons import translate_button
from brand.translation.state import State


def open_work(user: Any, locales: list[Locale]) -> PageQuerySet:
    """Return the pages that `user` may edit and that need work, the most urgent first."""
    pages = PagePermissionPolicy().instances_user_has_any_permission_for(
        user, {"add", "change", "publish"}
    )
    found = state.with_state(pages, locales).exclude(state="")
    return found.select_related("locale", "content_type").order_by("state", "path")


def with_labels(pages: Any, locales: list[Locale]) -> list[Page]:
    """Add `state_label` to each page, and `button` where one click translates it."""
    listed = list(pages)
    missing = [page for page in listed if page.state == State.MISSING]
    keys = [page.translation_key for page in missing]
    same = Page.objects.filter(translation_key__in=keys)
    there = language_versions.versions_of(same) if missing else ()
    lacking = language_versions.missing(missing, locales, there)
    first = {page.pk: locale for page, locale in reversed(lacking)}
    for page in listed:
        page.state_label = State(page.state).label
        page.button = None
        if locale := first.get(page.pk):
            code = locale.language_code
            page.button = translate_button(page, code, "button button-small v-translate")
    return listed


class TranslationReport(PageReportView):
    """The view at Reports → Translations."""

    results_template_name = "brand/translations/report_results.html"
    page_title = _("Translations")
    header_icon = "globe"
    index_url_name = "translation_report"
    index_results_url_name = "translation_report_results"
    any_permission_required = ["add", "change", "publish"]
    export_headings = {"title": _("Title"), "locale": _("Language"), "state_label": _("To do")}
    list_export = ["title", "locale", "state_label"]

    def get_queryset(self) -> PageQuerySet:
        self.locales = language_versions.written()
        self.queryset = open_work(self.request.user, self.locales)
        return super().get_queryset()

    def decorate_paginated_queryset(self, object_list: Any) -> list[Page]:
        return with_labels(object_list, self.locales)


class ReportMenuItem(MenuItem):
    """A menu item that is shown only if the site has more than one language."""

    def is_shown(self, request: Any) -> bool:
        policy = PagePermissionPolicy()
        may = policy.user_has_any_permission(request.user, ["add", "change", "publish"])
        return may and len(language_versions.written()) > 1


class TranslationsPanel(Component):
    """The dashboard panel with the number of pages to do, and the first few of them."""

    name = "translations"
    order = 40
    template_name = "brand/translations/panel.html"
    SHOWN = 5

    def __init__(self, request: Any) -> None:
        self.locales = language_versions.written()
        self.work = open_work(request.user, self.locales) if len(self.locales) > 1 else None

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        if self.work is None:
            return {}
        counted = self.work.order_by("state").values_list("state").annotate(Count("pk"))
        counts = [(State(value).label, number) for value, number in counted]
        return {
            "counts": counts,
            "total": sum(number for _label, number in counts),
            "pages": with_labels(self.work[: self.SHOWN], self.locales),
        }
