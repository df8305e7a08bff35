"""The interview: one page, edited on one screen; each answer has an address of its own."""

from typing import Any

from django import forms
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Revision, TranslatableMixin
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin

from brand.answers import AnswerView, read, topics_of
from brand.models.base import Alternate, BasePage
from brand.models.topic import Topic
from brand.rich_text import ANSWER_FEATURES, plain_text
from brand.slugs import fold, free_slug, slug_from
from brand.visibility import visible

# Words that may become addresses below an interview.
RESERVED_SLUGS = frozenset({"feed", "flux", "recherche", "search", "print", "imprimer"})
MAX_QUERY = 200


class AnswerQuerySet(SearchableQuerySetMixin, models.QuerySet["Answer"]):
    """Every query for visitors goes through `public`: rows of drafts are in the table too."""

    def public(self) -> "AnswerQuerySet":
        """Answers of pages that anybody may read: live, and behind no view restriction."""
        pages = visible(InterviewPage.objects.all()).values("pk")
        return self.filter(page_id__in=pages).exclude(slug="").order_by("page_id", "sort_order")


class Answer(index.Indexed, TranslatableMixin, Orderable, ClusterableModel):
    """A question and what the owner answered.

    Other content refers to an answer by `translation_key`: reverting and republishing the
    page makes new rows, and the languages of one answer share the key.
    """

    page = ParentalKey("brand.InterviewPage", on_delete=models.CASCADE, related_name="answers")
    question = models.TextField(
        _("question"), help_text=_("As it was asked. It is the heading of the answer.")
    )
    slug = models.SlugField(
        _("address"),
        max_length=80,
        blank=True,
        help_text=_("Left empty, it is made from the question when the page is published."),
    )
    answer = RichTextField(
        _("answer"),
        features=ANSWER_FEATURES,
        help_text=_("A quotation stands out large; the marker underlines a phrase."),
    )
    topics = ParentalManyToManyField(
        Topic,
        verbose_name=_("topics"),
        blank=True,
        related_name="answers",
        help_text=_("Visitors filter the interview by them."),
    )
    asked_on = models.DateField(
        _("asked on"),
        null=True,
        blank=True,
        help_text=_("Only if it differs from the date of the interview."),
    )
    addendum = RichTextField(
        _("And today?"),
        features=ANSWER_FEATURES,
        blank=True,
        help_text=_("What you would add now. The answer itself stays as it was."),
    )
    addendum_on = models.DateField(_("added on"), null=True, blank=True)

    panels = [
        FieldPanel("question", widget=forms.Textarea({"rows": 2})),
        FieldPanel("answer"),
        FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("slug"), FieldPanel("asked_on")]),
                FieldPanel("addendum"),
                FieldPanel("addendum_on"),
            ],
            heading=_("Address, date and addendum"),
            classname="collapsed",
        ),
    ]
    # Folded by us, so that "ete" finds "été" on every database alike (docs/decisions/0003).
    search_fields = [
        index.SearchField("folded_question", boost=2),
        index.SearchField("folded_text"),
        index.AutocompleteField("folded_question"),
        index.AutocompleteField("folded_text"),
        index.FilterField("page_id"),
    ]
    api_fields = [
        APIField("translation_key"),
        APIField("slug"),
        APIField("html_url"),
        APIField("question"),
        APIField("answer"),
        APIField("topic_names"),
        APIField("asked_on"),
        APIField("addendum"),
        APIField("addendum_on"),
    ]

    objects = AnswerQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return self.question or str(_("Question still missing"))

    def copy_cluster(self, exclude_fields: list[str] | None = None) -> tuple["Answer", dict]:
        """Copy without the rows of the search index, which belong to the original."""
        return super().copy_cluster(exclude_fields=[*(exclude_fields or []), "index_entries"])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the answer with topics in its own language.

        Translating, aliasing and updating an alias all copy an answer with the topics of
        the original; this is the one place that all three pass.
        """
        topics = list(self.topics.all())
        if any(topic.locale_id != self.locale_id for topic in topics):
            self.topics = [topic.in_locale(self.locale) for topic in topics]
        super().save(*args, **kwargs)

    @property
    def text(self) -> str:
        """The words of answer and addendum, a paragraph a line."""
        return "\n".join(filter(None, [plain_text(self.answer), plain_text(self.addendum)]))

    @property
    def folded_question(self) -> str:
        return fold(self.question)

    @property
    def folded_text(self) -> str:
        return fold(self.text)

    @property
    def url(self) -> str:
        """Path of the answer, "" while the page or the answer has none."""
        base = self.page.get_url() if self.slug else None
        return f"{base}{self.slug}/" if base else ""

    @property
    def html_url(self) -> str:
        """Absolute address of the answer, "" while it has none (named as in Wagtail's API)."""
        base = self.page.full_url if self.slug else None
        return f"{base}{self.slug}/" if base else ""

    @property
    def topic_names(self) -> list[str]:
        return [topic.name for topic in self.topics.all()]


class InterviewPageForm(WagtailAdminPageForm):
    """Says at the answer itself what is wrong with its address."""

    def is_valid(self) -> bool:
        """Check the answers together once each has been checked alone."""
        valid = super().is_valid()
        seen: set[str] = set()
        for form in self.formsets["answers"].forms:
            cleaned = getattr(form, "cleaned_data", {})
            slug = "" if cleaned.get("DELETE") else cleaned.get("slug", "")
            if slug in RESERVED_SLUGS:
                form.add_error("slug", _("This word is used by the site itself. Choose another."))
                valid = False
            elif slug and slug in seen:
                form.add_error("slug", _("Another answer of this page has the same address."))
                valid = False
            seen.add(slug)
        return valid


class InterviewPage(RoutablePageMixin, BasePage):
    """An interview: who asked, where it was published, questions and answers."""

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
                FieldRowPanel([FieldPanel("publication"), FieldPanel("publication_url")]),
            ],
            heading=_("Source"),
        ),
        InlinePanel("answers", heading=_("Answers"), label=_("Answer")),
        FieldPanel("closing"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("standfirst")]
    api_fields = [
        *BasePage.api_fields,
        APIField("standfirst"),
        APIField("interviewer"),
        APIField("publication"),
        APIField("publication_url"),
        APIField("conducted_on"),
        APIField("answers"),
        APIField("closing"),
    ]
    parent_page_types = ["brand.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")

    # --- reading ---

    @cached_property
    def answer_views(self) -> list[AnswerView]:
        """All answers as templates show them: two queries, however many there are."""
        answers = list(self.answers.all())
        models.prefetch_related_objects([a for a in answers if a.pk], "topics")
        return read(answers, self.get_url() or "/")

    def matching(self, query: str, topic: str, *, is_preview: bool) -> list[AnswerView]:
        """Return the answers that contain `query` and have the topic with the slug `topic`.

        Empty strings ask for everything. Whole words and beginnings of words count; accents
        and capitals do not. A preview is not in the index: it is searched as text.
        """
        views = self.answer_views
        if topic:
            views = [v for v in views if any(t.slug == topic for t in v.topics)]
        words = fold(query)[:MAX_QUERY].split()
        if not words:
            return views
        if is_preview:
            return [v for v in views if all(w in fold(f"{v.question} {v.text}") for w in words)]
        found = Answer.objects.filter(page_id=self.pk).autocomplete(" ".join(words))
        keys = {str(answer.translation_key) for answer in found}
        return [v for v in views if v.key in keys]

    @path("", name="whole")
    def whole(self, request: HttpRequest) -> HttpResponse:
        """The whole interview, or what remains of it by `?q=` and `?topic=`."""
        query = request.GET.get("q", "").strip()[:MAX_QUERY]
        topic = request.GET.get("topic", "")
        is_preview = getattr(request, "is_preview", False)
        views = self.answer_views
        return self._respond(
            request,
            {
                "answers": views,
                "shown": self.matching(query, topic, is_preview=is_preview),
                "topics": topics_of(views),
                "query": query,
                "topic": next((t for t in topics_of(views) if t.slug == topic), None),
                "minutes": sum(view.minutes for view in views),
            },
            template=template_name_for(request, "pages/interview_page.html", "#answers"),
        )

    @path("<slug:slug>/", name="answer")
    def one(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One answer, with its neighbours."""
        views = self.answer_views
        position = next((i for i, view in enumerate(views) if view.slug == slug), None)
        if position is None:
            raise Http404
        view = views[position]
        return self._respond(
            request,
            {
                "answer": view,
                "answers": views,
                "previous": views[position - 1] if position else None,
                "next": views[position + 1] if position + 1 < len(views) else None,
                "alternates": self.answer_alternates(request, view),
            },
            template="pages/answer.html",
        )

    def _respond(
        self, request: HttpRequest, extra: dict[str, Any], *, template: str
    ) -> TemplateResponse:
        request.is_preview = getattr(request, "is_preview", False)
        response = self.render(request, template=template, context_overrides=extra)
        response["Vary"] = "HX-Request"
        return response

    def answer_alternates(self, request: HttpRequest, view: AnswerView) -> list[Alternate]:
        """Language versions of one answer: they share its translation key."""
        pages = {page.pk: page for page in self.public_translations()}
        siblings = Answer.objects.public().filter(page_id__in=pages, translation_key=view.key)
        slugs = {answer.page_id: answer.slug for answer in siblings}
        return [
            self.alternate(page, f"{page.get_url(request)}{slugs[pk]}/", request)
            for pk, page in pages.items()
            if pk in slugs
        ]

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The interview and each of its answers."""
        urls = super().get_sitemap_urls(request)
        base = self.get_full_url(request)
        for answer in self.answers.exclude(slug=""):
            urls.append({"location": f"{base}{answer.slug}/", "lastmod": self.last_published_at})
        return urls

    # --- writing ---

    def get_route_paths(self) -> list[str]:
        """The page's own address and one for each answer: a moved page redirects them all."""
        slugs = self.answers.exclude(slug="").values_list("slug", flat=True)
        return [*super().get_route_paths(), *(f"/{slug}/" for slug in slugs)]

    def fill_slugs(self) -> bool:
        """Give each answer without an address its published one, or one from its question.

        Return whether anything changed. An address that was typed is never touched.
        """
        answers = list(self.answers.all())
        published = self.published_slugs()
        taken = {answer.slug for answer in answers if answer.slug} | RESERVED_SLUGS
        changed = False
        for answer in answers:
            if not answer.slug:
                wanted = published.get(str(answer.translation_key))
                wanted = wanted or slug_from(answer.question) or "question"
                answer.slug = free_slug(wanted, taken)
                taken.add(answer.slug)
                changed = True
        return changed

    def published_slugs(self) -> dict[str, str]:
        """{translation key: address} of the answers that visitors can open now."""
        rows = Answer.objects.filter(page_id=self.pk, page__live=True).exclude(slug="")
        return {str(key): slug for key, slug in rows.values_list("translation_key", "slug")}

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish `revision`: answers get their addresses, changed addresses a redirect."""
        before = self.published_slugs()
        content = revision.as_object()
        if content.fill_slugs():
            # Into the revision itself, so that the editor shows what was published.
            revision.content = content.serializable_data()
            revision.save(update_fields=["content"])
        super().publish(revision, *args, **kwargs)
        page = InterviewPage.objects.get(pk=self.pk)
        after = page.published_slugs()
        for key, old in before.items():
            if key in after and after[key] != old:
                redirect_answer(page, old, after[key])


def redirect_answer(page: InterviewPage, old: str, new: str) -> None:
    """Make the address `old` of an answer of `page` lead to its address `new`."""
    base = page.get_url()
    if base is None:
        return
    site = page.get_site()
    # Two answers may have swapped addresses: the address in use wins over any redirect.
    in_use = [Redirect.normalise_path(f"{base}{s}/") for s in page.published_slugs().values()]
    Redirect.objects.filter(site=site, old_path__in=in_use).delete()
    old_path = Redirect.normalise_path(f"{base}{old}/")
    if old_path not in in_use:
        Redirect.objects.update_or_create(
            site=site,
            old_path=old_path,
            defaults={
                "redirect_page": page,
                "redirect_page_route_path": f"/{new}/",
                "is_permanent": True,
                "automatically_created": True,
            },
        )


def template_name_for(request: HttpRequest, page: str, fragment: str) -> str:
    """Return the fragment's template for an htmx swap, the page's for everybody else.

    A boosted link or a restored history entry wants the page although htmx asks.
    """
    htmx = request.htmx
    wants_fragment = htmx and not htmx.boosted and not htmx.history_restore_request
    return page + fragment if wants_fragment else page
