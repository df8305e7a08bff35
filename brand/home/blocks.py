"""The turns of the home page's dialogue: each block is a question and the owner's answer."""

from typing import Any

from django.db.models import Model, prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from brand.core.blocks import ApiRichTextBlock, PictureBlock, QuoteBlock, WrittenBlock
from brand.core.languages import active, choices, preferred
from brand.core.outline import Outline
from brand.core.page_chooser import PageListWidget
from brand.core.visibility import visible
from brand.interview.blocks import AnswerBlock
from brand.interview.featured import answers_to_show, featured_answers
from brand.text.rich_text import SHORT_FEATURES, TEXT_FEATURES


class ApiPageChooserBlock(blocks.PageChooserBlock):
    """A chooser for pages of a higher room, which it knows by name only.

    The API returns title and address, or nothing if visitors may not read the page, in whatever
    block the chooser is used.
    """

    @cached_property
    def widget(self) -> PageListWidget:
        return PageListWidget(self.target_model._meta.label)

    def get_form_state(self, value: Any) -> dict[str, Any] | None:
        return self.widget.get_value_data(value)

    def get_api_representation(self, value: Page | None, context: Any = None) -> dict | None:
        if value is None or not visible(Page.objects.filter(pk=value.pk)).exists():
            return None
        return page_reference(value)


def page_reference(page: Page) -> dict[str, Any]:
    """Return the API's description of a page that is shown on another one."""
    return {"id": page.pk, "title": page.title, "url": page.full_url}


class ApiTestimonialChooserBlock(SnippetChooserBlock):
    """A chooser for testimonials. The API returns the words as well as the id."""

    def get_api_representation(self, value: Any, context: Any = None) -> dict | None:
        if value is None:
            return None
        return {field.name: getattr(value, field.name) for field in value.api_fields}


class Turn(WrittenBlock):
    """One turn of the dialogue: a visitor's question and the owner's answer."""

    question = blocks.CharBlock(
        label=_("Question"), help_text=_("In the visitor’s voice. It is the heading.")
    )

    def has_content(self, value: Any) -> bool:
        """Whether there is content below the question. What was chosen may have been deleted."""
        return True


def _first(turn: Turn, name: str, count: int = 3) -> list[Model]:
    """Return the first `count` objects that the chooser `name` of a turn offers, for its preview.

    Prefer those in the active language, if there are any.
    """
    chosen = turn.child_blocks[name].child_block.target_model.objects.all()
    ours = chosen.filter(locale__language_code=active())
    return list(ours[:count]) or list(chosen[:count])


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
            "question": _("Who are you?"),
            "text": _("<p>I advise associations, <mark>from the inside</mark>.</p>"),
        }


class Figure(blocks.StructBlock):
    value = blocks.CharBlock(
        label=_("Figure"), max_length=20, help_text=_("For example, 30+ or 8,000.")
    )
    caption = blocks.CharBlock(
        label=_("Caption"), help_text=_("What is counted, and whose figure it is.")
    )

    class Meta:
        icon = "order"
        label = _("Figure")
        label_format = "{value} {caption}"


