"""The form with which an owner makes the site theirs."""

import re
from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.forms.boundfield import BoundWidget
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from brand.core.identity import job_title_field, job_title_fields, job_title_label
from brand.models import BrandSettings
from brand.starter.build import Owner, is_written
from config.onboarding.plan import Plan
from contact.models import InquirySettings

_CHOICE = "<span>{} <small class='v-start-holds'>{}</small></span>"
NEEDED = _("Needed, because the site speaks this language.")


class StartForm(forms.Form):
    """Name, profession in each language, colour, and where inquiries are announced."""

    given_name = forms.CharField(
        label=_("First name"),
        error_messages={"required": _("Write your first name: visitors read it everywhere.")},
        max_length=60,
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    family_name = forms.CharField(
        label=_("Last name"),
        error_messages={"required": _("Write your last name: visitors read it everywhere.")},
        max_length=58,
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the site"),
        error_messages={"required": _("Choose the languages in which you will write.")},
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each page is written once in each language. You can add others later."),
    )
    accent = forms.CharField(
        label=_("Accent colour"),
        error_messages={"required": _("Choose a colour, or write one such as #2140c8.")},
        validators=[
            RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the colour as #rrggbb, such as #2140c8."))
        ],
        widget=forms.TextInput({"type": "color"}),
        help_text=_("Any colour: texts stay readable. You can change it at any time."),
    )
    notification_email = forms.EmailField(
        label=_("Announce inquiries to"),
        error_messages={"required": _("Write the address at which new inquiries reach you.")},
        help_text=_(
            "A short e-mail goes there when somebody writes. Visitors do not see this address."
        ),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    keep = forms.MultipleChoiceField(
        label=_("Keep as drafts what I have changed"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Untick what may go with the demonstration."),
    )
    # The changed items that were shown: nothing is deleted without a warning.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["languages"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        self.initial["languages"] = [code for code in dict(settings.LANGUAGES) if is_written(code)]
        for code, name in job_title_fields().items():
            self.fields[name] = forms.CharField(
                label=capfirst(job_title_label(code)),
                max_length=120,
                error_messages={"required": NEEDED},
                help_text=_("A few words, as on a business card."),
            )
        self.order_fields(["given_name", "family_name", "languages", *job_title_fields().values()])
        changed = plan.changed
        if changed:
            self.fields["keep"].choices = [  # type: ignore[attr-defined]
                (each.key, format_html(_CHOICE, each.label, each.holds)) for each in changed
            ]
            self.initial["keep"] = [each.key for each in changed]
            self.initial["seen"] = " ".join(each.key for each in changed)
        else:
            del self.fields["keep"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        chosen = data.get("languages", [])
        for language, name in job_title_fields().items():
            # Required only if the site is to have this language.
            if chosen and language not in chosen:
                self.errors.pop(name, None)
        self._check_changes(data)
        mine = self.plan.mine_outside(chosen, data.get("keep", [])) if chosen else []
        if mine:
            self.add_error(
                "languages",
                _("These pages of yours are in another language: %(titles)s. Choose it as well.")
                % {"titles": ", ".join(mine)},
            )
        return data

    def _check_changes(self, data: dict[str, Any]) -> None:
        unseen = [c for c in self.plan.changed if c.key not in data.get("seen", "").split()]
        if unseen:
            names = ", ".join(each.label for each in unseen)
            self.add_error(
                "keep",
                _("Changed in the meantime: %(names)s. Look again at what is kept.")
                % {"names": names},
            )
            # The form is shown again: with everything that is changed now, ticked.
            again = cast(QueryDict, self.data).copy()
            again["seen"] = " ".join(each.key for each in self.plan.changed)
            again.setlist("keep", [*data.get("keep", []), *(each.key for each in unseen)])
            self.data = again

    @property
    def form_errors(self) -> list[tuple[forms.BoundField, str]]:
        """Return each error with its field, in the order of the form."""
        return [(field, str(error)) for field in self.visible_fields() for error in field.errors]

    @property
    def chosen_languages(self) -> list[str]:
        """The languages that were ticked, in the order of the settings."""
        return [code for code in dict(settings.LANGUAGES) if code in self.cleaned_data["languages"]]

    @property
    def languages_with_professions(self) -> Iterator[tuple[BoundWidget, forms.BoundField]]:
        """Yield the box of each language with the field that it makes necessary."""
        names = job_title_fields()
        for box in self["languages"]:
            yield box, self[names[box.data["value"]]]

    def owner(self) -> Owner:
        """Return what was entered, for the languages that the site will have."""
        data = self.cleaned_data
        return Owner(
            given_name=data["given_name"],
            family_name=data["family_name"],
            professions={code: data[job_title_field(code)] for code in self.chosen_languages},
            accent=data["accent"].lower(),
        )


def initial_for(user: Any, brand: BrandSettings, inquiries: InquirySettings) -> dict[str, str]:
    """Return initial values from the account and the settings, none from the demonstration."""
    accent = brand.accent if re.fullmatch(r"#[0-9a-fA-F]{6}", brand.accent) else ""
    return {
        "given_name": user.first_name,
        "family_name": user.last_name,
        "notification_email": inquiries.notification_email or user.email,
        "accent": accent,
    }
