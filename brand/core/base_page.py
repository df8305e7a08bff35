"""The base of all page types: fields for search engines and sharing, translations, JSON-LD."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    TitleFieldPanel,
)
from wagtail.api import APIField
from wagtail.images.api.fields import ImageRenditionField
from wagtail.models import Page
from wagtail.utils.decorators import cached_classmethod

from brand.core.kept_panel import KeptPanel
from brand.core.languages import spoken, with_territory
from brand.core.outline import HOME_DEPTH, OUTLINE_DEPTH, Outline
from brand.core.page_chooser import LanguageMark
from brand.core.page_form import PageForm, SchedulePanel
from brand.core.page_permissions import OurPagePermissions
from brand.core.request_cache import once
from brand.core.site_address import absolute
from brand.core.visibility import visible
from brand.forms.errors import TabsWithErrors
from ops.web.public_response import mark_public


@dataclass(frozen=True)
class Alternate:
    """One language version of the content that is being read.

    `url` is absolute, as hreflang requires; `path` begins with "/" and is for the language switch.
    """

    language: str
    name: str
    url: str
    path: str
    is_current: bool

    @property
    def is_default(self) -> bool:
        """Whether readers of a language that the site does not have get this one."""
        return self.language == settings.LANGUAGE_CODE

    @property
    def open_graph(self) -> str:
        """Its language and territory: "fr_FR"."""
        return with_territory(self.language)


@dataclass(frozen=True)
class Fallback:
    """The nearest page in a language into which the current content is not translated.

    `note` says so to readers of that language, in that language.
    """

    language: str
    note: str
    title: str
    path: str


def template_name(model_name: str) -> str:
    """Return the template of a page model: "HomePage" → "pages/home_page.html"."""
    return f"pages/{re.sub(r'(?<!^)(?=[A-Z])', '_', model_name).lower()}.html"


class BasePage(Page):
    """Abstract parent of all page types."""

    share_image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("share image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown where somebody shares this page. 1200 × 630 pixels fit best."),
    )

    menu_title = models.CharField(
        _("name in the navigation"),
        max_length=40,
        blank=True,
        help_text=_("A short one, such as “Interview”. If left empty, it is the page’s title."),
    )

    # Set on pages made for the demonstration, which describe somebody else (decision 0022). Copies,
    # aliases, translations and drafts inherit the mark.
    from_demo = models.BooleanField(default=False, editable=False)

    # Whether the page only lists the pages below it. It is then published with the first of them.
    goes_online_with_children = False

    # The message that says what happens to other pages when this one goes offline. This default is
    # for pages whose only other place is the menu.
    offline_consequence = _("it is no longer there.")

    # That of the request which is being served; without one, each question is a query.
    outline: Outline | None = None

    # Pages only answer reading requests. A page with a form overrides this.
    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]

    base_form_class = PageForm
    content_panels = [LanguageMark(), KeptPanel(), TitleFieldPanel("title")]
    settings_panels = [SchedulePanel(), CommentPanel()]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("share_image"),
            ],
            heading=_("For search engines and sharing"),
        ),
        MultiFieldPanel(
            [FieldPanel("show_in_menus"), FieldPanel("menu_title")],
            heading=_("Navigation"),
            help_text=_(
                "The home page and the pages directly below it, in the order that they have in "
                "the list of pages: there, “Sort menu order” lets you drag them."
            ),
        ),
    ]
    api_fields = [
        APIField("menu_title"),
        APIField("search_description"),
        APIField("share_image", serializer=ImageRenditionField("fill-1200x630|format-jpeg")),
    ]

    class Meta:
        abstract = True

    @cached_classmethod
    def get_edit_handler(cls):
        """Return the three tabs of the editor: content, search and sharing, settings."""
        return TabsWithErrors(
            [
                ObjectList(cls.content_panels, heading=_("Content")),
                ObjectList(cls.promote_panels, heading=_("Search and sharing")),
                ObjectList(cls.settings_panels, heading=_("Settings")),
            ],
            base_form_class=cls.base_form_class,
        ).bind_to_model(cls)

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Route as Wagtail does. What stands below a home page is known from the outline."""
        if not path_components or self.depth != HOME_DEPTH:
            return super().route(request, path_components)
        slug, *rest = path_components
        outline = Outline.of(request)
        child = outline.child(self, slug)
        if child is None:
            raise Http404
        child._cached_parent_obj = self  # as Wagtail does
        # What is sent to a page seldom shows it: its own fields are read if it does.
        page = outline.typed(child) if request.method == "POST" else child.specific
        return page.route(request, rest)

    def load(self) -> None:
        """Read the page's own fields that were not read, in one query instead of one for each."""
        if unread := self.get_deferred_fields():
            self.refresh_from_db(fields=unread)

    def get_view_restrictions(self) -> Any:
        """Return what restricts the view of this page. Without anything private, no query."""
        outline = self.outline
        return outline.restrictions_of(self) if outline else super().get_view_restrictions()

    def get_url(self, request: HttpRequest | None = None, current_site: Any = None) -> str | None:
        """Return the path of this page, as Wagtail does. A long page asks for some fifty times."""
        key = ("url", self.pk, self.url_path, getattr(current_site, "pk", None))
        return once(request, key, lambda: super(BasePage, self).get_url(request, current_site))

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return template_name(type(self).__name__)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        # Lazy, because the page of a single answer replaces these values with its own.
        context["canonical"] = SimpleLazyObject(
            lambda: absolute(self.original.get_url(request) or "/")
        )
        context["alternates"] = SimpleLazyObject(lambda: self.alternates(request))
        context["fallbacks"] = SimpleLazyObject(
            lambda: self.fallbacks(request, context["alternates"])
        )
        return context

    def permissions_for_user(self, user: Any) -> OurPagePermissions:
        return OurPagePermissions(user, self)

    def redirect_to_own_language(self, request: HttpRequest) -> HttpResponse | None:
        """Redirect to the page's own language if it was opened under another one.

        Without an English home page, Wagtail would show the French one under /en/.
        """
        if (get_language() or "")[:2] == self.locale.language_code:
            return None
        return HttpResponseRedirect(self.get_url(request) or "/")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.redirect_to_own_language(request) or mark_public(
            request, super().serve(request, *args, **kwargs)
        )

    def reachable(self, request: HttpRequest) -> list[Page]:
        """Return this page and its ancestors, in all languages, that a visitor can open.

        The default language comes first, and in each language the deepest page. A page below an
        unpublished home page is left out: it is live, but nobody can open it.

        One query a request for a page that is not in the outline, else none.
        """
        key = ("reachable", self.translation_key, self.path)
        return once(request, key, lambda: self._find_reachable(Outline.of(request)))

    def _find_reachable(self, outline: Outline) -> list[Page]:
        steps = range(HOME_DEPTH * self.steplen, len(self.path or ""), self.steplen)
        above = {self.path[:end] for end in steps}
        keys = {page.translation_key for page in outline.pages if page.path in above}
        keys.add(self.translation_key)
        pages = [page for page in outline.pages if page.translation_key in keys]
        if (self.depth or 0) > OUTLINE_DEPTH:
            versions = Q(translation_key=self.translation_key)
            if self.depth > OUTLINE_DEPTH + 1:
                between = Page.objects.filter(path__in=above, depth__gt=OUTLINE_DEPTH)
                versions |= Q(translation_key__in=between.values("translation_key"))
            pages += outline.with_locales(Page.objects.filter(versions, depth__gt=OUTLINE_DEPTH))
        homes = outline.open_homes()
        found = [page for page in pages if outline.is_listed(page) and page.locale_id in homes]
        return sorted(found, key=lambda page: (page.locale_id, -page.depth))

    @cached_property
    def original(self) -> "BasePage":
        """This page; for an alias, its source, if visitors can open that."""
        if self.alias_of_id is None:
            return self
        found = visible(Page.objects.filter(pk=self.alias_of_id)).first()
        return found.specific if found else self

    def public_translations(self, request: HttpRequest) -> list[Page]:
        """Return the versions of this page that a visitor can open, itself included.

        For an alias, return the versions of its source.
        """
        key = self.original.translation_key
        return [page for page in self.original.reachable(request) if page.translation_key == key]

    def clear_generated_slugs(self) -> bool:
        """Drop the addresses inside a new translation that should be made from its own words.

        Return whether there were any. This changes the object in memory; the caller saves it.
        """
        return False

    def alternates(self, request: HttpRequest) -> list[Alternate]:
        """Return all language versions of this page that a visitor may open, this one included."""
        return [
            self.alternate(page, page.get_url(request) or "/", request)
            for page in self.public_translations(request)
        ]

    def fallbacks(self, request: HttpRequest, alternates: Iterable[Alternate]) -> list[Fallback]:
        """Return the nearest existing ancestor for each language that `alternates` lacks."""
        known = {self.locale.language_code, *(alternate.language for alternate in alternates)}
        nearest: dict[str, Page] = {}
        for page in self.reachable(request):
            if (code := page.locale.language_code) not in known:
                nearest.setdefault(code, page)
        return [self.fallback(page, request) for page in nearest.values()]

    def fallback(self, page: Page, request: HttpRequest) -> Fallback:
        """Describe `page`, which stands in for this page in its own language."""
        code = page.locale.language_code
        with override(code):
            only = spoken(self.locale.language_code)
            note = gettext("This page exists in %(language)s only.") % {"language": only}
        return Fallback(code, note, page.title, page.get_url(request) or "/")

    def alternate(self, page: Page, path: str, request: HttpRequest) -> Alternate:
        """Describe `path`, an address of `page`, which is a translation of this page."""
        return Alternate(
            language=page.locale.language_code,
            name=page.locale.get_display_name(),
            url=absolute(path),
            path=path,
            is_current=page.locale_id == self.locale_id,
        )
