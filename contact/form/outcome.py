"""The outcome of a request to the inquiry form: the form to show, and why it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from brand.models import Answer
from contact.form.forms import InquiryForm
from contact.form.refusals import Refusal


@dataclass(frozen=True)
class Outcome:
    """The form to show. An inquiry that was stored shows none: its outcome is a receipt.

    `token` is the signed token that the form sends back. `answer` is the answer of an interview
    that the inquiry is about. `kept` are (name, value) pairs that were answered to questions of
    another service; they travel along as hidden fields. `refusal` says why the form was not taken
    although its fields are right.
    """

    form: InquiryForm
    token: str
    answer: Answer | None = None
    kept: Sequence[tuple[str, str]] = ()
    refusal: Refusal | None = None

    @property
    def status(self) -> int:
        """Return the HTTP status; 200 for a form that nobody has sent yet, as it has no errors."""
        if self.refusal:
            return self.refusal.status
        return 422 if self.form.errors else 200

    @property
    def retry_after(self) -> int | None:
        """Return the seconds after which it is worth sending the form again, None if unknown."""
        return self.refusal.retry_after if self.refusal else None
