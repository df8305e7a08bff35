"""The editor's form of an interview: what is wrong with an answer is said beside it."""

from typing import Any, cast

from django.forms import Form, ModelMultipleChoiceField
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import InlinePanel

from brand.models.topic import Topic

# Words that may become addresses below an interview.
RESERVED_SLUGS = frozenset({"feed", "flux", "recherche", "search", "print", "imprimer"})


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
