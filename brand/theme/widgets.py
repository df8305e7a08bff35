"""How the owner chooses the look: a colour beside its number, an avatar among drawn ones."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from brand.theme.avatar import avatar_of


class ColourInput(forms.TextInput):
    """The colour as text, and the browser's own picker, which fills it in.

    Only the text is sent: without scripts it is all that there is. Wagtail's own controller
    keeps both the same.
    """

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "autocapitalize": "off",
            "spellcheck": "false",
            "data-controller": "w-sync",
            "data-action": "input->w-sync#apply",
            "data-w-sync-target-value": f"#{context['widget']['attrs'].get('id')}-picker",
        }
        return context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        text = super().render(name, value, attrs, renderer)
        context = self.get_context(name, value, attrs) | {"text": text}
        return render_to_string("brand/look/colour.html", context)


class AvatarInput(forms.RadioSelect):
    """Radio buttons that show what they stand for, drawn from `initials`."""

    initials = ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = self.get_context(name, value, attrs)
        for _group, options, _index in context["widget"]["optgroups"]:
            for option in options:
                option["avatar"] = avatar_of(self.initials, int(option["value"]))
        return render_to_string("brand/look/avatars.html", context)


# What a field that was left empty asks for.
_ASKS = {
    "accent": gettext_lazy("Choose a colour, or write one such as #2140c8."),
    "figure": gettext_lazy("Choose one of the figures."),
    "reply_days": gettext_lazy("Write how many working days you take to answer, from 1 to 30."),
    "working_days": gettext_lazy("Tick at least one day on which you answer."),
    "retention_months": gettext_lazy("Write how many months you keep inquiries, from 1 to 36."),
    "declined_months": gettext_lazy("Write how many months you keep them, from 1 to 36."),
    "spam_days": gettext_lazy("Write how many days you keep spam, from 1 to 365."),
}


class IdentityForm(WagtailAdminModelForm):
    """Draws the avatars from the initials of the name as it was last saved.

    Says beside each field whether it is still the demonstration's.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, asked in _ASKS.items():
            self.fields[name].error_messages["required"] = asked
        self.fields["figure"].widget.initials = self.instance.initials
        for name in self.instance.example_fields:
            field = self.fields[name]
            field.label = _("%(field)s (example)") % {"field": field.label}
            told = _("From the demonstration: replace it by yours, or empty it.")
            field.help_text = f"{told} {field.help_text}"
