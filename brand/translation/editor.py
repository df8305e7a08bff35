"""The page editor with the texts of another language version beside the fields."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import Case, When
from django.forms import Media
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.widgets.button import BaseButton
from wagtail.models import Page

from brand.core.languages import spoken
from brand.home.page import HomePage
from brand.translation import state
from brand.translation.buttons import without_wagtails
from brand.translation.texts import side_by_side

ANCHOR = "side-by-side"


class OtherVersionPanel(BaseSidePanel):
    """The texts of the other version, in the order of the form."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle the other language")
        icon_name = "globe"
        counter_classname = "w-bg-warning-100"

        def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {
                "count": int(self.panel.is_stale or self.panel.is_untranslated)
            }

    name = ANCHOR
    title = _("Other language")
    template_name = "brand/translations/side_panel.html"
    order = 90

    def __init__(self, page: Page, request: Any, other: Page) -> None:
        found, self.seen_at = state.one_state(page)
        self.is_stale = found == state.State.STALE
        self.is_untranslated = found == state.State.UNTRANSLATED
        super().__init__(page, request)
        self.other = other

    @property
    def media(self) -> Media:
        return Media(css={"all": ["css/translations-admin.css"]}, js=["js/translations-admin.js"])

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        other = self.other.specific
        # Show what visitors read now. A version that is offline has only its draft.
        source = other if other.live else other.get_latest_revision_as_object()
        return super().get_context_data(parent_context) | {
            "other": other,
            "language": spoken(other.locale.language_code),
            "groups": side_by_side(source, self.object),
            "is_stale": self.is_stale,
            "is_untranslated": self.is_untranslated,
            "own_language": spoken(self.object.locale.language_code),
            "compare_url": self.is_stale and self._compare_url(other),
            "may_edit": other.permissions_for_user(self.request.user).can_edit(),
        }

    def _compare_url(self, other: Page) -> str:
        """Return the address of the changes to `other` since this page was last edited."""
        before = (
            other.revisions.filter(created_at__lte=self.seen_at).order_by("-created_at").first()
        )
        ends = [before.pk if before else "earliest", "live"]
        return reverse("wagtailadmin_pages:revisions_compare", args=[other.pk, *ends])


class SideBySideEditView(EditView):
    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        if not self.expects_json_response and (other := state.other_version(self.page)):
            panels.append(OtherVersionPanel(self.page, self.request, other))
        return panels

    @cached_property
    def header_more_buttons(self) -> list[BaseButton]:
        return without_wagtails(super().header_more_buttons)

    def redirect_away(self) -> HttpResponse:
        """Stay in the editor, where Wagtail would show the list above (of a home page, "Root")."""
        return super().redirect_away() if self.next_url else self.redirect_and_remain()


class StayingCreateView(CreateView):
    def redirect_away(self) -> HttpResponse:
        return super().redirect_away() if self.next_url else self.redirect_and_remain()


class ListingView(ExplorableIndexView):
    def get(
        self, request: Any, parent_page_id: int | None = None, **kwargs: Any
    ) -> HttpResponseBase:
        """List the home page first: the root is about sites and installations."""
        root = self.permission_policy.explorable_root_instance(request.user)
        if root.is_root() and parent_page_id in {None, root.pk} and not request.GET:
            first = Case(When(locale__language_code=settings.LANGUAGE_CODE, then=0), default=1)
            home = HomePage.objects.order_by(first, "path").first()
            if home:
                return redirect(self.index_url_name, home.pk)
        return super().get(request, parent_page_id, **kwargs)

    @cached_property
    def header_more_buttons(self) -> list[BaseButton]:
        return without_wagtails(super().header_more_buttons)


class TranslatedPageViewSet(PageViewSet):
    """Wagtail's views of pages, with our editor."""

    model = Page
    add_view_class = StayingCreateView
    edit_view_class = SideBySideEditView
    index_view_class = ListingView