class FiguresTurn(Turn):
    figures = blocks.ListBlock(Figure(), label=_("Figures"), min_num=1, max_num=6, collapsed=True)
    note = blocks.CharBlock(
        label=_("Note"), required=False, help_text=_("Year and source of the figures.")
    )

    class Meta:
        icon = "order"
        label = _("Key figures")
        description = _("Up to six figures at a large scale. Put your own first.")
        template = "blocks/figures_turn.html"
        preview_value = {
            "question": _("In figures?"),
            "figures": [
                {"value": "30+", "caption": _("countries visited")},
                {"value": "5", "caption": _("years in the network")},
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
    title_language = blocks.ChoiceBlock(
        choices=choices,
        default="",
        label=_("Language of “What”"),
        required=False,
        help_text=_("A job title may be in another: screen readers then pronounce it correctly."),
    )
    detail = blocks.TextBlock(label=_("Detail"), required=False)

    class Meta:
        icon = "date"
        label = _("Milestone")
        label_format = "{year} {title}"


class MilestonesTurn(Turn):
    milestones = blocks.ListBlock(Milestone(), label=_("Milestones"), min_num=1, collapsed=True)

    class Meta:
        icon = "date"
        label = _("Milestones")
        description = _("Your career as a timeline.")
        template = "blocks/milestones_turn.html"
        preview_value = {
            "question": _("How did you get here?"),
            "milestones": [
                {"year": "2004", "title": _("First local board"), "detail": ""},
                {"year": "2005", "title": _("Internship in Rio de Janeiro"), "detail": ""},
            ],
        }


class ServicesTurn(Turn):
    intro = blocks.TextBlock(label=_("Introduction"), required=False)
    services = blocks.ListBlock(
        # Optional, so that the home page can be published after a service is deleted.
        ApiPageChooserBlock("services.ServicePage", required=False),
        label=_("Services"),
    )

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        """Add `services` that visitors may read, with their offers, in one query or two.

        Each is in the active language if visitors can read it there, else in the other language.
        """
        context = super().get_context(value, parent_context)
        outline = Outline.of(context.get("request"))
        chosen = outline.with_locales(page for page in value["services"] if page)
        keys = [page.translation_key for page in chosen]
        language = active()
        if all(outline.is_visible(p) and p.locale.language_code == language for p in chosen):
            versions = chosen
        else:
            pages = self.child_blocks["services"].child_block.target_model.objects
            every = outline.with_locales(pages.filter(translation_key__in=keys))
            versions = [page for page in every if outline.is_visible(page)]
        prefetch_related_objects(versions, "offers")
        found = preferred(versions, language)
        context["services"] = [found[key] for key in keys if key in found]
        return context

    def has_content(self, value: Any) -> bool:
        return bool(self._visible(value))

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        """Return the chosen services that can be read, without gaps for unpublished ones.

        One query.
        """
        seen = self._visible(value)
        return {
            "question": value["question"],
            "intro": value["intro"],
            "services": [
                page_reference(page) for page in value["services"] if page and page.pk in seen
            ],
        }

    def _visible(self, value: Any) -> set[int]:
        chosen = [page.pk for page in value["services"] if page]
        return set(visible(Page.objects.filter(pk__in=chosen)).values_list("pk", flat=True))

    def get_preview_value(self) -> Any:
        """Return the owner's own services, because a preview without services would be empty."""
        return self.normalize(
            {"question": self.meta.preview_question, "services": _first(self, "services")}
        )

    class Meta:
        icon = "list-ul"
        label = _("Featured services")
        description = _("Services as lines of a list, with their price.")
        template = "blocks/services_turn.html"
        preview_question = _("What do you offer, and at what price?")


class AnswersTurn(Turn):
    answers = blocks.ListBlock(
        AnswerBlock(label=_("Answer")),
        label=_("Answers"),
        min_num=1,
        max_num=6,
    )

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["answers"] = featured_answers(value["answers"], context.get("request"), topics=True)
        return context

    def has_content(self, value: Any) -> bool:
        return bool(featured_answers(value["answers"]))

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        return {
            "question": value["question"],
            "answers": [
                {"translation_key": view.key, "question": view.question, "path": view.url}
                for view in featured_answers(value["answers"])
            ],
        }

    def get_preview_value(self) -> Any:
        keys = answers_to_show(2)
        return self.normalize({"question": self.meta.preview_question, "answers": keys})

    class Meta:
        icon = "openquote"
        label = _("Featured answers")
        description = _("Answers of an interview that a visitor should not miss.")
        template = "blocks/answers_turn.html"
        preview_question = _("Where should I start?")


class TestimonialsTurn(Turn):
    testimonials = blocks.ListBlock(
        ApiTestimonialChooserBlock("brand.Testimonial", required=False), label=_("Testimonials")
    )

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        """Add `testimonials`, each in the active language if translated, else in the original."""
        context = super().get_context(value, parent_context)
        chosen = [testimonial for testimonial in value["testimonials"] if testimonial]
        page = (parent_context or {}).get("page")
        if page and all(testimonial.locale_id == page.locale_id for testimonial in chosen):
            context["testimonials"] = chosen
            return context
        keys = [testimonial.translation_key for testimonial in chosen]
        model = self.child_blocks["testimonials"].child_block.target_model
        versions = model.objects.filter(translation_key__in=keys).select_related("locale")
        found = preferred(versions, active())
        context["testimonials"] = [found[key] for key in keys if key in found]
        return context

    def has_content(self, value: Any) -> bool:
        return any(value["testimonials"])

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        """Return the testimonials that still exist, without gaps for deleted ones."""
        data = super().get_api_representation(value, context)
        return data | {"testimonials": [said for said in data["testimonials"] if said]}

    def get_preview_value(self) -> Any:
        return self.normalize(
            {"question": self.meta.preview_question, "testimonials": _first(self, "testimonials")}
        )

    class Meta:
        icon = "group"
        label = _("Testimonials")
        description = _("What clients say.")
        template = "blocks/testimonials_turn.html"
        preview_question = _("What do others say?")


class TextTurn(Turn):
    text = ApiRichTextBlock(label=_("Answer"), features=TEXT_FEATURES)

    class Meta:
        icon = "pilcrow"
        label = _("Question and answer")
        description = _("Any other question that visitors ask, with your answer.")
        template = "blocks/text_turn.html"
        preview_value = {"question": _("And then?"), "text": _("<p>We talk.</p>")}


class ContactTurn(Turn):
    text = ApiRichTextBlock(label=_("Answer"), features=SHORT_FEATURES, required=False)
    button = blocks.CharBlock(
        label=_("Button"),
        max_length=40,
        help_text=_("It opens the form. For example, “Write to me”."),
    )

    class Meta:
        icon = "mail"
        label = _("Closing question")
        description = _("The last turn: an invitation to write, on the accent colour.")
        template = "blocks/contact_turn.html"
        preview_value = {"question": _("Shall we talk?"), "text": "", "button": _("Write to me")}


class DialogueBlock(blocks.StreamBlock):
    """All kinds of turn that a home page may have."""

    biography = BiographyTurn()
    figures = FiguresTurn()
    answers = AnswersTurn()
    services = ServicesTurn()
    milestones = MilestonesTurn()
    testimonials = TestimonialsTurn()
    quote = QuoteBlock()
    text = TextTurn()
    contact = ContactTurn()

    def get_api_representation(self, value: Any, context: Any = None) -> list[dict[str, Any]]:
        """Return the turns that visitors see.

        A turn whose services or answers are all gone is left out.
        """
        told = super().get_api_representation(value, context)
        shown = {child.id for child in value if self._has_content(child)}
        return [turn for turn in told if turn["id"] in shown]

    def _has_content(self, child: Any) -> bool:
        return not isinstance(child.block, Turn) or child.block.has_content(child.value)

    class Meta:
        # Collapsed blocks show only the questions, so that the order is visible and easy to change.
        collapsed = True
