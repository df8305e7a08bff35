"""An answer of an interview as a block, for pages of any kind."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from brand.interview.featured import answer_choices, answers_to_show, featured_answers


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
        return next(iter(answers_to_show(1)), "")

    def get_context(self, value: str, parent_context: dict | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["answer"] = next(iter(featured_answers([value])), None)
        return context

    class Meta:
        icon = "openquote"
        description = _("An answer of an interview, in the page's language.")
        template = "blocks/answer.html"
