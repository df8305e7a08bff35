"""Services: their pages, offers with prices, and the brief that an inquiry asks for."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from brand.core.example_panel import ExamplePanel
from brand.core.invitation import InvitingPage
from brand.core.outline import Outline
from brand.core.page_form import PageForm
from brand.core.site_address import absolute
from brand.core.structured_data import CONTEXT, person
from brand.forms.formsets import validate_unique_field
from brand.interview.blocks import AnswerBlock
from brand.interview.featured import featured_answers
from brand.models import BasePage, BrandSettings
from brand.text.rich_text import SHORT_FEATURES, TEXT_FEATURES
from brand.text.slugs import free_slug
from services.blocks import CaseStudyBlock, StepBlock
from services.keys import MAX_KEY, key_from


class ServiceIndexPage(InvitingPage):
    """A list of all services."""

    intro = models.TextField(
        _("introduction"), blank=True, help_text=_("One or two sentences under the title.")
    )

    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("invitation")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]
    api_fields = [*BasePage.api_fields, APIField("intro"), APIField("invitation")]
    parent_page_types = ["brand.HomePage"]
    subpage_types = ["services.ServicePage"]
    max_count_per_parent = 1
    goes_online_with_children = True

    class Meta:
        verbose_name = _("list of services")
        verbose_name_plural = _("lists of services")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        outline = Outline.of(request)
        below = ServicePage.objects.child_of(self).order_by("path").prefetch_related("offers")
        context["services"] = list(filter(outline.is_listed, outline.with_locales(below)))
        return context


class ServicePageForm(PageForm):
    """Shows the error about a repeated key at the question itself."""

    def is_valid(self) -> bool:
        valid = super().is_valid()
        twice = _("Another question of this page has the same key.")
        return validate_unique_field(self, "brief_questions", "key", twice) and valid


class ServicePage(InvitingPage):
    """One service. An inquiry about it asks the questions of its brief."""

    base_form_class = ServicePageForm

    summary = models.CharField(
        _("in one sentence"),
        max_length=200,
        help_text=_("What it is, for somebody who reads nothing else."),
    )
    for_whom = RichTextField(
        _("who it is for"), features=SHORT_FEATURES, blank=True, help_text=_("Who it is meant for.")
    )
    outcome = RichTextField(
        _("outcome"),
        features=TEXT_FEATURES,
        blank=True,
        help_text=_("What is different for the client afterwards."),
    )
    deliverables = StreamField(
        [
            (
                "deliverable",
                blocks.CharBlock(
                    label=_("Deliverable"),
                    icon="tick",
                    description=_("One thing that the client receives."),
                    template="blocks/deliverable.html",
                    preview_value=_("A plan on one page"),
                ),
            )
        ],
        verbose_name=_("deliverables"),
        blank=True,
        help_text=_("What the client receives, one line each."),
    )
    steps = StreamField(
        [("step", StepBlock())],
        verbose_name=_("steps"),
        blank=True,
        help_text=_("How the work proceeds, from the first call to the end."),
    )
    duration = models.CharField(
        _("duration"),
        max_length=80,
        blank=True,
        help_text=_(
            "For example, “six to eight weeks”. If it is that of one offer, name the offer: "
            "“six weeks with coaching”."
        ),
    )
    related_answers = StreamField(
        [("answer", AnswerBlock(label=_("Answer")))],
        verbose_name=_("related answers"),
        blank=True,
        help_text=_("Answers of the interview that help a client to decide."),
    )
    case_studies = StreamField(
        [("case_study", CaseStudyBlock())],
        verbose_name=_("case studies"),
        blank=True,
        help_text=_("What you did for others."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("for_whom"),
        FieldPanel("outcome"),
        FieldPanel("deliverables"),
        FieldPanel("steps"),
        MultiFieldPanel(
            [FieldPanel("duration"), InlinePanel("offers", label=_("Offer"))],
            heading=_("Offers"),
        ),
        InlinePanel(
            "brief_questions",
            heading=_("Brief"),
            label=_("Question"),
            help_text=_("Asked in the form when somebody writes about this service."),
        ),
        FieldPanel("related_answers"),
        FieldPanel("case_studies"),
        FieldPanel("invitation"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("for_whom"),
        index.SearchField("outcome"),
    ]
    api_fields = [
        *BasePage.api_fields,
        APIField("summary"),
        APIField("for_whom"),
        APIField("outcome"),
        APIField("deliverables"),
        APIField("steps"),
        APIField("duration"),
        APIField("offers"),
        APIField("brief_questions"),
        APIField("related_answers"),
        APIField("case_studies"),
        APIField("invitation"),
    ]
    parent_page_types = ["services.ServiceIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["structured_data"] = self.structured_data(request)
        keys = [child.value for child in self.related_answers]
        # Those that a visitor may read, in this page's order.
        context["answers"] = featured_answers(keys, request)
        return context

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the JSON-LD of the service with its real prices; examples are left out."""
        language = self.locale.language_code
        owner = person(BrandSettings.for_request(request), absolute("/"), language)
        offers = [
            {
                "@type": "Offer",
                "name": offer.name,
                "priceSpecification": {
                    "@type": "PriceSpecification",
                    "minPrice": str(offer.price_from),
                    "priceCurrency": "EUR",
                },
            }
            for offer in self.offer_list
            if offer.price_from is not None and not offer.is_example
        ]
        data = {
            "@context": CONTEXT,
            "@type": "Service",
            "name": self.title,
            "description": self.summary,
            "url": absolute(self.original.get_url(request) or "/"),
            "provider": owner,
        }
        return data | ({"offers": offers} if offers else {})

    @cached_property
    def first_offer(self) -> "Offer | None":
        """Return the offer whose price a list of services shows."""
        return next(iter(self.offer_list), None)

    @property
    def name_of_first_offer(self) -> str:
        """Return the offer that the price of a list belongs to; "" where it is the only one."""
        return self.offer_list[0].name if len(self.offer_list) > 1 else ""

    @cached_property
    def offer_list(self) -> "list[Offer]":
        """Return all offers, cached: the page shows them in three places."""
        return list(self.offers.all())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the page; in a live one each question of the brief has a key.

        All ways to publish have only this in common; a draft may lack keys.
        """
        if self.live:
            self.fill_keys()
        super().save(*args, **kwargs)

    def fill_keys(self) -> None:
        """Give each question without a key its own in public, its translation's, or a new one.

        A key stays when its question is reworded; one that was typed is never touched.
        """
        questions = list(self.brief_questions.all())
        nameless = [question for question in questions if not question.key]
        if not nameless:
            return
        known = known_keys(self, nameless)
        taken = {question.key for question in questions}
        for question in nameless:
            wanted = known.get(question.translation_key) or key_from(question.label)
            question.key = free_slug(wanted, taken, max_length=MAX_KEY, joint="_")
            taken.add(question.key)
        self.brief_questions.set(questions)  # in memory, until the page is saved


class Offer(TranslatableMixin, Orderable):
    """A price, as a consultant states it: from how much, for what, taxes or not."""

    page = ParentalKey(ServicePage, on_delete=models.CASCADE, related_name="offers")
    name = models.CharField(_("name"), max_length=120, help_text=_("For example, “Audit”."))
    description = models.TextField(
        _("description"), blank=True, help_text=_("What is included, in a sentence or two.")
    )
    price_from = models.DecimalField(
        _("price from"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("In euros. If left empty, the page says “on request”."),
    )
    unit = models.CharField(
        _("unit"),
        max_length=40,
        blank=True,
        help_text=_("For example, “a day” or “for six weeks”."),
    )
    tax_note = models.CharField(
        _("tax note"),
        max_length=120,
        blank=True,
        help_text=_("For example, “excl. VAT”, or “TVA non applicable, art. 293 B du CGI”."),
    )
    is_example = models.BooleanField(
        _("example"),
        default=False,
        help_text=_("Invented for the demonstration: the page says so."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("price_from"), FieldPanel("unit")]),
        FieldPanel("tax_note"),
        ExamplePanel("is_example"),
    ]
    api_fields = [
        APIField("name"),
        APIField("description"),
        APIField("price_from"),
        APIField("unit"),
        APIField("tax_note"),
        APIField("is_example"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("offer")
        verbose_name_plural = _("offers")

    def __str__(self) -> str:
        return self.name


class BriefQuestion(TranslatableMixin, Orderable):
    """A question that the inquiry form asks about one service."""

    class Kind(models.TextChoices):
        SHORT = "short", _("one line")
        LONG = "long", _("several lines")
        NUMBER = "number", _("a number")
        DATE = "date", _("a date")
        CHOICE = "choice", _("one of several")
        CHOICES = "choices", _("any of several")

    page = ParentalKey(ServicePage, on_delete=models.CASCADE, related_name="brief_questions")
    key = models.CharField(
        _("key"),
        max_length=MAX_KEY,
        blank=True,
        validators=[
            RegexValidator(
                r"^[a-z][a-z0-9_]*$", _("Small letters, digits and _, beginning with a letter.")
            )
        ],
        help_text=_(
            "The question’s name in exports and in the API, the same in all languages. "
            "If left empty, it is made from the question when the page is published."
        ),
    )
    label = models.CharField(
        _("question"), max_length=160, help_text=_("As the client reads it above the field.")
    )
    help_text = models.CharField(
        _("help"), max_length=200, blank=True, help_text=_("A hint below the question.")
    )
    kind = models.CharField(
        _("kind of answer"),
        max_length=10,
        choices=Kind.choices,
        default=Kind.SHORT,
        help_text=_("What the client fills in."),
    )
    choices = models.TextField(
        _("choices"), blank=True, help_text=_("One per line, for questions with a choice.")
    )
    required = models.BooleanField(
        _("required"), default=False, help_text=_("Ask only for what you really need.")
    )

    panels = [
        FieldPanel("label"),
        FieldPanel("help_text"),
        FieldPanel("kind"),
        FieldPanel("choices"),
        FieldPanel("required"),
        MultiFieldPanel([FieldPanel("key")], heading=_("For programs"), classname="collapsed"),
    ]
    api_fields = [
        APIField("key"),
        APIField("label"),
        APIField("help_text"),
        APIField("kind"),
        APIField("choice_list"),
        APIField("required"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("brief question")
        verbose_name_plural = _("brief questions")

    def __str__(self) -> str:
        return self.label

    @property
    def choice_list(self) -> list[str]:
        return [line.strip() for line in self.choices.splitlines() if line.strip()]

    def clean(self) -> None:
        super().clean()
        if self.kind in {self.Kind.CHOICE, self.Kind.CHOICES} and not self.choice_list:
            raise ValidationError({"choices": _("Write at least one choice.")})


def known_keys(page: ServicePage, questions: Iterable[BriefQuestion]) -> dict[UUID, str]:
    """{translation key: key} of those of `questions` that visitors are asked already.

    On this page, else in another language.
    """
    rows = BriefQuestion.objects.filter(
        translation_key__in=[question.translation_key for question in questions]
    ).exclude(key="")
    found = {row.translation_key: row.key for row in rows}
    return found | {row.translation_key: row.key for row in rows if row.page_id == page.pk}
