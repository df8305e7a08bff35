"""A block that shows an answer of an interview on any page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from brand.interview.featured import answer_choices, answers_to_show, featured_answers


class AnswerBlock(blocks.FieldBlock):
    """An answer, stored as its translation key, which survives new rows and translations.

    Not a ChoiceBlock, because that would query all choices again for each value that it reads.
    """

    def __init__(self, required: bool = True, help_text: str = "", **kwargs: Any) -> None:
        self.field = forms.ChoiceField(
            required=required,
            help_text=help_text,
            choices=lambda: [("", "—"), *answer_choices()],
        )
        super().__init__(**kwargs)

    def get_preview_value(self) -> str:
        return next(iter(answers_to_show(1)), "")

    def get_context(self, value: str, parent_context: dict | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        request = (parent_context or {}).get("request")
        context["answer"] = next(iter(featured_answers([value], request)), None)
        return context

    class Meta:
        icon = "openquote"
        description = _("An answer of an interview, in the page’s language.")
        template = "blocks/answer.html"
