"""The editor's form of an interview: what is wrong with an answer is said beside it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

# Words that may become addresses below an interview.
RESERVED_SLUGS = frozenset({"feed", "flux", "recherche", "search", "print", "imprimer"})


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
