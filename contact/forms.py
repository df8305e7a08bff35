"""The inquiry form: four fixed fields, and those that the chosen service asks for."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from services.models import BriefQuestion, ServicePage

MESSAGE_LENGTH = 10_000
BRIEF_PREFIX = "brief_"
# Named like a field that robots fill and browsers do not: "website" would be autofilled.
HONEYPOT = "subject_line"


class LongTextField(forms.CharField):
    """Text of several lines. The browser does not cut off what is too long: we say so instead."""

    widget = forms.Textarea

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {k: v for k, v in super().widget_attrs(widget).items() if k != "maxlength"}


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
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Such as name@example.org. The answer goes there."),
        max_length=254,
        error_messages={
            "required": _("Without an e-mail address I cannot answer you."),
            "invalid": _("This address seems incomplete. It looks like name@example.org."),
        },
        widget=forms.EmailInput(
            {
                "autocomplete": "email",
                "inputmode": "email",
                # A slip is pointed out while the address is still in sight (contact.email_hint).
                "data-hx-trigger": "change",
                "data-hx-vals": '{"check_email": "1"}',
                "data-hx-params": "email,check_email",
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

    @property
    def brief_fields(self) -> list[forms.BoundField]:
        """The fields that the chosen service asks for, in its order."""
        return [self[BRIEF_PREFIX + question.key] for question in self.questions]

    def clean_message(self) -> str:
        message = self.cleaned_data["message"]
        if not message.strip():
            raise forms.ValidationError(self.fields["message"].error_messages["required"])
        return message

    def brief(self) -> list[dict[str, str]]:
        """The answers to the brief as they were asked: [{"key", "label", "value"}].

        Questions left empty are left out. Values are text, as a person would read them.
        """
        answers = []
        for question in self.questions:
            value = as_text(self.cleaned_data.get(BRIEF_PREFIX + question.key))
            if value:
                answers.append({"key": question.key, "label": question.label, "value": value})
        return answers


def as_text(value: Any) -> str:
    """Return a cleaned value as a person would read it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return ", ".join(map(str, value))
    return str(formats.localize(value))


def brief_field(question: BriefQuestion) -> forms.Field:
    """Return the form field for a question of a brief."""
    common: dict[str, Any] = {
        "label": question.label,
        "help_text": question.help_text,
        "required": question.required,
        "error_messages": {"required": _("This answer helps me to prepare mine.")},
    }
    choices = [(choice, choice) for choice in question.choice_list]
    match question.kind:
        case BriefQuestion.Kind.LONG:
            return LongTextField(
                **common, max_length=MESSAGE_LENGTH, widget=forms.Textarea({"rows": 3})
            )
        case BriefQuestion.Kind.NUMBER:
            return forms.IntegerField(
                **common,
                min_value=0,
                max_value=10**9,
                localize=False,
                widget=forms.NumberInput({"inputmode": "numeric"}),
            )
        case BriefQuestion.Kind.DATE:
            return forms.DateField(**common, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
        case BriefQuestion.Kind.CHOICE:
            return forms.ChoiceField(**common, choices=choices, widget=forms.RadioSelect)
        case BriefQuestion.Kind.CHOICES:
            return forms.MultipleChoiceField(
                **common, choices=choices, widget=forms.CheckboxSelectMultiple
            )
        case _:
            return forms.CharField(**common, max_length=500)
