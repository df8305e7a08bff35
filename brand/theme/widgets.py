"""Widgets for the look: a colour with its number, and a choice among drawn avatars."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from brand.theme.avatar import avatar_of


class ColourInput(forms.TextInput):
    """A text input for a colour, with the browser's colour picker beside it.

    Only the text is sent, so the field works without scripts. A controller of Wagtail's keeps both
    in step.
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
    """Radio buttons that show the avatars they stand for, drawn from `initials`."""

    initials = ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = self.get_context(name, value, attrs)
        for _group, options, _index in context["widget"]["optgroups"]:
            for option in options:
                option["avatar"] = avatar_of(self.initials, int(option["value"]))
        return render_to_string("brand/look/avatars.html", context)
