"""The turns of the home page's dialogue: each block is a question and how the owner answers it."""

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail.rich_text import expand_db_html
from wagtail.snippets.blocks import SnippetChooserBlock

from brand.rich_text import SHORT_FEATURES, TEXT_FEATURES
from brand.visibility import visible

RENDITION = "max-1600x1600|format-jpeg"


def answer_choices() -> list[tuple[str, str]]:
    """Every published answer once, by translation key, in the language of the admin."""
    from brand.models import Answer

    language = (get_language() or "fr")[:2]
    labels: dict[str, str] = {}
    for answer in Answer.objects.public().select_related("locale"):
        key = str(answer.translation_key)
        if key not in labels or answer.locale.language_code == language:
            labels[key] = answer.question
    return list(labels.items())


class PictureBlock(ImageBlock):
    """A picture with its alternative text; the API gives an address, not only a number."""

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        if not value:
            return None
        rendition = value.get_rendition(RENDITION)
        return {
            "id": value.pk,
            "url": rendition.full_url,
            "width": rendition.width,
            "height": rendition.height,
            "alt": value.contextual_alt_text or "",
        }

    def get_preview_value(self) -> Any:
        """The picture that was added last, so that the owner sees their own."""
        image = get_image_model().objects.order_by("-pk").first()
        return self.normalize({"image": image, "decorative": True, "alt_text": ""})

    class Meta:
        icon = "image"


