"""The editor's form of an interview: what is wrong with an answer is said beside it."""

from typing import Any, cast

from django.forms import Form, ModelMultipleChoiceField
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel

from brand.core.page_form import PageForm
from brand.forms.formsets import refuse_repeats
from brand.interview.topic import Topic

# Words that may become addresses below an interview, and the ids that its page has: an answer's
# address is its id there. ("elsewhere" was the id of "other-answers".)
RESERVED_SLUGS = frozenset({"feed", "flux", "recherche", "search", "print", "imprimer"}) | {
    "announcer", "answers", "elsewhere", "finder", "finder-count", "finder-q", "finder-topic",
    "headline", "inquiry", "interviews", "main", "other-answers", "topics",
}  # fmt: skip


class AnswerFormSet(BaseChildFormSet):
    """All answers of a page: the topics offered are those of the page's language."""

    def add_fields(self, form: Form, index: int | None) -> None:
        super().add_fields(form, index)
        topics = cast(ModelMultipleChoiceField, form.fields["topics"])
        topics.queryset = Topic.objects.filter(locale_id=self.instance.locale_id)


class AnswersPanel(InlinePanel):
    """The panel that uses it."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"]["answers"]["formset"] = AnswerFormSet
        return options


class InterviewPageForm(PageForm):
    """Says at the answer itself what is wrong with its address."""

    def is_valid(self) -> bool:
        """Check the answers together once each has been checked alone."""
        valid = super().is_valid()
        twice = _("Another answer of this page has the same address.")
        reserved = _("This word is used by the site itself. Choose another.")
        unique = refuse_repeats(self, "answers", "slug", twice)
        return (
            refuse_repeats(self, "answers", "slug", reserved, taken=RESERVED_SLUGS)
            and unique
            and valid
        )
