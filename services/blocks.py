"""The parts of a service page that repeat: steps and case studies."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Step"))
    text = blocks.TextBlock(label=_("What happens"), required=False)

    class Meta:
        icon = "arrow-right"
        label = _("Step")
        description = _("One step of the work, in order.")
        template = "blocks/step.html"
        preview_value = {"title": _("Listening"), "text": _("One hour with each team.")}


class CaseStudyBlock(blocks.StructBlock):
    client = blocks.CharBlock(label=_("Client"))
    situation = blocks.TextBlock(label=_("Situation"))
    result = blocks.TextBlock(label=_("Result"))
    is_example = blocks.BooleanBlock(
        label=_("Example"), required=False, help_text=_("Invented: the page says so.")
    )

    class Meta:
        icon = "folder-open-inverse"
        label = _("Case study")
        description = _("What you did for a client, and what came of it.")
        template = "blocks/case_study.html"
        preview_value = {
            "client": _("An association"),
            "situation": _("Volunteers who no longer spoke to one another."),
            "result": _("One place for all, opened every day."),
            "is_example": True,
        }