class AnswerBlock(blocks.FieldBlock):
    """An answer, kept as its translation key: it survives new rows and other languages.

    Not a ChoiceBlock, which asks for all choices again for each value that it reads.
    """

    def __init__(self, required: bool = True, help_text: str = "", **kwargs: Any) -> None:
        self.field = forms.ChoiceField(
            required=required,
            help_text=help_text,
            choices=lambda: [("", "—"), *answer_choices()],
        )
        super().__init__(**kwargs)

    def get_preview_value(self) -> str:
        return next((key for key, _question in answer_choices()), "")

    def get_context(self, value: str, parent_context: dict | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["answer"] = next(iter(featured_answers([value])), None)
        return context

    class Meta:
        icon = "openquote"
        description = _("An answer of an interview, in the page's language.")
        template = "blocks/answer.html"


class ApiRichTextBlock(blocks.RichTextBlock):
    """Rich text whose links are real addresses in the API."""

    def get_api_representation(self, value: Any, context: Any = None) -> str:
        return expand_db_html(value.source) if value else ""


class ApiPageChooserBlock(blocks.PageChooserBlock):
    """A page of a room above, known by name only; the API gives title and address."""

    def get_api_representation(self, value: Page | None, context: Any = None) -> dict | None:
        return value and {"id": value.pk, "title": value.title, "url": value.full_url}


class ApiTestimonialChooserBlock(SnippetChooserBlock):
    """A testimonial; the API gives its words, not only a number."""

    def get_api_representation(self, value: Any, context: Any = None) -> dict | None:
        if value is None:
            return None
        return {field.name: getattr(value, field.name) for field in value.api_fields}


class Turn(blocks.StructBlock):
    """A turn of the dialogue: the visitor asks, the owner answers."""

    question = blocks.CharBlock(
        label=_("Question"), help_text=_("In the visitor's voice. It is the heading.")
    )


def _first(turn: Turn, name: str, count: int = 3) -> list[Model]:
    """The first objects that the chooser list `name` of a turn could pick, for its preview."""
    return list(turn.child_blocks[name].child_block.target_model.objects.all()[:count])


class BiographyTurn(Turn):
    text = ApiRichTextBlock(
        label=_("Answer"),
        features=TEXT_FEATURES,
        help_text=_("Your biography. The marker underlines the phrase that matters."),
    )
    picture = PictureBlock(label=_("Picture"), required=False)

    class Meta:
        icon = "user"
        label = _("Biography")
        description = _("Who you are, in a few paragraphs, with a picture if you like.")
        template = "blocks/biography_turn.html"
        preview_value = {
            "question": "— Qui êtes-vous ?",
            "text": "<p>Je conseille des associations, <mark>de l’intérieur</mark>.</p>",
        }


class Figure(blocks.StructBlock):
    value = blocks.CharBlock(label=_("Figure"), max_length=20, help_text=_("Such as 30+ or 8 000."))
    caption = blocks.CharBlock(
        label=_("Caption"), help_text=_("What is counted, and whose figure it is.")
    )

    class Meta:
        icon = "order"
        label = _("Figure")


class FiguresTurn(Turn):
    figures = blocks.ListBlock(Figure(), label=_("Figures"), min_num=1, max_num=6)
    note = blocks.CharBlock(
        label=_("Note"), required=False, help_text=_("Year and source of the figures.")
    )

    class Meta:
        icon = "order"
        label = _("Key figures")
        description = _("Up to six figures at a large scale. Put your own first.")
        template = "blocks/figures_turn.html"
        preview_value = {
            "question": "En chiffres ?",
            "figures": [
                {"value": "30+", "caption": "pays parcourus"},
                {"value": "5", "caption": "ans dans le réseau"},
            ],
        }


class Milestone(blocks.StructBlock):
    year = blocks.CharBlock(
        label=_("When"),
        max_length=30,
        required=False,
        help_text=_("A year, a period or nothing: not every fact has a date."),
    )
    title = blocks.CharBlock(label=_("What"))
    detail = blocks.TextBlock(label=_("Detail"), required=False)

    class Meta:
        icon = "date"
        label = _("Milestone")


class MilestonesTurn(Turn):
    milestones = blocks.ListBlock(Milestone(), label=_("Milestones"), min_num=1)

    class Meta:
        icon = "date"
        label = _("Milestones")
        description = _("Your career as a timeline.")
        template = "blocks/milestones_turn.html"
        preview_value = {
            "question": "D’où venez-vous ?",
            "milestones": [
                {"year": "2004", "title": "Premier bureau local", "detail": ""},
                {"year": "2005", "title": "Stage à Rio de Janeiro", "detail": ""},
            ],
        }


class ServicesTurn(Turn):
    intro = blocks.TextBlock(label=_("Introduction"), required=False)
    services = blocks.ListBlock(
        # Not required: deleting a service must not keep the home page from being published.
        ApiPageChooserBlock("services.ServicePage", required=False),
        label=_("Services"),
    )

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        """Add `services`: those that a visitor may read, with their offers, in two queries."""
        context = super().get_context(value, parent_context)
        chosen = [page.pk for page in value["services"] if page]
        pages = self.child_blocks["services"].child_block.target_model.objects
        found = visible(pages.filter(pk__in=chosen)).prefetch_related("offers").in_bulk()
        context["services"] = [found[pk] for pk in chosen if pk in found]
        return context

    def get_preview_value(self) -> Any:
        """The owner's own services: a preview without any would show nothing."""
        return self.normalize(
            {"question": self.meta.preview_question, "services": _first(self, "services")}
        )

    class Meta:
        icon = "list-ul"
        label = _("Featured services")
        description = _("Services as lines of a list, with their price.")
        template = "blocks/services_turn.html"
        preview_question = "Que proposez‑vous, et à quel prix ?"


class AnswersTurn(Turn):
    answers = blocks.ListBlock(
        AnswerBlock(label=_("Answer")),
        label=_("Answers"),
        min_num=1,
        max_num=6,
    )

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["answers"] = featured_answers(value["answers"])
        return context

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        return {
            "question": value["question"],
            "answers": [
                {"translation_key": view.key, "question": view.question, "path": view.url}
                for view in featured_answers(value["answers"])
            ],
        }

    def get_preview_value(self) -> Any:
        keys = [key for key, _label in answer_choices()[:2]]
        return self.normalize({"question": self.meta.preview_question, "answers": keys})

    class Meta:
        icon = "openquote"
        label = _("Featured answers")
        description = _("Answers of an interview that a visitor should not miss.")
        template = "blocks/answers_turn.html"
        preview_question = "Par où commencer ?"


class TestimonialsTurn(Turn):
    testimonials = blocks.ListBlock(
        ApiTestimonialChooserBlock("brand.Testimonial", required=False), label=_("Testimonials")
    )

    def get_preview_value(self) -> Any:
        return self.normalize(
            {"question": self.meta.preview_question, "testimonials": _first(self, "testimonials")}
        )

    class Meta:
        icon = "group"
        label = _("Testimonials")
        description = _("What clients say.")
        template = "blocks/testimonials_turn.html"
        preview_question = "Et qu’en dit‑on ?"


class QuoteTurn(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quote"), help_text=_("One sentence. It takes the full width."))
    source = blocks.CharBlock(label=_("Source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Large quote")
        description = _("One sentence that takes the whole width of the page.")
        template = "blocks/quote_turn.html"
        preview_value = {"text": "Un outil partagé vaut une bibliothèque.", "source": ""}


class TextTurn(Turn):
    text = ApiRichTextBlock(label=_("Answer"), features=TEXT_FEATURES)

    class Meta:
        icon = "pilcrow"
        label = _("Question and answer")
        description = _("Any other question that visitors ask, with your answer.")
        template = "blocks/text_turn.html"
        preview_value = {"question": "Et ensuite ?", "text": "<p>On se parle.</p>"}


class ContactTurn(Turn):
    text = blocks.RichTextBlock(label=_("Answer"), features=SHORT_FEATURES, required=False)
    button = blocks.CharBlock(
        label=_("Button"), max_length=40, help_text=_("It opens the form, such as “Write to me”.")
    )

    class Meta:
        icon = "mail"
        label = _("Closing question")
        description = _("The last turn: an invitation to write, on the accent colour.")
        template = "blocks/contact_turn.html"
        preview_value = {"question": "On en parle ?", "text": "", "button": "M’écrire"}


class DialogueBlock(blocks.StreamBlock):
    """All turns that a home page may have."""

    biography = BiographyTurn()
    figures = FiguresTurn()
    answers = AnswersTurn()
    services = ServicesTurn()
    milestones = MilestonesTurn()
    testimonials = TestimonialsTurn()
    quote = QuoteTurn()
    text = TextTurn()
    contact = ContactTurn()


class ProseBlock(blocks.StreamBlock):
    """What a standard page is made of."""

    text = ApiRichTextBlock(
        label=_("Text"),
        features=TEXT_FEATURES,
        icon="pilcrow",
        description=_("Paragraphs, headings, lists."),
        template="blocks/text.html",
        preview_value="<h2>Un titre</h2><p>Un paragraphe, <mark>une idée</mark>.</p>",
    )
    picture = PictureBlock(
        label=_("Picture"),
        description=_("A picture across the column."),
        template="blocks/picture.html",
    )
    quote = QuoteTurn()


def featured_answers(keys: list[str]) -> list[Any]:
    """Return the public answers with these translation keys, in this order, as views.

    In the active language; an answer that has no version in it is left out. One query for
    answers and pages, one for topics, however many keys there are.
    """
    from brand.answers import read
    from brand.models import Answer

    found = (
        Answer.objects.public()
        .filter(translation_key__in=[key for key in keys if key])
        .filter(locale__language_code=(get_language() or "fr")[:2])
        .select_related("page")
        .prefetch_related("topics")
    )
    views = {str(a.translation_key): read([a], a.page.get_url() or "/")[0] for a in found}
    return [views[key] for key in map(str, keys) if key in views]
