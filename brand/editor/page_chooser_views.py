"""The dialog that lists all pages of one type (`brand.core.page_chooser`)."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.chooser import PageStatusColumn, page_models_from_string
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.models import Page
from wagtail.query import PageQuerySet

from brand.core.page_chooser import NAME


class _OfOneType:
    """Mixin: list the pages of one type, in tree order."""

    request: Any

    def get_object_list(self) -> PageQuerySet:
        try:
            models = page_models_from_string(self.request.GET.get("page_type", ""))
        except (ValueError, LookupError) as error:
            raise Http404 from error
        return Page.objects.type(*models).select_related("locale").order_by("path")

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, PageStatusColumn("status", label=_("Status"))]  # type: ignore[misc]


class ListView(_OfOneType, ChooseView):
    pass


class ListResultsView(_OfOneType, ChooseResultsView):
    pass


class PageListViewSet(ChooserViewSet):
    """The views of the dialog and their addresses."""

    model = Page
    icon = "doc-empty-inverse"
    page_title = _("Choose a page")
    register_widget = False
    choose_view_class = ListView
    choose_results_view_class = ListResultsView
    preserve_url_parameters = ["multiple", "page_type"]


page_list = PageListViewSet(NAME, url_prefix="page-list")
