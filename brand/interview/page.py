"""The interview: one page, edited on one screen, whose answers have addresses of their own."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.search import index

from brand.core.base_page import Alternate, BasePage
from brand.core.htmx import VARY, template_name_for
from brand.core.identity import BrandSettings
from brand.core.invitation import InvitingPage
from brand.core.link_panel import LinkPanel
from brand.core.outline import Outline
from brand.core.request_cache import once
from brand.core.site_address import absolute
from brand.core.structured_data import person
from brand.interview import structured_data
from brand.interview.answer import Answer
from brand.interview.answer_view import AnswerView, answer_views, topics_of, views_of_rows
from brand.interview.forms import RESERVED_SLUGS, AnswersPanel, InterviewPageForm
from brand.interview.redirects import redirect_answer
from brand.interview.search import (
    MAX_OTHER_ANSWERS,
    Search,
    announcement,
    nearest_other_answers,
    other_answers,
    other_count,
)
from brand.text.rich_text import ANSWER_FEATURES
from brand.text.slugs import MAX_LENGTH, free_slug, slug_from
from ops.web.public_response import mark_public


class InterviewPage(RoutablePageMixin, InvitingPage):
    """An interview: interviewer, publication, questions and answers."""

    standfirst = models.TextField(
        _("headline"),
        help_text=_("One sentence that says what this conversation is about. Shown very large."),
    )
    interviewer = models.CharField(
        _("interviewer"), max_length=120, blank=True, help_text=_("Named beside each question.")
    )
    publication = models.CharField(
        _("publication"),
        max_length=160,
        blank=True,
        help_text=_("Blog, newspaper or broadcast in which the interview appeared."),
    )
    publication_url = models.URLField(
        _("address of the publication"), blank=True, help_text=_("If it can be read there.")
    )
    conducted_on = models.DateField(
        _("date of the interview"),
        null=True,
        blank=True,
        help_text=_("Visitors see how old the answers are."),
    )
    introduction = RichTextField(
        _("introduction"),
        features=ANSWER_FEATURES,
        blank=True,
        help_text=_("What the interviewer tells readers before the first question."),
    )
    closing = RichTextField(
        _("closing words"),
        features=ANSWER_FEATURES,
        blank=True,
        help_text=_("Thanks and goodbyes after the last answer."),
    )

    base_form_class = InterviewPageForm
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("standfirst", widget=forms.Textarea({"rows": 2})),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("interviewer"), FieldPanel("conducted_on")]),
                FieldRowPanel([FieldPanel("publication"), LinkPanel("publication_url")]),
            ],
            heading=_("Source"),
        ),
        FieldPanel("introduction"),
        AnswersPanel("answers", heading=_("Answers"), label=_("Answer")),
        FieldPanel("closing"),
        FieldPanel("invitation"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("introduction"),
    ]
    api_fields = [
        *BasePage.api_fields,
        APIField("standfirst"),
        APIField("interviewer"),
        APIField("publication"),
        APIField("publication_url"),
        APIField("conducted_on"),
        APIField("introduction"),
        APIField("answers"),
        APIField("closing"),
        APIField("invitation"),
    ]
    parent_page_types = ["brand.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")

    # --- reading ---

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.redirect_to_own_language(request) or super().serve(request, *args, **kwargs)

    @cached_property
    def answer_views(self) -> list[AnswerView]:
        """The views of all answers for templates. Always three queries; none for a preview."""
        answers, url = self.answers.all(), self.get_url() or "/"
        is_stored = isinstance(answers, models.QuerySet)
        return views_of_rows(answers, url) if is_stored else answer_views(answers, url)

    def other_interviews(self, request: HttpRequest) -> "list[InterviewPage]":
        """Return the other interviews beside this one that visitors may read, in tree order.

        One query, none if there is only this one.
        """
        outline = Outline.of(request)
        beside = self.path[: -self.steplen]
        others = [
            page.pk
            for page in outline.of_type(InterviewPage, filter(outline.is_listed, outline.pages))
            if beside and page.pk != self.pk and page.path.startswith(beside)
        ]
        if not others:
            return []
        found = InterviewPage.objects.filter(pk__in=others).order_by("path")
        return outline.with_locales(found)

    @path("", name="interview")
    def show_interview(self, request: HttpRequest) -> HttpResponse:
        """Show the whole interview, or the answers found by `?q=` and `?topic=`."""
        search = Search.of(request)
        views = self.answer_views
        topics = topics_of(views)
        shown, others = search.among(views), other_answers(self, search)
        topic = next((t for t in topics if t.slug == search.topic), None)
        vain = nearest = bool(search.terms) and not shown and not others
        if vain:
            shown, others = search.nearest(views), nearest_other_answers(self, search)
            nearest = bool(shown or others)
        found = 0 if vain else len(shown)
        said = announcement(len(shown), others, nearest=nearest)
        shown = search.at_once(shown)
        return self._respond(
            request,
            {
                "answers": views,
                "shown": shown,
                "found": found,
                "nearest": nearest,
                "more_found": max(0, found - len(shown)),
                "announcement": said,
                "other_answers": others[:MAX_OTHER_ANSWERS],
                "more_other_answers": len(others) > MAX_OTHER_ANSWERS,
                "other_count": other_count(others),
                "search": search,
                "searched": search.in_words(topic.name if topic else "", found),
                "topics": topics,
                "topic": topic,
                "minutes": lambda: sum(view.minutes for view in views),
                "interviews": self.other_interviews(request),
            },
            template=template_name_for(request, "pages/interview_page.html", "#answers"),
        )

    @path("<slug:slug>/", name="answer")
    def show_answer(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show one answer, with links to its neighbours."""
        views = self.answer_views
        position = next((i for i, view in enumerate(views) if view.slug == slug), None)
        if position is None:
            raise Http404
        view = views[position]
        alternates = self.answer_alternates(request, view)
        return self._respond(
            request,
            {
                "answer": view,
                "shown": [view],
                "search": Search(),
                "answers": views,
                "previous": views[position - 1] if position else None,
                "next": views[position + 1] if position + 1 < len(views) else None,
                "canonical": absolute(f"{self.original.get_url(request)}{slug}/"),
                "alternates": alternates,
                "fallbacks": self.fallbacks(request, alternates),
            },
            template="pages/answer.html",
        )

    def _respond(
        self, request: HttpRequest, extra: dict[str, Any], *, template: str
    ) -> TemplateResponse:
        extra["structured_data"] = lambda: self.structured_data(request, extra)
        response = self.render(request, template=template, context_overrides=extra)
        response["Vary"] = VARY
        # There is no end to what people look for.
        return response if extra["search"].query else mark_public(request, response)

    def structured_data(self, request: HttpRequest, extra: dict[str, Any]) -> dict[str, Any]:
        """Return JSON-LD of the interview with the answers that are shown, or with the only one."""
        base = self.original.get_url(request) or "/"
        shown = [
            replace(view, url=f"{base}{view.slug}/" if view.slug else "") for view in extra["shown"]
        ]
        language = self.locale.language_code
        owner = person(BrandSettings.for_request(request), absolute("/"), language)
        return structured_data.interview(
            owner,
            shown,
            url=absolute(base),
            root=settings.BASE_URL,
            title=self.standfirst,
            language=language,
            interviewer=self.interviewer,
            date=str(self.conducted_on or ""),
        )

    def answer_alternates(self, request: HttpRequest, view: AnswerView) -> list[Alternate]:
        """Return the language versions of one answer, which share its translation key."""
        pages = {page.pk: page for page in self.public_translations(request)}
        siblings = Answer.objects.of_pages(pages).filter(translation_key=view.key)
        slugs = {answer.page_id: answer.slug for answer in siblings}
        return [
            self.alternate(page, f"{page.get_url(request)}{slugs[pk]}/", request)
            for pk, page in pages.items()
            if pk in slugs
        ]

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return the entries of the interview and of each answer. One query for all interviews."""
        urls = super().get_sitemap_urls(request)
        base = absolute(self.get_url(request) or "/")
        slugs = once(request, "slugs_of_answers", _slugs_of_answers)
        for slug in slugs.get(self.pk, ()):
            urls.append({"location": f"{base}{slug}/", "lastmod": self.last_published_at})
        return urls

    # --- writing ---

    def get_route_paths(self) -> list[str]:
        """Return the paths of the page and of each answer, all redirected when the page moves."""
        slugs = self.answers.exclude(slug="").values_list("slug", flat=True)
        return [*super().get_route_paths(), *(f"/{slug}/" for slug in slugs)]

    def fill_slugs(self) -> None:
        """Give each answer without an address its published one, or one made from its question.

        An address that was typed is never changed.
        """
        answers = list(self.answers.all())
        published = self.published_slugs()
        taken = {answer.slug for answer in answers if answer.slug} | RESERVED_SLUGS
        changed = False
        for answer in answers:
            if not answer.slug:
                wanted = published.get(str(answer.translation_key))
                wanted = wanted or slug_from(answer.question) or "question"
                answer.slug = free_slug(wanted, taken, max_length=MAX_LENGTH)
                taken.add(answer.slug)
                changed = True
        if changed:
            self.answers.set(answers)  # in memory only, until the page

    def clear_generated_slugs(self) -> bool:
        """Drop the answers' addresses, so that they are made from the translated questions."""
        answers = list(self.answers.all())
        for answer in answers:
            answer.slug = ""
        self.answers.set(answers)
        return bool(answers)

    def published_slugs(self) -> dict[str, str]:
        """Return {translation key: address} of the answers that visitors can open now."""
        rows = Answer.objects.filter(page_id=self.pk, page__live=True).exclude(slug="")
        return {str(key): slug for key, slug in rows.values_list("translation_key", "slug")}

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the page. If it is live, fill in missing addresses and redirect from changed ones.

        Wagtail publishes in several ways (editor, API, schedule, command), which have only the save
        of a live page in common. A draft of a published page is a revision and does not get here; a
        page that has never been public is not touched.
        """
        before = self.published_slugs() if self.live and self.pk else {}
        if self.live:
            self.fill_slugs()
        super().save(*args, **kwargs)
        after = self.published_slugs() if before else {}
        for key, old in before.items():
            if key in after and after[key] != old:
                redirect_answer(self, after.values(), old, after[key])


def _slugs_of_answers() -> dict[int, list[str]]:
    """Return {primary key of an interview: addresses of its answers, in their order}."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Answer.objects.exclude(slug="").order_by("page_id", "sort_order")
    for page, slug in rows.values_list("page_id", "slug"):
        found[page].append(slug)
    return found
