"""The inquiry form: four fixed fields, and those that the chosen service asks for."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contact.inquiries.email_address import as_sent, tidy, wrong_sign
from services.models import BriefQuestion, ServicePage

MESSAGE_LENGTH = 10_000
BRIEF_PREFIX = "brief_"
# Named like a field that robots fill and browsers do not: "website" would be autofilled.
HONEYPOT = "subject_line"


TOO_LONG = _(
    "These are %(show_value)d characters; at most %(limit_value)d fit. "
    "Nothing is lost: shorten it, or put the rest into your message."
)


class LongTextField(forms.CharField):
    """Text of several lines. A browser ends each with CRLF; here each ends with a line feed.

    So a text is stored, compared and counted with the characters that people see.
    """

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class EmailAddressField(forms.EmailField):
    """An address that mail can be sent to. The error names what is wrong with any other."""

    default_error_messages = {
        "invalid": _("This address seems incomplete. It looks like name@example.org."),
        "no_at": _("There is no @ in this address. It looks like name@example.org."),
        "many_at": _("There is more than one @: please write one address only."),
        "space": _("There is a space in this address. Addresses have none."),
        "accent": _("“%(sign)s” cannot stand before the @: there, addresses have no accents."),
        "sign": _("“%(sign)s” cannot be part of an address."),
    }

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")

    def run_validators(self, value: Any) -> None:
        if value:
            self._name_the_slip(value)
        super().run_validators(value)
        try:
            as_sent(value)
        except ValueError:
            raise self._error("invalid") from None

    def _name_the_slip(self, address: str) -> None:
        local, at, domain = address.partition("@")
        if not at:
            raise self._error("no_at")
        if "@" in domain:
            raise self._error("many_at")
        if sign := wrong_sign(address) if local and domain else "":
            accent = sign in local and sign.isalpha()
            raise self._error("space" if sign.isspace() else "accent" if accent else "sign", sign)

    def _error(self, code: str, sign: str = "") -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"sign": sign})


class InquiryForm(forms.Form):
    """Fields of an inquiry about `service`, which may be None."""

    required_css_class = "is-required"
    error_css_class = "has-error"
    use_required_attribute = True

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Please tell me your name.")},
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = EmailAddressField(
        label=_("Your e-mail address"),
        help_text=_("Such as name@example.org. The answer goes there."),
        max_length=254,
        error_messages={"required": _("Without an e-mail address I cannot answer you.")},
        widget=forms.EmailInput(
            {
                "autocomplete": "email",
                "inputmode": "email",
                # A slip is pointed out while the address is in sight (email_suggestion.py).
                "data-hx-trigger": "change",
                "data-hx-params": "email",
                "data-hx-target": "#email-hint",
                "data-hx-swap": "innerHTML",
            }
        ),
    )
    organisation = forms.CharField(
        label=_("Your organisation"),
        max_length=160,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    service = forms.ModelChoiceField(
        label=_("What is it about?"),
        queryset=ServicePage.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("Something else"),
        error_messages={"invalid_choice": _("This service is no longer offered.")},
    )
    message = LongTextField(
        label=_("Your message"),
        max_length=MESSAGE_LENGTH,
        strip=False,
        error_messages={
            "required": _("Please write a few words, even one sentence is enough."),
            "max_length": _(
                "Your message has %(show_value)d characters; at most %(limit_value)d fit. "
                "Nothing is lost: shorten it, or write me a mail."
            ),
        },
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        services: Any,
        service: ServicePage | None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.chosen_service = service
        choice = cast(forms.ModelChoiceField, self.fields["service"])
        choice.queryset = services
        choice.label_from_instance = lambda page: page.title  # type: ignore[method-assign,assignment]
        self.questions: list[BriefQuestion] = list(service.brief_questions.all()) if service else []
        for question in self.questions:
            self.fields[BRIEF_PREFIX + question.key] = brief_field(question)
        for field in self.fields.values():
            # With maxlength a browser cuts off pasted text silently; our error says so instead.
            field.widget.attrs.pop("maxlength", None)
            field.error_messages.setdefault("max_length", TOO_LONG)

    @property
    def brief_fields(self) -> list[forms.BoundField]:
        """Return the fields that the chosen service asks for, in its order."""
        return [self[BRIEF_PREFIX + question.key] for question in self.questions]

    def clean_message(self) -> str:
        message = self.cleaned_data["message"]
        if not message.strip():
            raise forms.ValidationError(self.fields["message"].error_messages["required"])
        return message

    def brief(self) -> list[dict[str, str]]:
        """Return the answers to the brief as they were asked: [{"key", "label", "value"}].

        Questions left empty are left out. Values are text, as a person would read them.
        """
        answers = []
        for question in self.questions:
            value = as_text(self.cleaned_data.get(BRIEF_PREFIX + question.key))
            if value:
                answers.append({"key": question.key, "label": question.label, "value": value})
        return answers


def as_text(value: str | list[str] | None) -> str:
    """Return a cleaned value as a person would read it."""
    return ", ".join(value) if isinstance(value, list) else value or ""


# Help texts where the owner wrote none: a rough answer is welcome (docs/decisions/0018).
ROUGHLY = {
    BriefQuestion.Kind.NUMBER: _("A number, or roughly: 12, about 50, 5 to 10."),
    BriefQuestion.Kind.DATE: _("A date, or roughly: 15 March, mid-January, as soon as possible."),
}


def brief_field(question: BriefQuestion) -> forms.Field:
    """Return the form field for a question of a brief.

    Numbers and dates are kept as they were written (docs/decisions/0018).
    """
    kind = BriefQuestion.Kind(question.kind)
    gone = _("“%(value)s” is no longer among the answers: please choose again.")
    common: dict[str, Any] = {
        "label": question.label,
        "help_text": question.help_text or ROUGHLY.get(kind, ""),
        "required": question.required,
        "error_messages": {
            "required": _(
                "Please answer this question, even in two words: it helps me to prepare my reply."
            )
        },
    }
    choices = [(choice, choice) for choice in question.choice_list]
    match kind:
        case BriefQuestion.Kind.LONG:
            return LongTextField(
                **common, max_length=MESSAGE_LENGTH, widget=forms.Textarea({"rows": 3})
            )
        case BriefQuestion.Kind.CHOICE:
            common["error_messages"]["invalid_choice"] = gone
            return forms.ChoiceField(**common, choices=choices, widget=forms.RadioSelect)
        case BriefQuestion.Kind.CHOICES:
            common["error_messages"]["invalid_choice"] = gone
            return forms.MultipleChoiceField(
                **common, choices=choices, widget=forms.CheckboxSelectMultiple
            )
        case _:
            return forms.CharField(**common, max_length=500)
