"""The editor's form of an interview, which reports errors at the answer in question."""

from typing import Any, cast

from django.forms import Form, ModelMultipleChoiceField
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel

from brand.core.page_form import PageForm
from brand.forms.formsets import validate_unique_field
from brand.interview.topic import Topic

# Words reserved for addresses below an interview, and the ids on its page: the address of an answer
# is its id on the page. ("elsewhere" was the id of "other-answers".)
RESERVED_SLUGS = frozenset({"feed", "flux", "recherche", "search", "print", "imprimer"}) | {
    "announcer", "answers", "elsewhere", "finder", "finder-count", "finder-q", "finder-topic",
    "headline", "inquiry", "interviews", "main", "other-answers", "questions",
    "topics",
}  # fmt: skip


class AnswerFormSet(BaseChildFormSet):
    """The answers of a page. The topics on offer are those of the page's language."""

    def add_fields(self, form: Form, index: int | None) -> None:
        super().add_fields(form, index)
        topics = cast(ModelMultipleChoiceField, form.fields["topics"])
        topics.queryset = Topic.objects.filter(locale_id=self.instance.locale_id)


class AnswersPanel(InlinePanel):
    """The inline panel with that formset."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"]["answers"]["formset"] = AnswerFormSet
        return options


class InterviewPageForm(PageForm):
    """The form of an interview, which reports an unusable address at the answer itself."""

    def is_valid(self) -> bool:
        """Validate each answer alone, then all of them together."""
        valid = super().is_valid()
        twice = _("Another answer of this page has the same address.")
        reserved = _("This word is used by the site itself. Choose another.")
        unique = validate_unique_field(self, "answers", "slug", twice)
        return (
            validate_unique_field(self, "answers", "slug", reserved, taken=RESERVED_SLUGS)
            and unique
            and valid
        )
