"""An answer of an interview: a database row of its own, edited on the screen of its page."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin

from brand.core.visibility import listed
from brand.interview.topic import Topic
from brand.text.folding import words_of
from brand.text.rich_text import ANSWER_FEATURES, plain_text


class AnswerQuerySet(SearchableQuerySetMixin, models.QuerySet["Answer"]):
    """Answers. Queries for visitors must use `public`: the table also holds the rows of drafts."""

    def public(self) -> "AnswerQuerySet":
        """Return answers of pages that are live, without view restrictions, and no alias."""
        pages = listed(self.model.page.field.related_model.objects.all()).values("pk")
        return self.of_pages(pages)

    def of_pages(self, pages: Any) -> "AnswerQuerySet":
        """Return the answers with an address of `pages`, primary keys of interviews in public."""
        return self.filter(page_id__in=pages).exclude(slug="").order_by("page_id", "sort_order")


class Answer(index.Indexed, TranslatableMixin, Orderable, ClusterableModel):
    """A question and the owner's answer.

    Other content refers to an answer by `translation_key`: reverting and republishing the page
    creates new rows, and all languages of an answer share the key.
    """

    page = ParentalKey("brand.InterviewPage", on_delete=models.CASCADE, related_name="answers")
    question = models.TextField(
        _("question"), help_text=_("As it was asked. It is the heading of the answer.")
    )
    slug = models.SlugField(
        _("address"),
        max_length=80,
        blank=True,
        help_text=_("If left empty, it is made from the question when the page is published."),
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
    addendum_on = models.DateField(
        _("added on"), null=True, blank=True, help_text=_("Shown beside what you added.")
    )

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
    # Indexed in folded form, so that "ete" finds "été" on every database (docs/decisions/0003).
    search_fields = [
        index.SearchField("folded_question", boost=2),
        index.SearchField("folded_text"),
        index.AutocompleteField("folded_question"),
        index.AutocompleteField("folded_text"),
        index.FilterField("page_id"),
        index.FilterField("slug"),
        index.FilterField("locale_id"),
        index.FilterField("sort_order"),
        index.RelatedFields("topics", [index.FilterField("slug")]),
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
        """Copy the answer without the rows of its search index, which belong to the original."""
        return super().copy_cluster(exclude_fields=[*(exclude_fields or []), "index_entries"])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the answer with topics in its own language.

        Translating a page, creating an alias and updating an alias all copy answers with the topics
        of the original. All three save the answer, so the topics are corrected here.
        """
        if not hasattr(self, "locale"):
            self.locale = self.page.locale  # for a row that was just added in the editor
        topics = list(self.topics.all())
        if any(topic.locale_id != self.locale_id for topic in topics):
            self.topics = [topic.in_locale(self.locale) for topic in topics]
        super().save(*args, **kwargs)

    @property
    def text(self) -> str:
        """The words of answer and addendum, one paragraph per line."""
        return "\n".join(filter(None, [plain_text(self.answer), plain_text(self.addendum)]))

    @property
    def folded_question(self) -> str:
        return " ".join(words_of(self.question))

    @property
    def folded_text(self) -> str:
        return " ".join(words_of(self.text))

    @property
    def url(self) -> str:
        """The path of the answer, "" while the page or the answer has none."""
        base = self.page.get_url() if self.slug else None
        return f"{base}{self.slug}/" if base else ""

    @property
    def html_url(self) -> str:
        """The absolute address of the answer, "" while it has none (named as in Wagtail's API)."""
        base = self.page.full_url if self.slug else None
        return f"{base}{self.slug}/" if base else ""

    @property
    def topic_names(self) -> list[str]:
        return [topic.name for topic in self.topics.all()]
